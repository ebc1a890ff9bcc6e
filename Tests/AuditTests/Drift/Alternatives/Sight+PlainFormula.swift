@testable import Audit

extension Sight {
  /// The smallest drop by the plain normal formula (z_alpha + z_power) sqrt(w (1/K + 1/m) / n), where w is the variance
  /// within cases: it forgets that some cases lose all and others nothing, which has a variance of its own.
  func plainSmallestDrop(power: Double = 0.8) -> Double {
    let within = passRate * (1 - passRate) * (1 - correlation)
    let variance = within * (1 / Double(baseRuns) + 1 / Double(newRuns)) / Double(cases)
    return (NormalDistribution.quantile(power) - NormalDistribution.quantile(alarmRate))
      * variance.squareRoot()
  }
}
