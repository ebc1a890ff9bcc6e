import RealModule

/// The standard normal distribution, with tails down to 1e-300.
enum NormalDistribution {
  static func density(_ x: Double) -> Double { Double.exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

  /// P(X <= x), by the complementary error function, which keeps the lower tail's relative accuracy.
  static func cumulative(_ x: Double) -> Double { Double.erfc(-x / 2.0.squareRoot()) / 2 }

  /// The x with P(X <= x) = p.
  ///
  /// Newton's method on ln P, from the rational start of Abramowitz and Stegun 26.2.23.
  static func quantile(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    if p > 0.5 { return -quantile(1 - p) }
    guard p > 0 else { return -.infinity }
    let target = Double.log(p)
    let t = (-2 * target).squareRoot()
    var x =
      (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
    for _ in 0..<8 {
      let cumulative = cumulative(x)
      guard cumulative > 0 else { break }
      let step = (Double.log(cumulative) - target) * cumulative / density(x)
      x -= step
      if abs(step) <= 1e-15 * abs(x) { break }
    }
    return x
  }
}
