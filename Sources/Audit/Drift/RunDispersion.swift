/// Whether repeated runs of one regime shake more than their cases explain: the guard before the exact test is trusted.
///
/// Cases are independent given the run unless the run itself has a bad hour; then passes by run spread wider than the
/// sum of the cases' variances.
package struct RunDispersion: Sendable, Equatable {
  package let withinVariance: Double
  package let statistic: Double
  package let degrees: Int
  /// The chance of so wide a spread when only cases vary.
  package let p: Double

  /// Outcomes by case, then by run; nil below two runs.
  package init?(passes: [[Int]]) {
    guard let runs = passes.first?.count, runs > 1 else { return nil }
    var sums = [Int](repeating: 0, count: runs)
    var variance = 0.0
    for row in passes {
      for (run, value) in row.enumerated() { sums[run] += value }
      let rate = Double(row.reduce(0, +)) / Double(runs)
      variance += rate * (1 - rate)
    }
    self.init(sums: sums, variance: variance)
  }

  /// From the passes of each run over common cases, and the sum of p(1 - p) over these cases.
  init(sums: [Int], variance: Double) {
    let runs = Double(sums.count)
    withinVariance = variance * runs / (runs - 1)
    let mean = Double(sums.reduce(0, +)) / runs
    let spread = sums.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    degrees = sums.count - 1
    statistic = withinVariance > 0 ? spread / withinVariance : 0
    p = withinVariance > 0 ? chiSquaredUpperTail(statistic, degrees: degrees) : 1
  }

  /// From counts alone, as if all cases were equally hard: Pearson's test of homogeneity; nil below two runs, or when all
  /// or none passed.
  package init?(_ runs: [Proportion]) {
    let trials = runs.reduce(0) { $0 + $1.trials }
    let rate = Double(runs.reduce(0) { $0 + $1.passes }) / Double(trials)
    guard runs.count > 1, rate > 0, rate < 1 else { return nil }
    statistic = runs.reduce(0) { sum, run in
      let expected = Double(run.trials) * rate
      let deviation = Double(run.passes) - expected
      return sum + deviation * deviation / (expected * (1 - rate))
    }
    withinVariance = Double(trials) / Double(runs.count) * rate * (1 - rate)
    degrees = runs.count - 1
    p = chiSquaredUpperTail(statistic, degrees: degrees)
  }

  /// Spread over what the cases explain: 1 when nothing but cases varies.
  package var ratio: Double { statistic / Double(degrees) }
}
