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

  @Test func `scores alone are planned by their spread, where a point of them means something`() {
    func kind(_ cases: Int, _ score: @escaping (Int, Int) -> Double) -> Measurement.Kind? {
      self.kind { library in
        let letters = [String](repeating: String(repeating: "u", count: cases), count: 3)
        library.addRuns(letters) { run in
          let day = Int(run.at.milliseconds / 86_400_000)
          run.cases.scores = (0..<cases).map { score($0, day) }
        }
      }
    }
    /// From 0.84 to 0.96 by the case, and a little more or less by the day.
    func score(_ number: Int, _ day: Int) -> Double {
      0.9 + 0.02 * Double(number * 7 % 7 - 3) + 0.01 * Double((number + day) % 3 - 1)
    }
    #expect(kind(12, score) == .underpowered)
    #expect(kind(100, score) == .current)
    // As far apart as scores can be, they see no more than passes and failures do.
    #expect(kind(100) { ($0 + $1) % 4 == 0 ? 0 : 1 } == .underpowered)
    #expect(kind(12) { 100 * score($0, $1) } == .current)
  }

  @Test func `scores of 0 and 1 agree with themselves as passes and failures do`() throws {
    let scores: [[Double]] = [[1, 1, 0], [1, 1, 1], [0, 1, 0], [0, 0, 0], []]
    let spread = try #require(ScoreSpread(scores))
    let flakiness = try #require(Flakiness(passes: [2, 3, 1, 0], trials: [3, 3, 3, 3]))
    #expect(spread.cases == 4)
    #expect(abs(spread.mean - 0.5) < 1e-12 && abs(spread.variance - 0.25) < 1e-12)
    #expect(abs(try #require(spread.correlation) - flakiness.correlation) < 1e-12)
    #expect(ScoreSpread([[0.5], [0.7]])?.correlation == nil)
    #expect(ScoreSpread([[0.5], [1.2]]) == nil)
    #expect(ScoreSpread([[], []]) == nil)
    // Where all are best, that is not known to be so, and is planned by as passes are.
    #expect(ScoreSpread([[1, 1], [1, 1]])?.sight(runs: 5).scoreVariance == 0.95 * (1 - 0.95))
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
