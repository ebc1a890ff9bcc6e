/// Student's test on paired differences.
package struct PairedT: Sendable, Equatable {
  package let mean: Double
  package let statistic: Double
  package let degrees: Int

  /// Nil below two differences, or when all are the same.
  package init?(_ differences: [Double]) {
    guard differences.count > 1 else { return nil }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares > 0 else { return nil }
    self.mean = mean
    degrees = differences.count - 1
    statistic = mean / (squares / (count - 1) / count).squareRoot()
  }

  /// The chance of a mean so low.
  package var lower: Double { StudentDistribution(degrees: Double(degrees)).cumulative(statistic) }
}
