import Testing

@testable import Audit
@testable import PromptLibrary

@Suite struct LibraryDriftTests {
  private static let old = Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-08-06")
  private static let new = Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-11-20")

  private func comparisons(_ change: (inout Library) -> Void) -> [DriftComparison] {
    evidence(measuredLibrary(change)).drift[0]?.comparisons ?? []
  }

  @Test func `a served version that moved is an update, and names its cause`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], on: Self.old)
      $0.addRuns([.outcomes(passed: 30, failed: 10)], on: Self.new, from: "2026-11-10")
    }
    let update = try #require(found.first { $0.kind == .modelUpdate })
    #expect(update.verdict == .regressed)
    #expect(update.changes == [.served(from: "gpt-4o-2024-08-06", to: "gpt-4o-2024-11-20")])
    #expect(update.flipped.map(\.number) == Array(30..<40))
    #expect(found.allSatisfy { $0.kind != .edit })
  }

  @Test func `two models that are used side by side are not compared`() {
    let found = comparisons {
      for day in ["2026-11-01", "2026-11-05"] {
        $0.addRuns([.outcomes(passed: 40)], on: Run.Model(requested: "openai/gpt-4o"), from: day)
        $0.addRuns([.outcomes(passed: 20, failed: 20)], on: Run.Model(requested: "openai/gpt-4.1"), from: day)
      }
    }
    #expect(found.allSatisfy { $0.kind == .monitoring && $0.verdict != .regressed })
  }

  @Test func `a changed suite is compared on cases that are known by their content alone`() throws {
    func edit(_ name: @escaping (Int) -> String) throws -> DriftComparison {
      try #require(
        comparisons {
          $0.addRuns([.outcomes(passed: 40)], version: "1d0c0de") { run in run.cases.ids = (0..<40).map(name)
          }
          $0.addRuns([.outcomes(passed: 25, failed: 15)], from: "2026-11-10", suite: "0dd5") { run in
            run.cases.ids = (0..<40).map(name)
          }
        }.first { $0.kind == .edit })
    }
    #expect(try edit { "case \($0)" }.isComparable == false)
    #expect(try edit { "case #a1b2c3\($0 + 10)" }.verdict == .regressed)
  }

  @Test func `another judge is another experiment`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 40)]) { $0.judge = "openai/gpt-4.1" }
      $0.addRuns([.outcomes(passed: 25, failed: 15)], from: "2026-11-10") { $0.judge = "openai/gpt-5" }
    }
    #expect(found.map(\.kind) == [.scorer])
    #expect(found[0].changes == [.judge(from: "openai/gpt-4.1", to: "openai/gpt-5")])
  }

  @Test func `that a new judge makes another suite is put down to the judge`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 40)]) { $0.judge = "openai/gpt-4.1" }
      $0.addRuns([.outcomes(passed: 25, failed: 15)], from: "2026-11-10", suite: "0dd5") {
        $0.judge = "openai/gpt-5"
      }
    }
    #expect(
      found.map(\.verdict)
        == [.notComparable("another judge graded, and no case is known to be the same")])
  }

  @Test func `a new judge is tested on the answers that are the same`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 40)]) { run in
        run.judge = "openai/gpt-4.1"
        run.cases.outputs = run.cases.ids
      }
      $0.addRuns([.outcomes(passed: 29, failed: 11)], from: "2026-11-10", suite: "0dd5") { run in
        run.judge = "openai/gpt-5"
        run.cases.outputs = run.cases.ids
      }
    }
    let scored = try #require(found.first { $0.kind == .scorer })
    #expect((scored.sameAnswers, scored.rescored, scored.scorerLost) == (40, 11, 11))
    // All of eleven changes go one way: the mid-p of McNemar's exact test, two-sided.
    #expect(agree(scored.scorer.twoSided, 1.0 / 2048))
  }

  @Test func `only what could not have alarmed had everything failed cannot be judged`() throws {
    func update(_ cases: Int) throws -> DriftComparison {
      try #require(
        comparisons {
          $0.addRuns([.outcomes(passed: cases)], on: Self.old)
          $0.addRuns([.outcomes(passed: cases)], on: Self.new, from: "2026-11-10")
        }.first { $0.kind == .modelUpdate })
    }
    #expect(try !update(3).couldAlarm)
    #expect(try update(4).couldAlarm)
    #expect(try update(20).verdict == .inconclusive)
  }

  @Test func `the same answers judged otherwise are the judge's doing`() throws {
    let library = measuredLibrary {
      $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], on: Self.old) {
        $0.cases.outputs = $0.cases.ids
      }
      $0.addRuns([.outcomes(passed: 30, failed: 10)], on: Self.new, from: "2026-11-10") {
        $0.cases.outputs = $0.cases.ids
      }
    }
    #expect(findings(of: .modelDrift, in: library).isEmpty)
    #expect(findings(of: .judgeDrift, in: library).count == 1)
  }

  @Test func `cases that changed places in an edited suite are not judged otherwise`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 20, failed: 20)]) { run in
        run.cases.outputs = (0..<40).map { "answer \($0)" }
      }
      $0.addRuns([.outcomes(passed: 20, failed: 20)], from: "2026-11-10", suite: "0dd5") { run in
        run.cases.outputs = (0..<40).map { "answer \($0)" }
        run.cases.outcomes.reverse()
      }
    }
    #expect(found.map(\.sameAnswers) == [0])
    #expect(found.map(\.isComparable) == [false])
  }

  @Test func `what a new version costs is held against the version before, and not against both`() throws {
    func effort(_ costs: [(Run.Model, [Double])]) throws -> [EffortShift] {
      try #require(
        evidence(
          measuredLibrary { library in
            for (step, (model, prices)) in costs.enumerated() {
              for (number, price) in prices.enumerated() {
                let day = CalendarDay(number: CalendarDay("2026-10-01")!.number + step * 20 + number)
                library.addRuns([.outcomes(passed: 20)], on: model, from: "\(day)") { run in
                  run.cases.costs = run.cases.ids.map { _ in price }
                }
              }
            }
          }
        ).drift[0]
      ).effort
    }
    let moved = try effort([(Self.old, [0.001, 0.001, 0.001]), (Self.new, [0.0016, 0.0016, 0.0016])])
    #expect(moved.map(\.measure) == [.cost])
    #expect(abs(moved[0].ratio - 1.6) < 0.01)
    #expect((moved[0].baseLines.count, moved[0].newLines.count) == (3, 3))
    // A jump within a version is told by the run that made it.
    let jumped = try effort([(Self.old, [0.001]), (Self.new, [0.001, 0.001, 0.001, 0.002])])
    #expect(abs(jumped[0].ratio - 2) < 0.01)
    #expect((jumped[0].baseLines.count, jumped[0].newLines.count) == (3, 1))
  }

  @Test func `what the detector saw is not forgotten when more runs come`() throws {
    var peaks: [Double] = []
    for bad in 1...5 {
      let found = comparisons {
        $0.addRuns(
          [.outcomes(passed: 30)] + [String](repeating: .outcomes(passed: 19, failed: 11), count: bad))
      }
      peaks.append(try #require(found.first { $0.kind == .monitoring }?.peak))
    }
    #expect(peaks == peaks.sorted())
    #expect(peaks[0] > 10)
  }

  @Test func `weeks of the same results come to no alarm, and a loss that stays does`() throws {
    let calm = comparisons { $0.addRuns([String](repeating: .outcomes(passed: 36, failed: 4), count: 30)) }
    #expect(try #require(calm.first).verdict == .noRegressionWorseThan(0.1))
    let lost = comparisons {
      $0.addRuns([String](repeating: .outcomes(passed: 40), count: 5))
      $0.addRuns([String](repeating: .outcomes(passed: 28, failed: 12), count: 3), from: "2026-11-08")
    }
    let watched = try #require(lost.first)
    #expect(watched.verdict == .regressed)
    // The runs since the change are told from those before it.
    #expect(watched.newLines == [5, 6, 7])
  }

  @Test func `other cases at the same score are found, and not forgotten when more runs come`() throws {
    let (before, after) = ("ffffffffff" + .outcomes(passed: 30), .outcomes(passed: 30) + "ffffffffff")
    for days in [1, 3, 6] {
      let found = comparisons {
        $0.addRuns([before, before, before, before])
        $0.addRuns([String](repeating: after, count: days), from: "2026-11-10")
      }
      let watched = try #require(found.first)
      #expect(watched.isChurned, "\(days)")
      #expect(!watched.verdict.isRegression && !watched.isImprovement)
      #expect(watched.newLines == Array(4..<(4 + days)))
    }
    let calm = comparisons { $0.addRuns([String](repeating: before, count: 30)) }
    #expect(try !#require(calm.first).isChurned)
  }

  @Test func `a prompt that does better over time is told, and a loss on its way says how far it is`() throws
  {
    let better = comparisons {
      $0.addRuns([String](repeating: .outcomes(passed: 15, failed: 25), count: 3))
      $0.addRuns([String](repeating: .outcomes(passed: 37, failed: 3), count: 3), from: "2026-11-10")
    }
    #expect(try #require(better.first).isImprovement)
    #expect(try #require(better.first).newLines == [3, 4, 5])
    func worse(_ runs: Int) throws -> DriftComparison {
      let found = comparisons {
        $0.addRuns([String](repeating: .outcomes(passed: 36, failed: 4), count: 6))
        $0.addRuns([String](repeating: .outcomes(passed: 33, failed: 7), count: runs), from: "2026-11-10")
      }
      return try #require(found.first)
    }
    let left = try #require(worse(1).runsToAlarm)
    #expect(left > 1)
    for more in 1..<left { #expect(try worse(1 + more).runsToAlarm == left - more) }
    #expect(try worse(1 + left).runsToAlarm == nil && worse(1 + left).verdict.isRegression)
  }

  @Test func `a loss that sets in after two runs is no shaking of runs`() throws {
    let found = comparisons {
      $0.addRuns([String](repeating: .outcomes(passed: 36, failed: 4), count: 2))
      $0.addRuns([String](repeating: .outcomes(passed: 29, failed: 11), count: 3), from: "2026-11-10")
    }
    #expect(try #require(found.first).verdict == .regressed)
    #expect(try #require(found.first).newLines == [2, 3, 4])
  }

  @Test func `missing outcomes that could turn the verdict are told`() throws {
    let found = comparisons {
      $0.addRuns([.outcomes(passed: 60), .outcomes(passed: 60)], on: Self.old)
      $0.addRuns([.outcomes(passed: 55) + "eeeee"], on: Self.new, from: "2026-11-10")
    }
    #expect(try #require(found.first).dependsOnMissing == 5)
  }

  @Test func `repeated trials of a case in one run are trials`() throws {
    let found = comparisons {
      $0.addRuns(["pppppppp"], on: Self.old) { $0.cases.ids = ["a", "a", "b", "b", "c", "c", "d", "d"] }
      $0.addRuns(["pfpfpfpf"], on: Self.new, from: "2026-11-10") {
        $0.cases.ids = ["a", "a", "b", "b", "c", "c", "d", "d"]
      }
    }
    #expect(
      try #require(found.first).cases
        == [PairedCase](repeating: PairedCase(2, of: 2, then: 1, of: 2), count: 4))
  }

  @Test func `one run has nothing to be compared with`() {
    #expect(comparisons { $0.addRuns([.outcomes(passed: 40)]) }.isEmpty)
  }

  @Test func `runs of a prompt that is not there are counted and not lost`() {
    let library = measuredLibrary { $0.addRuns([.outcomes(passed: 4)]) { $0.prompt = "gone" } }
    #expect(evidence(library).drift.unattributed == [0])
  }

  @Test func `the order of lines in the ledger changes nothing`() {
    var library = measuredLibrary {
      $0.addRuns([String](repeating: .outcomes(passed: 36, failed: 4), count: 6), on: Self.old)
      $0.addRuns([.outcomes(passed: 30, failed: 10)], on: Self.new, from: "2026-11-10")
    }
    let there = evidence(library).drift[0]?.comparisons.map(\.p)
    library.runs.reverse()
    #expect(evidence(library).drift[0]?.comparisons.map(\.p) == there)
  }

  @Test func `thirty prompts that never changed raise no alarm`() {
    var library = sampleLibrary((0..<30).map { samplePrompt("p\($0)") })
    var generator = SplitMix64(seed: 11)
    for index in library.prompts.indices {
      let rates = (0..<30).map { _ in 0.5 + generator.unit() / 2 }
      for week in 0..<12 {
        let outcomes = String(rates.map { generator.unit() < $0 ? "p" : "f" }.joined())
        let id = library.prompts[index].id
        let version = "\(library.prompts[index].version)"
        library.addRuns(
          [outcomes], on: week < 8 ? Self.old : Self.new, version: version, from: "2026-09-\(10 + week)"
        ) {
          $0.prompt = id
        }
      }
    }
    let all = evidence(library)
    #expect(findings(of: .modelDrift, in: library).isEmpty)
    #expect(all.drift.events.count == 1)
    #expect(all.drift.events[0].members.count == 30)
  }
}
