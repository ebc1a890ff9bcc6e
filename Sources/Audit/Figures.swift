// How figures are said: the same in findings, pages and tables.
extension Double {
  /// A share as people say it: "84 %", and one decimal where it is close to nothing or everything.
  package var percent: String {
    guard isFinite else { return "unknown" }
    let value = self * 100
    let isClose = (value > 0 && value < 1) || (value > 99 && value < 100)
    return "\(value.rounded(to: isClose ? 1 : 0)) %"
  }

  /// A difference of shares in points, without a sign.
  package var points: String {
    let value = abs(self * 100)
    return "\(value.rounded(to: value < 10 ? 1 : 0)) \(value == 1 ? "point" : "points")"
  }

  /// A p-value to two figures, and not below what a double's tail is trusted to.
  package var significance: String {
    if self < TailProbability.smallest { return "< 1e-300" }
    if self >= 0.0001 { return rounded(to: self >= 0.1 ? 2 : (self >= 0.01 ? 3 : 4)) }
    var exponent = 0
    var mantissa = self
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    // Rounding may carry.
    return mantissa >= 9.5 ? "1e\(exponent + 1)" : "\(mantissa.rounded(to: 0))e\(exponent)"
  }

  /// A ratio: "1.3".
  package var ratioText: String { rounded(to: self < 10 ? 2 : 0) }

  /// So many decimals, without trailing zeros.
  package func rounded(to decimals: Int) -> String {
    guard isFinite else { return description }
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 1e15 else { return description }
    let number = Int(scaled)
    let sign = self < 0 && number > 0 ? "-" : ""
    let whole = "\(sign)\(number / Int(scale))"
    var fraction = String(number % Int(scale))
    fraction = String(repeating: "0", count: max(0, decimals - fraction.utf8.count)) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return decimals == 0 || fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}

extension ClosedRange<Double> {
  /// An interval of shares: "71 % to 92 %".
  package var percent: String { "\(lowerBound.percent) to \(upperBound.percent)" }

  /// An interval of differences in points, with signs: "-12 to +3 points".
  package var points: String {
    func signed(_ value: Double) -> String {
      let text = (value * 100).rounded(to: 1)
      return value > 0 && text != "0" ? "+\(text)" : text
    }
    return "\(signed(lowerBound)) to \(signed(upperBound)) points"
  }
}
