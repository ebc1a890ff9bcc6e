import Audit
import PromptLibrary
import Testing

@testable import Report

@Suite struct TextReportTests {
  private func report(_ count: Int, _ rule: String = "growth-only") -> Report {
    Report(
      (0..<count).map { number in
        Finding(
          rule: rule, level: .note, subject: .file(path: "p/\(number).md"),
          place: Place(path: "p/\(number).md", line: 1),
          message: "It is so.", fingerprint: "\(number)")
      })
  }

  private func places(_ text: String) -> Int {
    text.split(separator: "\n").count { $0.contains("note[growth-only]") }
  }

  @Test func `few findings need no table`() {
    #expect(!report(20).rendered(as: .text).contains("by rule"))
  }

  @Test func `many findings end in a table by rule`() {
    let text = report(21).rendered(as: .text)
    #expect(places(text) == 21)
    #expect(text.contains("21 findings by rule, with its worst level:\n  21  note     growth-only\n"))
  }

  @Test func `of a rule with very many only the first are listed, unless all are asked for`() {
    var report = report(500)
    let text = report.rendered(as: .text)
    #expect(places(text) == 25)
    #expect(text.contains("  500  note     growth-only  (not all are listed; --all lists them)\n"))
    report.showsAll = true
    #expect(places(report.rendered(as: .text)) == 500)
  }
}
