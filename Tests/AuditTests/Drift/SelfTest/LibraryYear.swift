import Glibc

@testable import Audit

/// Fifty weeks of a library of 2,000 prompts, forty of which lose 20 points in some week, watched in several ways at once.
struct LibraryYear {
  static let prompts = 2_000
  static let drifting = 40

  static let names = [
    "Benjamini-Hochberg (in use)", "Benjamini-Yekutieli", "Holm", "rates alone, Benjamini-Hochberg",
    "e-values multiplied, e-BH", "five points below the baseline",
  ]

  /// The week in which each prompt drifts; never, for most.
  private let start: [Int]
  /// In which week each way of watching flagged a prompt first.
  private var flags = [[Int: Int]](repeating: [:], count: Self.names.count)

  private struct Prompt {
    var before: SimulatedSuite
    var after: SimulatedSuite
    var monitor: CaseMonitor
    var rates: RateMonitor
    var product: EProcess
    var base: Double

    init(_ generator: inout SplitMix64) {
      let (suite, rate) = SimulatedSuite.ofLibrary(&generator)
      let runs = (0..<3).map { _ in suite.passes(1, &generator) }
      let passes = suite.rates.indices.map { index in runs.reduce(0) { $0 + $1[index] } }
      before = suite
      after = suite.broken(by: 0.2, passRate: rate, &generator)
      monitor = CaseMonitor(passes: passes, trials: [Int](repeating: 3, count: passes.count))
      rates = RateMonitor(rates: runs.map { Double($0.reduce(0, +)) / Double($0.count) })
      product = EProcess(passes: passes, runs: 3)
      base = Double(passes.reduce(0, +)) / Double(3 * passes.count)
    }

    /// Takes a week's run, and says whether it lies five points below the baseline.
    mutating func observe(_ run: [Int]) -> Bool {
      monitor.observe(passes: run, trials: [Int](repeating: 1, count: run.count))
      rates.observe(run)
      product.observe(run)
      return Double(run.reduce(0, +)) / Double(run.count) < base - 0.05
    }
  }

  init(_ generator: inout SplitMix64) {
    var start = [Int](repeating: .max, count: Self.prompts)
    for index in 0..<Self.drifting { start[index * 50] = 5 + generator.below(40) }
    self.start = start
    var prompts = (0..<Self.prompts).map { _ in Prompt(&generator) }
    for week in 1...50 {
      var low: [Int] = []
      for index in prompts.indices {
        let suite = week >= start[index] ? prompts[index].after : prompts[index].before
        if prompts[index].observe(suite.passes(1, &generator)) { low.append(index) }
      }
      let p = prompts.map { $0.monitor.detector.anytime(looksPerPeriod: 52) }
      let rates = prompts.map { $0.rates.detector.anytime(looksPerPeriod: 52) }
      for (way, q) in [
        Multiplicity.benjaminiHochberg(p), Multiplicity.benjaminiYekutieli(p), Multiplicity.holm(p),
        Multiplicity.benjaminiHochberg(rates),
      ].enumerated() {
        flag(q.indices.filter { q[$0] <= 0.10 }, way, week)
      }
      flag(Multiplicity.found(eValues: prompts.map { exp($0.product.logarithm) }, rate: 0.10), 4, week)
      flag(low, 5, week)
    }
  }

  private mutating func flag(_ prompts: [Int], _ way: Int, _ week: Int) {
    for prompt in prompts where flags[way][prompt] == nil { flags[way][prompt] = week }
  }

  /// Flagged before they drifted, which most never do.
  func wrong(_ way: Int) -> Int { flags[way].count { $0.value < start[$0.key] } }

  func found(_ way: Int) -> Int { flags[way].count - wrong(way) }

  /// The median number of runs from the drift to the flag; 1 is the first after it.
  func delay(_ way: Int) -> Double {
    let delays = flags[way].filter { $0.value >= start[$0.key] }.map { Double($0.value - start[$0.key] + 1) }
    return delays.isEmpty ? .nan : median(ofSorted: delays.sorted())
  }
}
