import Testing

@testable import Audit
@testable import PromptLibrary

/// A library of one prompt with runs of it.
func measuredLibrary(_ change: (inout Library) -> Void) -> Library {
  var library = sampleLibrary([samplePrompt("sort")])
  library.verdicts = [Verdict(.attached)]
  change(&library)
  return library
}

@Suite struct MeasurementTests {
  private func kind(on target: String? = nil, _ change: (inout Library) -> Void) -> Measurement.Kind? {
    var library = measuredLibrary(change)
    if let target {
      library.prompts[0].targets = [ModelTarget(target, precision: .alias, at: Place(path: "sort.md"))]
    }
    return evidence(library).measurements(of: 0).first?.kind
  }

  @Test func `each kind of absence has its name`() {
    #expect(kind { $0.addRuns([.outcomes(passed: 400)]) } == .current)
    #expect(kind { $0.addRuns(["eeee", "uuuu"]) } == .vacuous)
    #expect(kind { $0.addRuns([""]) } == .vacuous)
    #expect(kind { $0.addRuns([.outcomes(passed: 400)], version: "1d0c0de") } == .wrongVersion)
    #expect(kind(on: "openai/gpt-4.1") { $0.addRuns([.outcomes(passed: 400)]) } == .wrongModel)
    #expect(kind { $0.addRuns([.outcomes(passed: 400)], from: "2026-06-01") } == .expired)
    #expect(kind { $0.addRuns([.outcomes(passed: 9, failed: 1)]) } == .underpowered)
    #expect(
      kind(on: "openai/gpt-4o") {
        $0.addRuns([.outcomes(passed: 400)])
        $0.addRuns(
          [.outcomes(passed: 400)], on: Run.Model(requested: "openai/gpt-4.1"), from: "2026-11-09",
          suite: "0dd5")
      } == .suiteChanged)
    #expect(
      kind {
        $0.addRuns([.outcomes(passed: 400)])
        $0.runs[0].run.prompt = "another"
      } == Measurement.Kind.none)
  }

  @Test func `without a ledger nothing is measured and nothing is said`() {
    let all = evidence(measuredLibrary { _ in })
    #expect(all.measurements.isEmpty)
    #expect(all.drift.prompts.isEmpty)
    let rules = Rule.groups.filter { $0.title == "Measurement" || $0.title == "Drift" }.flatMap(\.rules)
    #expect(judge(all, rules: rules).isEmpty)
  }

  @Test func `a run with a tenth of its cases lost to errors counts, with more it does not`() {
    #expect(kind { $0.addRuns([.outcomes(passed: 360) + String(repeating: "e", count: 40)]) } == .current)
    #expect(kind { $0.addRuns([.outcomes(passed: 359) + String(repeating: "e", count: 41)]) } == .vacuous)
  }

  @Test(arguments: [
    ("openai/gpt-4o", "openai:gpt-4o", true), ("gpt-4o", "openai/gpt-4o", true),
    ("azure/gpt-4o", "openai/gpt-4o", false),
    ("openai/gpt-4o", "openai/gpt-4o-mini", false),
  ]) func `models are told by their names as tools write them`(a: String, b: String, isSame: Bool) {
    #expect(ModelName(a).means(ModelName(b)) == isSame)
    #expect(ModelName(b).means(ModelName(a)) == isSame)
  }

  @Test func `a dated name belongs to the family that is sold under it`() {
    #expect(ModelName("openai/gpt-4o-2024-11-20").family == "gpt-4o")
    #expect(ModelName("anthropic/claude-sonnet-4-5-20250929").family == "claude-sonnet-4-5")
    #expect(ModelName("gpt-4-0613").family == "gpt-4")
    #expect(ModelName("gemini-flash-latest").family == "gemini-flash")
    #expect(ModelName("2024").family == "2024")
  }

  @Test func `a name that the models file resolves is run by what answered`() {
    let kind = kind(on: "openai/gpt-4o") { library in
      var record = ModelRecord(name: Located("openai/gpt-4o", at: Place(path: "models.yaml")))
      record.resolvesTo = "gpt-4o-2024-11-20"
      library.models = [record]
      library.addRuns([.outcomes(passed: 400)], on: Run.Model(served: "gpt-4o-2024-11-20"))
    }
    #expect(kind == .current)
  }

  @Test func `what is due comes by what depends on it, and says how much it takes`() throws {
    let all = Evidence(
      library: sampleLibrary([samplePrompt("a"), samplePrompt("b")]), policy: Policy(Configuration()),
      today: today, asksAlways: true)
    let due = all.dueRuns
    #expect(due.map(\.prompt) == [0, 1])
    #expect(due.allSatisfy { $0.runs == 3 && $0.measurement.kind == .none })
    #expect(try #require(due[0].cases) > 50)
  }
}
