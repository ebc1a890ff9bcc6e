/// One shift over many prompts, each too small to show it alone.
package struct PooledShift: Sendable, Equatable {
  /// The sum of (T - E) over the root of the sum of V.
  package private(set) var z = 0.0
  /// The same, against the prompts' own spread: it tolerates dependence inside a prompt.
  package private(set) var robustZ = 0.0
  package private(set) var prompts = 0

  package init(_ tests: [StratifiedTest]) {
    var (shift, variance, squares) = (0.0, 0.0, 0.0)
    for test in tests where test.variance > 0 {
      let deviation = Double(test.observed) - test.mean
      shift += deviation
      variance += test.variance
      squares += deviation * deviation
      prompts += 1
    }
    if variance > 0 { z = shift / variance.squareRoot() }
    if squares > 0 { robustZ = shift / squares.squareRoot() }
  }

  /// The chance of so strong a loss when nothing changed; the weaker of the two readings counts.
  package var regression: Double { NormalDistribution.cumulative(max(z, robustZ)) }
}
