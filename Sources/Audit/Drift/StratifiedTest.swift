/// The stratified exact test: whether the new runs pass less often than the base runs, case by case.
///
/// Each case is a stratum. Given how often it passed in all, the new passes are hypergeometric under "nothing changed on
/// this case", whatever its difficulty or flakiness; their sum over cases is the statistic, and its law the convolution
/// of the strata's. With one run on each side it is the exact McNemar test.
package struct StratifiedTest: Sendable, Equatable {
  /// The new passes over all matched cases.
  package private(set) var observed = 0
  /// Cases tried on both sides.
  package private(set) var matched = 0
  /// Cases whose outcome could have been another.
  package private(set) var informative = 0
  package private(set) var mean = 0.0
  package private(set) var variance = 0.0
  /// The chance of so few new passes.
  package private(set) var regression = TailProbability(exact: 1, mid: 0.5)
  /// The chance of so many.
  package private(set) var improvement = TailProbability(exact: 1, mid: 0.5)
  /// The smallest p of a regression that there could have been, given how often each case passed in all.
  package private(set) var smallestRegression = TailProbability(exact: 1, mid: 0.5)

  package init(_ cases: [PairedCase]) {
    // The law of the sum, from its smallest attainable value on.
    var law = [1.0]
    var weights: [Double] = []
    var smallest = 0
    for item in cases where item.isMatched {
      matched += 1
      observed += item.newPasses
      let passes = item.basePasses + item.newPasses
      let trials = item.baseTrials + item.newTrials
      mean += Double(item.newTrials * passes) / Double(trials)
      guard item.isInformative else {
        smallest += item.newPasses
        continue
      }
      informative += 1
      variance +=
        Double(item.newTrials) * Double(item.baseTrials) * Double(passes) * Double(trials - passes)
        / (Double(trials) * Double(trials) * Double(trials - 1))
      if item.newTrials == 1 {
        Self.convolve(&law, Double(passes) / Double(trials))
      } else {
        smallest += Hypergeometric.weights(
          passes: passes, base: item.baseTrials, new: item.newTrials, into: &weights)
        Self.convolve(&law, weights)
      }
    }
    guard informative > 0 else { return }
    let point = observed - smallest
    let below = law[..<point].reduce(0, +)
    let above = law[(point + 1)...].reversed().reduce(0, +)
    let half = law[point] / 2
    regression = TailProbability(exact: min(1, below + law[point]), mid: min(1, below + half))
    improvement = TailProbability(exact: min(1, above + law[point]), mid: min(1, above + half))
    smallestRegression = TailProbability(exact: law[0], mid: law[0] / 2)
  }

  /// The smallest mid-p that so many trials could ever give: every case passed before, and none now.
  package static func smallestRegression(ofTrialsIn cases: [PairedCase]) -> Double {
    var p = 0.5
    for item in cases where item.isMatched {
      // One arrangement of its trials of all that there are.
      for trial in 0..<min(item.baseTrials, item.newTrials) {
        p *= Double(trial + 1) / Double(item.baseTrials + item.newTrials - trial)
      }
    }
    return p
  }

  /// The two-sided p-value with mid-p tails.
  package var twoSided: Double { min(1, 2 * min(regression.mid, improvement.mid)) }
  /// The two-sided p-value with exact tails.
  package var twoSidedExact: Double { min(1, 2 * min(regression.exact, improvement.exact)) }
  /// How many standard deviations the new passes lie from what was to be expected.
  package var z: Double { variance > 0 ? (Double(observed) - mean) / variance.squareRoot() : 0 }

  /// Adds a stratum of one new trial, which passes with probability `q`.
  private static func convolve(_ law: inout [Double], _ q: Double) {
    let last = law.count
    law.append(law[last - 1] * q)
    var index = last - 1
    while index > 0 {
      law[index] = law[index] * (1 - q) + law[index - 1] * q
      index -= 1
    }
    law[0] *= 1 - q
  }

  /// Adds a stratum of several new trials; from the top down, so that what is read is not yet overwritten.
  private static func convolve(_ law: inout [Double], _ weights: [Double]) {
    let last = law.count - 1
    law.append(contentsOf: repeatElement(0, count: weights.count - 1))
    var index = law.count - 1
    while index >= 0 {
      var sum = 0.0
      var shift = max(0, index - last)
      let end = min(index, weights.count - 1)
      while shift <= end {
        sum += law[index - shift] * weights[shift]
        shift += 1
      }
      law[index] = sum
      index -= 1
    }
  }
}
