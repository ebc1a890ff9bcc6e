import Audit
import PromptLibrary
import Testing

@testable import Report

/// A finding that does its best to be more than text, in every place where a repository's author has a say.
let nasty: Report = {
  let evil =
    "<script>alert('x')</script>\n::error::gotcha\r\n| a | b |\u{1B}[31mred\u{202E}txt.exe\u{2028}\u{0}\u{7}"
  let more =
    "]]> \" ' & [x](javascript:1) ![i](http://e.example/p.png) `code` ``` @ana #12 www.e.example %0A \u{FFFE}"
  let text = evil + more + String(decoding: [0xFF, 0xC0, 0x61] as [UInt8], as: UTF8.self)
  let path = "dir with space/\(text)?#%41.md"
  var library = Library(configuration: Configuration())
  library.snapshotName = text
  library.notes = [text]
  library.submodules = [text]
  library.prompts = [
    Prompt(
      id: text, path: path, format: "markdown", version: Behaviour.version(of: []), place: Place(path: path))
  ]
  library.prompts[0].metadata.owner = Located("=HYPERLINK(\"\(text)\")", at: Place(path: path))
  library.prompts[0].title = text
  library.edges = [[Edge(.reference, at: place(path, 1, 1), idle: text, how: text)]]
  library.verdicts = [Verdict(.possible, .likely, because: text)]
  var findings = [Finding.Status.open, .waived(reason: text, owner: text, expires: CalendarDay(number: 0))]
    .map {
      Finding(
        rule: "undecidable", level: .error, subject: .prompt(id: text),
        place: place(path, 3, 2, to: (3, 900)),
        message: text + String(repeating: "long ", count: 20_000),
        evidence: [Evidence.Span(text, at: place(path, 9, 9))],
        remedy: "shelflife why '\(text)'", fingerprint: "f", status: $0)
    }
  findings[0].place.path = path
  var report = Report(
    findings, library: library, rules: [rule("undecidable", .error, "It cannot be decided.")])
  report.excerpts = [path: [3: text.replacing("\n", with: " ") + String(repeating: "x", count: 5000)]]
  report.goneFromBaseline = [text]
  return report
}()

@Suite struct NastyTests {
  @Test(arguments: ReportFormat.allCases)
  func `nothing of a nasty finding acts on a terminal or an editor`(format: ReportFormat) {
    expectInert(nasty.rendered(as: format), "\(format)")
  }

  @Test(arguments: ListingFormat.allCases)
  func `nothing of a nasty prompt acts on a terminal or an editor`(format: ListingFormat) {
    expectInert(LibraryListing(library: nasty.library).rendered(as: format), "\(format)")
  }

  private func expectInert(_ text: String, _ name: String) {
    let acting = text.unicodeScalars.filter { $0.isHidden && $0 != "\n" && !($0 == "\r" && name == "csv") }
    #expect(acting.isEmpty, "\(name): \(acting.map { $0.value })")
  }

  @Test(arguments: [ReportFormat.html, .junit])
  func `no element comes of a nasty finding`(format: ReportFormat) {
    let text = nasty.rendered(as: format)
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("href=\"javascript"))
    #expect(text.contains("&lt;script&gt;"))
  }

  @Test func `outside code spans, no element, link or mention comes of a nasty finding`() {
    // An escaped bracket opens and closes nothing.
    let text = withoutCodeSpans(nasty.rendered(as: .markdown)).replacing("\\](", with: "")
    #expect(text.contains("&lt;script&gt;"))
    #expect(!text.contains("<") && !text.contains("@ana") && !text.contains("](javascript"))
  }

  /// Drops each run of backticks with all up to the next run of that length, as CommonMark reads them.
  private func withoutCodeSpans(_ text: String) -> String {
    var rest = text[...]
    var result = ""
    while let start = rest.firstIndex(of: "`") {
      let isEscaped = rest[..<start].last == "\\"
      let fence = isEscaped ? "`" : String(rest[start...].prefix { $0 == "`" })
      result += rest[..<start]
      rest = rest[start...].dropFirst(fence.count)
      guard !isEscaped else { continue }
      while let run = rest.firstIndex(of: "`") {
        let count = rest[run...].prefix { $0 == "`" }.count
        rest = rest[run...].dropFirst(count)
        if count == fence.count { break }
      }
    }
    return result + rest
  }

  @Test func `a nasty finding is one workflow command`() {
    let lines = nasty.rendered(as: .github).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::") }.count == 1)
    #expect(
      lines[0].hasPrefix(
        "::error file=dir with space/<script>alert('x')</script>%0A%3A%3Aerror%3A%3Agotcha"))
  }

  @Test func `a nasty finding stays in its table cell, list item and code span`() {
    var report = nasty
    report.rules = [rule("undecidable", .error, "a | b <b> \u{60}c\u{60}")]
    let lines = report.rendered(as: .markdown).split(separator: "\n")
    let row = lines.first { $0.hasPrefix("| error") }
    #expect(row == "| error | `undecidable` | 1 | a \\| b &lt;b&gt; \\`c\\` |")
    #expect(lines.filter { $0.hasPrefix("#") }.count == 3)
    #expect(!report.rendered(as: .markdown).contains(" @ana #12 www.e.example \\"))
  }

  @Test func `a field that a spreadsheet would compute is quoted`() {
    let csv = LibraryListing(library: nasty.library).rendered(as: .csv)
    #expect(csv.contains("\"'=HYPERLINK("))
    #expect(csv.split(separator: "\r\n").count == 2)
  }

  @Test(arguments: [
    ("@ana", "\\@&#8203;ana"), ("see #12", "see #&#8203;12"), ("http://a.example", "http\\://a.example"),
    ("www.a.example", "www\\.a.example"), ("1. one", "1\\. one"), ("- one", "\\- one"), ("a - b", "a - b"),
    ("a_b*c", "a\\_b\\*c"), ("&amp;", "&amp;amp;"), ("[a](b)", "\\[a\\](b)"),
  ])
  func `plain text is no Markdown`(text: String, expected: String) {
    #expect(MarkdownText.plain(text) == expected)
  }

  @Test(arguments: [("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "`  `"), ("a\nb", "`a\\u{A}b`")])
  func `a code span holds any text`(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }
}
