import RealModule

/// The number of successes in `trials` independent trials of one probability.
struct BinomialDistribution {
  let trials: Int
  let probability: Double

  /// P(X = k).
  func mass(_ k: Int) -> Double {
    guard (0...trials).contains(k) else { return 0 }
    if probability <= 0 { return k == 0 ? 1 : 0 }
    if probability >= 1 { return k == trials ? 1 : 0 }
    let (n, x) = (Double(trials), Double(k))
    return Double.exp(
      Double.logGamma(n + 1) - Double.logGamma(x + 1) - Double.logGamma(n - x + 1)
        + x * Double.log(probability) + (n - x) * Double.log(onePlus: -probability))
  }

  /// P(X <= k).
  func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return incompleteBeta(Double(trials - k), Double(k + 1), at: 1 - probability)
  }
}
