import Testing

@testable import Audit
@testable import PromptLibrary

/// Runs that no pass or fail of a named case can be compared by.
@Suite struct UnlikeRunsTests {
  private static let old = Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-08-06")
  private static let new = Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-11-20")

  private func drift(_ change: (inout Library) -> Void) throws -> PromptDrift {
    try #require(evidence(measuredLibrary(change)).drift[0])
  }

  private func update(_ change: (inout Library) -> Void) throws -> DriftComparison {
    try #require(try drift(change).comparisons.first { $0.kind == .modelUpdate })
  }

  /// Scores that differ a little from case to case and run to run.
  private func scores(_ mean: Double, _ run: Int, cases: Int = 30) -> [Double?] {
    (0..<cases).map { number in
      let step = (number * 7 + run * 3) % 5 - 2
      return mean + 0.02 * Double(step)
    }
  }

  private func addScores(_ means: [Double], on model: Run.Model, from day: String, to library: inout Library)
  {
    let letters = String(repeating: "u", count: 30)
    for (run, mean) in means.enumerated() {
      library.addRuns([letters], on: model, from: day) { line in
        line.at = Timestamp(milliseconds: line.at.milliseconds + run * 3_600_000)
        line.cases.scores = scores(mean, run)
      }
    }
  }

  @Test func `scores without a verdict are compared case by case`() throws {
    let found = try update {
      addScores([0.9, 0.9, 0.9], on: Self.old, from: "2026-10-01", to: &$0)
      addScores([0.7], on: Self.new, from: "2026-11-10", to: &$0)
    }
    #expect(found.basis == .scores)
    #expect(found.verdict == .regressed)
    let estimate = try #require(found.estimate)
    #expect(abs(estimate + 0.2) < 0.01)
    #expect(try #require(found.bounds).contains(estimate))
    #expect(found.figures.hasPrefix("a mean score of 0.7"))
    let calm = try update {
      addScores([0.9, 0.9, 0.9], on: Self.old, from: "2026-10-01", to: &$0)
      addScores([0.9], on: Self.new, from: "2026-11-10", to: &$0)
    }
    #expect(calm.verdict == .noRegressionWorseThan(0.1))
  }

  @Test func `what a point of a score without bounds is worth, nobody has said`() throws {
    let found = try update {
      addScores([90, 90, 90], on: Self.old, from: "2026-10-01", to: &$0)
      addScores([70], on: Self.new, from: "2026-11-10", to: &$0)
    }
    #expect(found.verdict == .regressedSizeUncertain)
    #expect(abs(try #require(found.bounds).lowerBound + 20) < 1)
    let calm = try update {
      addScores([90, 90, 90], on: Self.old, from: "2026-10-01", to: &$0)
      addScores([90], on: Self.new, from: "2026-11-10", to: &$0)
    }
    #expect(calm.verdict == .inconclusive)
  }

