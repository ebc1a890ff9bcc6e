/// One case of a suite on both sides of a comparison: how often it passed and how often it was tried.
package struct PairedCase: Sendable, Equatable {
  package var basePasses: Int
  package var baseTrials: Int
  package var newPasses: Int
  package var newTrials: Int

  package init(_ basePasses: Int, of baseTrials: Int, then newPasses: Int, of newTrials: Int) {
    self.basePasses = basePasses
    self.baseTrials = baseTrials
    self.newPasses = newPasses
    self.newTrials = newTrials
  }

  /// Tried on both sides, so that it says something of a change.
  var isMatched: Bool { baseTrials > 0 && newTrials > 0 }

  /// Passed sometimes and failed sometimes; any other case has one possible outcome given its total.
  var isInformative: Bool {
    let passes = basePasses + newPasses
    return isMatched && passes > 0 && passes < baseTrials + newTrials
  }

  /// The change of this case's pass rate.
  package var difference: Double {
    Double(newPasses) / Double(newTrials) - Double(basePasses) / Double(baseTrials)
  }

  /// The same case with base and new exchanged.
  package var swapped: PairedCase {
    PairedCase(newPasses, of: newTrials, then: basePasses, of: baseTrials)
  }
}
