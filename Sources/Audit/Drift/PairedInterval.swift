/// How large the change would be on cases like these: the augmented paired interval.
///
/// One case that broke whole and one that was mended whole are added to the differences; the t interval of the rest
/// then covers what it says on suites of ten cases too. With one run on each side it is the interval of Agresti and
/// Min (2005) and of Bonett and Price (2012), with t in place of z.
package struct PairedInterval: Sendable, Equatable {
  /// Matched cases.
  package let count: Int
  /// The mean difference as it was seen.
  package let estimate: Double
  /// The interval's middle.
  package let centre: Double
  package let standardError: Double
  package let degrees: Int
  /// Differences of shares lie between -1 and 1; those of other scores anywhere.
  package let isClipped: Bool

  /// Nil when no case is matched; `clusters` gives the group of each case where cases are not independent.
  package init?(_ cases: [PairedCase], clusters: [Int]? = nil) {
    let matched = cases.indices.filter { cases[$0].isMatched }
    self.init(
      differences: matched.map { cases[$0].difference }, pseudo: 1,
      clusters: clusters.map { groups in matched.map { groups[$0] } })
  }

  /// The interval for differences of scores; `pseudo` is their range where it is known, nil leaves the two cases out.
  package init?(
    differences: [Double], pseudo: Double?, clusters: [Int]? = nil, isClipped: Bool = true
  ) {
    guard !differences.isEmpty, pseudo != nil || differences.count > 1 else { return nil }
    count = differences.count
    self.isClipped = isClipped
    estimate = differences.reduce(0, +) / Double(count)
    var values = differences
    if let pseudo { values += [pseudo, -pseudo] }
    let total = Double(values.count)
    let centre = values.reduce(0, +) / total
    self.centre = centre
    guard let clusters else {
      let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      // The pseudo-cases stand for the lost degree of freedom; without them it is taken off.
      let variance = squares / (pseudo == nil ? total - 1 : total)
      standardError = (variance / total).squareRoot()
      degrees = values.count - 1
      return
    }
    var sums: [Int: Double] = [:]
    for (value, cluster) in zip(differences, clusters) { sums[cluster, default: 0] += value - centre }
    var deviations = sums.sorted { $0.key < $1.key }.map(\.value)
    if let pseudo { deviations += [pseudo - centre, -pseudo - centre] }
    guard deviations.count > 1 else { return nil }
    let groups = Double(deviations.count)
    let squares = deviations.reduce(0) { $0 + $1 * $1 }
    standardError = (groups / (groups - 1) * squares).squareRoot() / total
    degrees = deviations.count - 1
  }

  /// The bounds at a level of confidence, as `0.9`.
  package func bounds(_ level: Double) -> ClosedRange<Double> {
    let reach =
      standardError == 0
      ? 0 : StudentDistribution(degrees: Double(degrees)).quantile((1 + level) / 2) * standardError
    let bounds = (centre - reach)...(centre + reach)
    return isClipped ? bounds.clamped(to: -1...1) : bounds
  }

  /// The p-value of "the drop is `margin` or worse": small when no regression worse than the margin can be claimed.
  package func nonInferiority(margin: Double) -> Double {
    guard standardError > 0 else { return centre > -margin ? 0 : 1 }
    return StudentDistribution(degrees: Double(degrees)).cumulative(-(centre + margin) / standardError)
  }

  /// Two one-sided tests: whether the change lies within the margin either way (Lakens 2017).
  package func isEquivalent(margin: Double, level: Double = 0.9) -> Bool {
    let bounds = bounds(level)
    return bounds.lowerBound > -margin && bounds.upperBound < margin
  }
}
