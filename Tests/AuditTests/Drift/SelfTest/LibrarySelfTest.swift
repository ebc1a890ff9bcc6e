import FoundationEssentials
import Glibc
import Testing

@testable import Audit

/// The design's simulations of a whole library, beside procedures that were weighed and are not used.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SELF_TEST"] != nil), .serialized)
struct LibrarySelfTest {
  private static let count = 2_000

  /// Which prompts one procedure flagged, and in which week first.
  private struct Flags {
    let name: String
    private(set) var first: [Int: Int] = [:]

    init(_ name: String) { self.name = name }

    mutating func add(_ prompts: [Int], week: Int) {
      for prompt in prompts where first[prompt] == nil { first[prompt] = week }
    }

    /// Flagged before they drifted, which most never do.
    func wrong(_ start: [Int]) -> Int { first.count { $0.value < start[$0.key] } }
    func found(_ start: [Int]) -> Int { first.count - wrong(start) }

    /// Looks from the drift to the flag, the first of which is 1.
    func delay(_ start: [Int]) -> Int? {
      let delays = first.filter { $0.value >= start[$0.key] }.map { $0.value - start[$0.key] + 1 }.sorted()
      return delays.isEmpty ? nil : delays[delays.count / 2]
    }
  }

  @Test func `a library's year: two thousand prompts, forty of which drift`() {
    struct Prompt {
      var before: SimulatedSuite
      var after: SimulatedSuite
      var monitor: CaseMonitor
      var rates: RateMonitor
      var product: EProcess
      var base: Double
    }
    var generator = SplitMix64(seed: 4)
    var start = [Int](repeating: .max, count: Self.count)
    for index in 0..<40 { start[index * 50] = 5 + generator.below(40) }
    var prompts: [Prompt] = (0..<Self.count).map { _ in
      let (suite, rate) = SimulatedSuite.ofLibrary(&generator)
      let runs = (0..<3).map { _ in suite.passes(1, &generator) }
      let passes = suite.rates.indices.map { index in runs.reduce(0) { $0 + $1[index] } }
      return Prompt(
        before: suite, after: suite.broken(by: 0.2, passRate: rate, &generator),
        monitor: CaseMonitor(passes: passes, trials: [Int](repeating: 3, count: passes.count)),
        rates: RateMonitor(rates: runs.map { Double($0.reduce(0, +)) / Double($0.count) }),
        product: EProcess(passes: passes, runs: 3),
        base: Double(passes.reduce(0, +)) / Double(3 * passes.count))
    }
    var flags = [
      "Benjamini-Hochberg (in use)", "Benjamini-Yekutieli", "Holm", "rates alone, Benjamini-Hochberg",
      "e-values multiplied, e-BH", "five points below the baseline",
    ].map(Flags.init)
    for week in 1...50 {
      var low: [Int] = []
      for index in prompts.indices {
        let suite = week >= start[index] ? prompts[index].after : prompts[index].before
        let run = suite.passes(1, &generator)
        prompts[index].monitor.observe(passes: run, trials: [Int](repeating: 1, count: run.count))
        prompts[index].rates.observe(run)
        prompts[index].product.observe(run)
        if Double(run.reduce(0, +)) / Double(run.count) < prompts[index].base - 0.05 { low.append(index) }
      }
      func found(_ q: [Double]) -> [Int] { q.indices.filter { q[$0] <= 0.10 } }
      let p = prompts.map { $0.monitor.detector.anytime(looksPerPeriod: 52) }
      flags[0].add(found(Multiplicity.benjaminiHochberg(p)), week: week)
      flags[1].add(found(Multiplicity.benjaminiYekutieli(p)), week: week)
      flags[2].add(found(Multiplicity.holm(p)), week: week)
      flags[3].add(
        found(
          Multiplicity.benjaminiHochberg(prompts.map { $0.rates.detector.anytime(looksPerPeriod: 52) })),
        week: week)
      flags[4].add(
        Multiplicity.found(eValues: prompts.map { exp($0.product.logarithm) }, rate: 0.10), week: week)
      flags[5].add(low, week: week)
    }
    for item in flags {
      let isUsed = item.name == flags[0].name
      print(
        "a library's year, \(item.name): \(item.wrong(start)) flagged falsely\(isUsed ? " (design 0)" : ""), \(item.found(start)) of 40 found\(isUsed ? " (design 35)" : ""), median delay \(item.delay(start).map(String.init) ?? "none") weeks\(isUsed ? " (design 2.2)" : "")"
      )
    }
    #expect(flags[0].wrong(start) <= 2)
    #expect(flags[0].found(start) >= 28)
    // Stricter procedures find no more, and the rule of thumb flags half the library.
    #expect(flags[1].found(start) <= flags[0].found(start))
    #expect(flags[2].found(start) <= flags[1].found(start))
    #expect(flags[4].found(start) < flags[0].found(start))
    #expect(flags[5].wrong(start) > 1_000)
  }

