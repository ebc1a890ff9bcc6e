/// Passes of two runs that share no cases, or of which only counts are known: weaker than any paired test.
package struct UnpairedComparison: Sendable, Equatable {
  package let base: Proportion
  package let new: Proportion

  package init(_ base: Proportion, then new: Proportion) {
    self.base = base
    self.new = new
  }

  package var difference: Double { new.rate - base.rate }

  /// Newcombe's hybrid score interval for a difference of independent proportions (1998, method 10).
  package func newcombe(_ level: Double = 0.95) -> ClosedRange<Double> {
    let (a, b) = (new.wilson(level), base.wilson(level))
    func reach(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let low = difference - reach(new.rate - a.lowerBound, b.upperBound - base.rate)
    let high = difference + reach(a.upperBound - new.rate, base.rate - b.lowerBound)
    return max(-1, low)...min(1, high)
  }

  /// Fisher's exact test that the new side is worse: the stratified test with one stratum.
  package var fisher: StratifiedTest {
    StratifiedTest([PairedCase(base.passes, of: base.trials, then: new.passes, of: new.trials)])
  }
}
