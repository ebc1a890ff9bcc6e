import RealModule

/// The upper regularised incomplete gamma function Q(a, x): the series of DLMF 8.11.4 below a + 1, else the continued
/// fraction of DLMF 8.9.2.
func upperIncompleteGamma(_ a: Double, at x: Double) -> Double {
  if x <= 0 { return 1 }
  let front = Double.exp(a * Double.log(x) - x - Double.logGamma(a))
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    for n in 1...100_000 {
      term *= x / (a + Double(n))
      sum += term
      if term < sum * 1e-17 { break }
    }
    return 1 - front * sum
  }
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var fraction = d
  for n in 1...100_000 {
    let numerator = -Double(n) * (Double(n) - a)
    b += 2
    d = numerator * d + b
    if abs(d) < tiny { d = tiny }
    c = b + numerator / c
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    fraction *= d * c
    if abs(d * c - 1) < 1e-16 { break }
  }
  return front * fraction
}

/// The chance that a chi-squared variable exceeds `x`.
func chiSquaredUpperTail(_ x: Double, degrees: Int) -> Double {
  upperIncompleteGamma(Double(degrees) / 2, at: x / 2)
}