  @Test func `a model's update: two thousand prompts, forty of which lose twenty points`() {
    let names = [
      "screened, confirmed, Benjamini-Hochberg (in use)", "Benjamini-Hochberg on one run",
      "Benjamini-Yekutieli",
      "Holm", "e-values, e-BH", "p up to 0.05",
    ]
    // False alarms and prompts found, by the design.
    let design: [(Double, Double)?] = [(1.1, 30.1), (0.3, 16.4), (0.1, 11.4), nil, (0, 9.6), (41, 30.9)]
    var generator = SplitMix64(seed: 6)
    let replicates = 20
    var (wrong, right) = ([Int](repeating: 0, count: names.count), [Int](repeating: 0, count: names.count))
    for _ in 0..<replicates {
      var members: [LibraryEvent.Member] = []
      var eValues: [Double] = []
      for index in 0..<Self.count {
        let (before, rate) = SimulatedSuite.ofLibrary(&generator)
        let after = index < 40 ? before.broken(by: 0.2, passRate: rate, &generator) : before
        let (base, new) = (before.passes(3, &generator), after.passes(1, &generator))
        let cases = base.indices.map { PairedCase(base[$0], of: 3, then: new[$0], of: 1) }
        let first = StratifiedTest(cases)
        eValues.append(exp(EValue.logarithm(cases)))
        guard first.regression.mid <= LibraryEvent.screen else {
          members.append(LibraryEvent.Member(first: first, pooled: first, newRuns: 1))
          continue
        }
        let more = after.passes(LibraryEvent.confirmingRuns, &generator)
        let pooled = StratifiedTest(
          base.indices.map {
            PairedCase(base[$0], of: 3, then: new[$0] + more[$0], of: 1 + LibraryEvent.confirmingRuns)
          })
        members.append(
          LibraryEvent.Member(first: first, pooled: pooled, newRuns: 1 + LibraryEvent.confirmingRuns))
      }
      let p = members.map(\.screenP)
      func found(_ q: [Double], _ rate: Double = 0.10) -> [Int] { q.indices.filter { q[$0] <= rate } }
      let outcomes = LibraryEvent(members).outcomes
      for (index, prompts) in [
        outcomes.indices.filter { outcomes[$0].isFound }, found(Multiplicity.benjaminiHochberg(p)),
        found(Multiplicity.benjaminiYekutieli(p)), found(Multiplicity.holm(p)),
        Multiplicity.found(eValues: eValues, rate: 0.10), found(p, 0.05),
      ].enumerated() {
        wrong[index] += prompts.count { $0 >= 40 }
        right[index] += prompts.count { $0 < 40 }
      }
    }
    func mean(_ sum: Int) -> Double { Double(sum) / Double(replicates) }
    for (index, name) in names.enumerated() {
      func says(_ value: Double?) -> String { value.map { " (design \($0.rounded(to: 1)))" } ?? "" }
      print(
        "a model's update, \(name): \(mean(wrong[index]).rounded(to: 1)) flagged falsely\(says(design[index]?.0)), \(mean(right[index]).rounded(to: 1)) of 40 found\(says(design[index]?.1))"
      )
    }
    #expect(mean(wrong[0]) < 3 && abs(mean(right[0]) - 30.1) < 4)
    #expect(right[0] > right[1] && right[1] > right[2] && right[2] >= right[3] && right[1] > right[4])
  }
}
