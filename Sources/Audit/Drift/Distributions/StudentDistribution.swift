import RealModule

/// Student's t distribution.
struct StudentDistribution {
  let degrees: Double

  /// P(X <= t), by the incomplete beta function.
  func cumulative(_ t: Double) -> Double {
    guard t.isFinite else { return t < 0 ? 0 : 1 }
    // Near the middle df / (df + t^2) loses the digits of t; the complement keeps them, and further out loses the tail's.
    let square = t * t
    let tail =
      square < 1
      ? (1 - incompleteBeta(0.5, degrees / 2, at: square / (degrees + square))) / 2
      : incompleteBeta(degrees / 2, 0.5, at: degrees / (degrees + square)) / 2
    return t < 0 ? tail : 1 - tail
  }

  private func density(_ t: Double) -> Double {
    Double.exp(
      Double.logGamma((degrees + 1) / 2) - Double.logGamma(degrees / 2)
        - (degrees + 1) / 2 * Double.log(onePlus: t * t / degrees))
      / (degrees * .pi).squareRoot()
  }

  /// The t with P(X <= t) = p: Newton's method, kept between bounds that are halved where it leaves them.
  func quantile(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    if p > 0.5 { return -quantile(1 - p) }
    guard p > 0 else { return -.infinity }
    var low = -1.0
    while cumulative(low) > p { low *= 2 }
    var high = 0.0
    var t = max(low, NormalDistribution.quantile(p))
    for _ in 0..<200 {
      let cumulative = cumulative(t)
      if cumulative > p { high = t } else { low = t }
      var next = t - (cumulative - p) / density(t)
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - t) <= 1e-15 * abs(next) { return next }
      t = next
    }
    return t
  }
}

/// The chance that an F variable exceeds `x`.
func fUpperTail(_ x: Double, _ numerator: Int, _ denominator: Int) -> Double {
  let (n, d) = (Double(numerator), Double(denominator))
  return incompleteBeta(d / 2, n / 2, at: d / (d + n * x))
}
