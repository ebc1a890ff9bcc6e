/// What a comparison says, after multiplicity: never that nothing changed, unless a bound was shown.
package enum DriftVerdict: Sendable, Equatable {
  /// A regression, and at least the drop that matters.
  case regressed
  /// A regression whose size is not known to matter.
  case regressedSizeUncertain
  /// A regression, shown to be inside the margin.
  case smallRegression
  /// No regression found, and one worse than the margin is ruled out.
  case noRegressionWorseThan(Double)
  case inconclusive
  case notComparable(String)

  /// The table of verdicts: a regression found or not, its estimated drop, and the p-value of non-inferiority.
  package init(isFound: Bool, drop: Double, threshold: Double, nonInferiority: Double, margin: Double) {
    let isInside = nonInferiority <= 0.05
    self =
      switch (isFound, drop >= threshold, isInside) {
      case (true, true, _): .regressed
      case (true, false, true): .smallRegression
      case (true, false, false): .regressedSizeUncertain
      case (false, _, true): .noRegressionWorseThan(margin)
      case (false, _, false): .inconclusive
      }
  }

  /// The margin of non-inferiority by the size of a suite, where nobody set one.
  package static func margin(cases: Int) -> Double { cases >= 200 ? 0.05 : 0.10 }

  package var isRegression: Bool {
    switch self {
    case .regressed, .regressedSizeUncertain, .smallRegression: true
    case .noRegressionWorseThan, .inconclusive, .notComparable: false
    }
  }
}
