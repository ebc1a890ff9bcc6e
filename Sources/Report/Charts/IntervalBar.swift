import Audit

/// A change with its interval on a ruler, with marks at zero and at the margin.
package struct IntervalBar {
  let estimate: Double
  let bounds: ClosedRange<Double>
  let margin: Double

  package init(_ estimate: Double, _ bounds: ClosedRange<Double>, margin: Double) {
    self.estimate = estimate
    self.bounds = bounds
    self.margin = margin
  }

  /// `-40 |   [==*==]  :    0 | 10`: the interval, the estimate, the margin as `:` and zero as `|`.
  package func text(width: Int = 41) -> String {
    let low = (min(bounds.lowerBound, -margin, 0) * 10).rounded(.down) / 10
    let high = max((max(bounds.upperBound, 0) * 10).rounded(.up) / 10, 0.1)
    func column(_ value: Double) -> Int {
      min(width - 1, max(0, Int(((value - low) / (high - low) * Double(width - 1)).rounded())))
    }
    var line = [Character](repeating: " ", count: width)
    line[column(-margin)] = ":"
    line[column(0)] = "|"
    let (start, end) = (column(bounds.lowerBound), column(bounds.upperBound))
    for index in start...end { line[index] = "─" }
    line[start] = "├"
    line[end] = "┤"
    line[column(estimate)] = "●"
    return "\((low * 100).rounded(to: 0)) \(String(line)) +\((high * 100).rounded(to: 0)) points"
  }
}
