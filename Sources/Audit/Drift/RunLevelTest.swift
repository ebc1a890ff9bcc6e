/// A new run's figure against those of reference runs, by Student's t: needs no independence of cases.
package struct RunLevelTest: Sendable, Equatable {
  package let statistic: Double
  package let degrees: Int
  /// The chance of a figure so low.
  package let lower: Double

  /// Nil below two reference runs; `floor` keeps the spread from vanishing where all references agree.
  package init?(reference: [Double], new: Double, floor: Double = 0) {
    guard reference.count > 1 else { return nil }
    let count = Double(reference.count)
    let mean = reference.reduce(0, +) / count
    let squares = reference.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = max(floor, (squares / (count - 1)).squareRoot())
    degrees = reference.count - 1
    guard deviation > 0 else {
      statistic = new == mean ? 0 : (new < mean ? -.infinity : .infinity)
      lower = new == mean ? 0.5 : (new < mean ? 0 : 1)
      return
    }
    statistic = (new - mean) / (deviation * (1 + 1 / count).squareRoot())
    lower = StudentDistribution(degrees: Double(degrees)).cumulative(statistic)
  }

  package var upper: Double { 1 - lower }
}