  @Test func `scores that fall and stay low are an alarm over time`() throws {
    func watched(_ last: Double) throws -> DriftComparison {
      try #require(
        drift { library in
          for (index, mean) in ([0.9, 0.9, 0.9, 0.9, 0.9] + [last, last, last]).enumerated() {
            let day = CalendarDay(number: CalendarDay(year: 2026, month: 10, day: 1)!.number + index * 4)
            addScores([mean], on: Self.new, from: "\(day)", to: &library)
          }
        }.comparisons.first)
    }
    let lost = try watched(0.6)
    #expect(lost.kind == .monitoring)
    #expect(lost.verdict == .regressed)
    #expect(lost.newLines == [5, 6, 7])
    #expect(try watched(0.9).verdict == .noRegressionWorseThan(0.1))
  }

  @Test func `rows without names are counted and not paired`() throws {
    func lost(_ failed: Int) throws -> DriftComparison {
      try update {
        $0.addRuns([.outcomes(passed: 95, failed: 5)], on: Self.old) { $0.cases.ids = [] }
        $0.addRuns([.outcomes(passed: 100 - failed, failed: failed)], on: Self.new, from: "2026-11-10") {
          $0.cases.ids = []
        }
      }
    }
    let found = try lost(40)
    #expect(found.basis == .counts)
    #expect(found.verdict == .regressed)
    #expect(found.cases.isEmpty)
    #expect(
      found.p
        == UnpairedComparison(Proportion(95, of: 100), then: Proportion(60, of: 100)).fisher.regression.mid)
    #expect(try lost(9).verdict == .inconclusive)
  }

  @Test func `other cases of one suite are compared by counts, and those of another not at all`() throws {
    func found(suite: String) throws -> DriftComparison {
      try #require(
        drift {
          $0.addRuns([.outcomes(passed: 60)], version: "1d0c0de") { $0.cases.ids = (0..<60).map { "a\($0)" } }
          $0.addRuns([.outcomes(passed: 30, failed: 30)], from: "2026-11-10", suite: suite) {
            $0.cases.ids = (0..<60).map { "b\($0)" }
          }
        }.comparisons.first { $0.kind == .edit })
    }
    #expect(try found(suite: "5a1e").verdict == .regressed)
    #expect(try found(suite: "5a1e").basis == .counts)
    #expect(try found(suite: "0dd5").isComparable == false)
  }

  @Test func `counts over time are compared run by run`() throws {
    func watched(_ last: [String]) throws -> DriftComparison {
      try #require(
        drift {
          let calm = (0..<8).map { String.outcomes(passed: 88 + $0 % 3, failed: 12 - $0 % 3) }
          $0.addRuns(calm + last) { $0.cases.ids = [] }
        }.comparisons.first)
    }
    #expect(try watched([.outcomes(passed: 89, failed: 11)]).verdict != .regressed)
    #expect(
      try watched([String](repeating: .outcomes(passed: 60, failed: 40), count: 4)).verdict == .regressed)
  }

  @Test func `cases that hang together make the interval wider, and not the test weaker`() throws {
    func found(_ cluster: ((Int) -> String)?) throws -> DriftComparison {
      try update {
        $0.addRuns([.outcomes(passed: 40)], on: Self.old) { run in
          if let cluster { run.cases.clusters = (0..<40).map(cluster) }
        }
        $0.addRuns([.outcomes(passed: 32, failed: 8)], on: Self.new, from: "2026-11-10")
      }
    }
    let alone = try found(nil)
    let grouped = try found { "question \($0 / 8)" }
    #expect(alone.clusters == nil)
    #expect(grouped.clusters == 5)
    #expect(alone.p == grouped.p)
    func width(_ comparison: DriftComparison) throws -> Double {
      let bounds = try #require(comparison.bounds)
      return bounds.upperBound - bounds.lowerBound
    }
    #expect(try width(grouped) > width(alone) * 1.2)
    // A cluster a case is no cluster.
    #expect(abs(try width(found { "question \($0)" }) - width(alone)) < 0.02)
  }

  @Test func `operators whose spread grew are told with p, from four runs each on`() throws {
    func growth(_ runs: Int, _ failed: (_ run: Int, _ person: Int) -> Int) throws -> Double? {
      let names = ["ada", "ben", "cai", "dee", "eve", "fay"]
      return try #require(
        drift {
          $0.addRuns(
            (0..<runs * names.count).map {
              let lost = failed($0 / names.count, $0 % names.count)
              return .outcomes(passed: 40 - lost, failed: lost)
            }, from: "2026-10-01", operators: names)
        }.operators
      ).growth
    }
    #expect(try growth(3) { $0 + $1 } == nil)
    let grown = try #require(try growth(4) { $0 < 2 ? $1 % 2 : $1 * 5 })
    let level = try #require(try growth(4) { $1 + $0 % 2 })
    #expect(grown < 0.01)
    #expect(level > 0.2)
  }

  @Test func `cases that came to toss coins are told`() throws {
    let steady = [String](repeating: .outcomes(passed: 20, failed: 4), count: 3)
    let coins = (0..<3).map { run in String((0..<24).map { ($0 + run) % 3 == 0 ? Character("f") : "p" }) }
    let found = try update {
      $0.addRuns(steady, on: Self.old, from: "2026-10-01")
      $0.addRuns(coins, on: Self.new, from: "2026-11-10")
    }
    #expect(try #require(found.flakinessGrowth).p < 0.001)
  }
}
