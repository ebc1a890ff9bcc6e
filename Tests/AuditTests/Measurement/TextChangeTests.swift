import Testing

@testable import Audit
@testable import PromptLibrary

@Suite struct TextChangeTests {
  private func message(_ change: TextChange?) throws -> String {
    let library = measuredLibrary { $0.addRuns([.outcomes(passed: 20)], version: "1d0c0de") }
    var evidence = evidence(library)
    if let change { evidence.textChanges[0] = change }
    return try #require(
      audit(evidence, baseline: nil, jobs: 1).findings.first { $0.rule == "stale-validation" }
    ).message
  }

  @Test func `a stale run names the commit that changed the text`() throws {
    let day = CalendarDay(year: 2026, month: 10, day: 5)
    #expect(
      try message(TextChange(commit: "a1b2c3d", day: day, summary: "Shorten it", later: 0))
        .hasSuffix(". Commit a1b2c3d of 2026-10-05 changed it (Shorten it)."))
    #expect(
      try message(TextChange(commit: "a1b2c3d", day: day, summary: "Shorten it", later: 2))
        .hasSuffix("(Shorten it), and 2 further changes came since."))
    #expect(try message(TextChange()).hasSuffix(" The change is not committed yet."))
    #expect(try !message(nil).contains("ommit"))
  }
}
