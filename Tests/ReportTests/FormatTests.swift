import Audit
import PromptLibrary
import Testing

@testable import Report

@Suite struct FormatTests {
  private func many(_ count: Int, rule: String = "unused-input", level: Level = .warning) -> [Finding] {
    (0..<count).map { index in
      Finding(
        rule: rule, level: level, subject: .prompt(id: "p\(index)"), place: place("a.md", index + 1, 1),
        message: "The text never uses the input.", fingerprint: "same")
    }
  }

  @Test func `many findings of one rule in one file fold`() {
    var report = Report(many(15) + many(4, rule: "no-owner"))
    let text = report.rendered(as: .text)
    #expect(text.contains("  and 12 more of unused-input in this file (--all lists them)\n"))
    #expect(text.split(separator: "\n").filter { $0.contains("warning[") }.count == 7)
    report.showsAll = true
    #expect(!report.rendered(as: .text).contains("--all"))
  }

  @Test(arguments: [0, 1, 60])
  func `the last line counts`(count: Int) throws {
    var report = Report.sample
    report.findings += many(count)
    let last = try #require(report.rendered(as: .text).split(separator: "\n").last)
    #expect(
      last == """
        1 error, \(count + 1) warning\(count == 0 ? "" : "s"), 2 notes, 1 waived, 1 baselined, 1 rule off; \
        4 prompts: 1 attached, 1 included, 0 referenced, 0 possible, 0 test-only, 2 orphaned, 0 unknown; \
        13 of 17 references resolved (3 dynamic, 1 dangling)
        """)
  }

  @Test func `GitHub gets ten annotations, the worst first, and the count of the rest`() {
    let text = Report(many(30) + many(1, rule: "z", level: .error)).rendered(as: .github)
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::") }.count == 10)
    #expect(lines[0].hasPrefix("::error file=a.md,line=1,col=1,title=z::p0: "))
    #expect(lines[10] == "10 of 31 findings are annotations; all 31 are in the step summary.")
  }

  @Test func `a step summary keeps to its limit and says what is left out`() {
    let report = Report(many(500))
    let whole = report.stepSummary()
    let cut = report.stepSummary(limit: 8192)
    #expect(!whole.contains("left out"))
    #expect(cut.utf8.count <= 8192)
    #expect(cut.contains(" findings left out: this summary may hold 8 KiB.**"))
    #expect(cut.contains("## Coverage"))
  }

  @Test func `GitLab's fingerprints differ`() {
    guard case .array(let issues) = Report(many(3)).codeQuality else { return }
    #expect(issues.map { $0["fingerprint"] } == ["same", "same-2", "same-3"])
  }

  @Test func `JUnit counts a case for each rule and subject`() {
    let text = Report.sample.rendered(as: .junit)
    #expect(
      text.contains("<testsuites name=\"shelflife\" tests=\"7\" failures=\"4\" errors=\"0\" skipped=\"2\""))
    #expect(text.contains("<testcase classname=\"duplicate-id\" name=\"nothing found\" time=\"0\"/>"))
  }

  @Test func `links start where the sources can be seen`() {
    var report = Report.sample
    report.sourceURL = "https://example.com/blob/1a2b/"
    let link = "https://example.com/blob/1a2b/catalogue/attribute-gaps.prompt.yml#L2"
    #expect(report.rendered(as: .markdown).contains("](\(link))"))
    #expect(report.rendered(as: .html).contains("<a href=\"\(link)\">"))
  }

  @Test func `a page fetches nothing and runs nothing`() {
    let page = Report.sample.rendered(as: .html)
    #expect(
      !page.contains("src=") && !page.contains("<script") && !page.contains("url(") && !page.contains("<link")
    )
  }

  @Test func `a listing keeps to its width and keeps an id's end`() {
    var library = Library.sample
    library.prompts[0].id = String(repeating: "folder/", count: 20) + "the-end"
    var listing = LibraryListing(library: library)
    listing.width = 80
    let lines = listing.rendered(as: .text).split(separator: "\n")
    #expect(lines.allSatisfy { String($0).columns <= 80 })
    #expect(lines[1].contains("/the-end  github-models"))
  }
}
