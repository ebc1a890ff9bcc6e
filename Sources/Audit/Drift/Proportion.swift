/// A share of passes with its uncertainty.
package struct Proportion: Sendable, Equatable {
  package let passes: Int
  package let trials: Int

  package init(_ passes: Int, of trials: Int) {
    self.passes = passes
    self.trials = trials
  }

  package var rate: Double { trials == 0 ? .nan : Double(passes) / Double(trials) }

  /// Wilson's score interval (1927).
  package func wilson(_ level: Double = 0.95) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let n = Double(trials)
    let z = -NormalDistribution.quantile((1 - level) / 2)
    let centre = (Double(passes) + z * z / 2) / (n + z * z)
    let reach = z / (n + z * z) * (Double(passes) * Double(trials - passes) / n + z * z / 4).squareRoot()
    return (passes == 0 ? 0 : max(0, centre - reach))...(passes == trials ? 1 : min(1, centre + reach))
  }

  /// The exact interval of Clopper and Pearson (1934), which covers at least what it says.
  package func exact(_ level: Double = 0.95) -> ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let tail = (1 - level) / 2
    let low = passes == 0 ? 0 : Self.betaQuantile(tail, passes, trials - passes + 1)
    let high = passes == trials ? 1 : 1 - Self.betaQuantile(tail, trials - passes, passes + 1)
    return low...high
  }

  /// The x with I_x(a, b) = p, by halving.
  private static func betaQuantile(_ p: Double, _ a: Int, _ b: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if incompleteBeta(Double(a), Double(b), at: middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
