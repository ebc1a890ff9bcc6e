import PromptLibrary
import Testing

@testable import Audit

@Suite struct BaselineTests {
  private func library(_ ids: [String]) -> Library {
    var library = sampleLibrary(ids.map { samplePrompt($0) })
    library.configuration.attach = .reference
    return library
  }

  @Test func `a baseline takes up every finding, and nothing that moves`() {
    let first = audit(evidence(library(["a", "b"])))
    let text = Baseline.text(of: first.findings)
    #expect(
      text.split(separator: "\n").dropFirst() == [
        "orphaned-prompt\tprompt\ta", "orphaned-prompt\tprompt\tb", "unattached-prompt\tprompt\ta",
        "unattached-prompt\tprompt\tb",
      ])
    let again = audit(evidence(library(["a", "b"])), baseline: Baseline(text: text))
    #expect(again.findings.allSatisfy { $0.status == .baselined })
    #expect(again.goneFromBaseline.isEmpty)
  }

  @Test func `a baseline leaves new findings open and names the lines that are gone`() {
    let text = "# comment\r\norphaned-prompt\tprompt\ta\r\norphaned-prompt\tprompt\tgone\r\n"
    let result = audit(evidence(library(["a", "b"])), baseline: Baseline(text: text))
    #expect(result.goneFromBaseline == ["orphaned-prompt\tprompt\tgone"])
    #expect(result.findings.filter { $0.status == .baselined }.map(\.subject) == [.prompt(id: "a")])
    #expect(result.findings.contains { $0.status == .open && $0.subject == .prompt(id: "b") })
  }

  @Test func `names with tabs, line ends and backslashes come back`() {
    let ids = ["a\tb", "c\nd", "e\\tf", "g\u{2028}h", "#i"]
    let text = Baseline.text(of: audit(evidence(library(ids))).findings)
    #expect(text.split(whereSeparator: \.isNewline).count == 1 + 2 * ids.count)
    let again = audit(evidence(library(ids)), baseline: Baseline(text: text))
    #expect(again.findings.allSatisfy { $0.status == .baselined })
    #expect(again.goneFromBaseline.isEmpty)
  }

  @Test func `what a waiver accepts needs no line`() {
    var library = library(["a"])
    var waiver = Waiver(
      place: Place(path: "w.yaml"), rule: "orphaned-prompt", reason: "pilot", owner: "ada",
      expires: day("2026-12-01"))
    waiver.prompt = "a"
    library.waivers = [waiver]
    let text = Baseline.text(of: audit(evidence(library)).findings)
    #expect(!text.contains("orphaned-prompt"))
    #expect(text.contains("unattached-prompt"))
  }
}
