/// How much cases disagree with themselves: one minus the within-case share of the variance of outcomes.
package struct Flakiness: Sendable, Equatable {
  /// 1 for a pipeline that always says the same of a case, 0 for coins.
  package let correlation: Double
  /// Cases that both passed and failed.
  package let flaky: Int
  /// Cases that were tried more than once.
  package let repeated: Int

  /// From passes and trials by case; nil where no case was repeated or all agree.
  package init?(passes: [Int], trials: [Int]) {
    var (within, rates) = (0.0, 0.0)
    var (flaky, repeated) = (0, 0)
    for (passes, trials) in zip(passes, trials) where trials > 1 {
      let rate = Double(passes) / Double(trials)
      within += Self.variance(passes, trials)
      rates += rate
      repeated += 1
      if passes > 0, passes < trials { flaky += 1 }
    }
    guard repeated > 0 else { return nil }
    let mean = rates / Double(repeated)
    guard mean > 0, mean < 1 else { return nil }
    correlation = min(1, max(0, 1 - within / Double(repeated) / (mean * (1 - mean))))
    self.flaky = flaky
    self.repeated = repeated
  }

  /// The unbiased variance of one case's outcomes.
  static func variance(_ passes: Int, _ trials: Int) -> Double {
    let rate = Double(passes) / Double(trials)
    return rate * (1 - rate) * Double(trials) / Double(trials - 1)
  }

  /// Whether cases got flakier between two periods: the paired t test on the cases' variances; nil below 20 cases that
  /// both periods repeated.
  package static func growth(_ cases: [PairedCase]) -> (difference: Double, p: Double)? {
    let differences = cases.filter { $0.baseTrials > 1 && $0.newTrials > 1 }.map {
      variance($0.newPasses, $0.newTrials) - variance($0.basePasses, $0.baseTrials)
    }
    guard differences.count >= 20, let test = PairedT(differences) else { return nil }
    return (test.mean, 1 - test.lower)
  }
}
