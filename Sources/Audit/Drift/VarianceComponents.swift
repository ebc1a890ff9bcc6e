/// How the spread of pass rates divides into operators, runs and cases, where each operator made as many runs.
package struct VarianceComponents: Sendable, Equatable {
  package let betweenOperators: Double
  package let withinOperators: Double
  package let operators: Int
  package let runsEach: Int
  /// What the cases' own flakiness adds to a run's rate.
  package let sampling: Double

  /// Nil unless each operator made as many runs, two at least.
  package init?(_ runs: OperatorRuns) {
    guard let each = runs.counts.first, each > 1, runs.counts.allSatisfy({ $0 == each }) else { return nil }
    let rates = runs.rates
    let all = rates.reduce(0, +) / Double(rates.count)
    var (between, within) = (0.0, 0.0)
    for name in runs.counts.indices {
      let own = rates.indices.filter { runs.operators[$0] == name }.map { rates[$0] }
      let mean = own.reduce(0, +) / Double(each)
      between += Double(each) * (mean - all) * (mean - all)
      within += own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    operators = runs.counts.count
    runsEach = each
    betweenOperators = between / Double(operators - 1)
    withinOperators = within / Double(operators * (each - 1))
    let count = Double(runs.runs)
    let cases = Double(runs.passes.count)
    sampling =
      runs.passes.reduce(0) { sum, row in
        let rate = Double(row.reduce(0, +)) / count
        return sum + rate * (1 - rate) * count / (count - 1)
      } / (cases * cases)
  }

  /// The variance of operators' own levels.
  package var ofOperators: Double { max(0, (betweenOperators - withinOperators) / Double(runsEach)) }
  /// The share of a run's variance that its operator explains; nil where nothing varies.
  package var correlation: Double? {
    let sum = betweenOperators + Double(runsEach - 1) * withinOperators
    return sum > 0 ? (betweenOperators - withinOperators) / sum : nil
  }

  /// Whether operators differ more in a later period: the ratio of their mean squares, by F.
  package func growth(to later: VarianceComponents) -> Double {
    fUpperTail(later.betweenOperators / betweenOperators, later.operators - 1, operators - 1)
  }
}
