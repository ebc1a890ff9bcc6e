import RealModule

/// Same score, other cases: whether more cases changed either way than chance explains.
///
/// The sum of squared imbalances between base and new, with its law given each case's total passes.
package struct Churn: Sendable, Equatable {
  package private(set) var statistic = 0
  package private(set) var informative = 0
  package private(set) var mean = 0.0
  package private(set) var variance = 0.0
  package private(set) var skewness = 0.0
  package private(set) var p = TailProbability(exact: 1, mid: 0.5)

  /// Sums above this are judged by the Pearson III curve of the first three moments.
  private static let largestSum = 50_000

  /// Nil when every case was tried once on each side: such pairs cannot tell churn from noise.
  package init?(_ cases: [PairedCase]) {
    guard cases.contains(where: { $0.isMatched && $0.baseTrials + $0.newTrials > 2 }) else { return nil }
    var third = 0.0
    var strata: [Stratum] = []
    for item in cases where item.isMatched {
      let stratum = Stratum(item)
      statistic += stratum.observed
      guard item.isInformative else { continue }
      informative += 1
      mean += stratum.mean
      variance += stratum.variance
      third += stratum.third
      strata.append(stratum)
    }
    guard variance > 0 else { return }
    skewness = third / (variance * variance.squareRoot())
    if strata.reduce(0, { $0 + $1.largest }) <= Self.largestSum {
      p = Self.exact(strata, statistic)
    } else {
      p = TailProbability(exact: pearsonIII, mid: pearsonIII)
    }
  }

  /// The chance of so much churn in one more trial of each case, by the curve of the first three moments.
  ///
  /// What a detector is fed with at every look: cheaper than the exact law. Nil where no case was tried twice before.
  package static func sequential(_ cases: [PairedCase]) -> Double? {
    guard cases.contains(where: { $0.isMatched && $0.baseTrials + $0.newTrials > 2 }) else { return nil }
    var (statistic, mean, variance, third) = (0.0, 0.0, 0.0, 0.0)
    for item in cases where item.isInformative {
      guard item.newTrials == 1 else { return Churn(cases)?.p.mid }
      // Of the two squares that one new trial may give, one by the chance that it passes.
      let (passes, trials) = (Double(item.basePasses + item.newPasses), Double(item.baseTrials + 1))
      let (high, low) = ((trials - passes) * (trials - passes), passes * passes)
      let chance = passes / trials
      let expected = chance * high + (1 - chance) * low
      statistic += item.newPasses == 1 ? high : low
      mean += expected
      let (above, below) = (high - expected, low - expected)
      variance += chance * above * above + (1 - chance) * below * below
      third += chance * above * above * above + (1 - chance) * below * below * below
    }
    guard variance > 0 else { return 0.5 }
    return pearsonIII((statistic - mean) / variance.squareRoot(), third / (variance * variance.squareRoot()))
  }

  /// The upper tail of the gamma curve with the statistic's mean, variance and skewness.
  package var pearsonIII: Double {
    guard variance > 0 else { return 1 }
    return Self.pearsonIII((Double(statistic) - mean) / variance.squareRoot(), skewness)
  }

  private static func pearsonIII(_ z: Double, _ skewness: Double) -> Double {
    guard skewness > 1e-12 else { return NormalDistribution.cumulative(-z) }
    let shape = 4 / (skewness * skewness)
    return upperIncompleteGamma(shape, at: shape + 2 * z / skewness)
  }

  private static func exact(_ strata: [Stratum], _ observed: Int) -> TailProbability {
    // Shared values allow a coarser grid, which keeps the law short.
    var law = [1.0]
    for stratum in strata {
      var next = [Double](repeating: 0, count: law.count + stratum.largest)
      for (value, weight) in zip(stratum.values, stratum.weights) {
        for index in law.indices { next[index + value] += law[index] * weight }
      }
      law = next
    }
    let base = strata.reduce(0) { $0 + $1.observed }
    let above = base + 1 < law.count ? law[(base + 1)...].reversed().reduce(0, +) : 0
    return TailProbability(exact: min(1, above + law[base]), mid: min(1, above + law[base] / 2))
  }

  /// One case: the squared imbalances it could show, and their chances.
  private struct Stratum {
    var values: [Int] = []
    var weights: [Double] = []
    var observed: Int
    var mean = 0.0
    var variance = 0.0
    var third = 0.0

    init(_ item: PairedCase) {
      let divisor = gcd(item.baseTrials, item.newTrials)
      func square(_ new: Int) -> Int {
        let passes = item.basePasses + item.newPasses
        let imbalance = (item.baseTrials * new - item.newTrials * (passes - new)) / divisor
        return imbalance * imbalance
      }
      observed = square(item.newPasses)
      let low = Hypergeometric.weights(
        passes: item.basePasses + item.newPasses, base: item.baseTrials, new: item.newTrials, into: &weights)
      values = weights.indices.map { square(low + $0) }
      for (value, weight) in zip(values, weights) { mean += Double(value) * weight }
      for (value, weight) in zip(values, weights) {
        let deviation = Double(value) - mean
        variance += deviation * deviation * weight
        third += deviation * deviation * deviation * weight
      }
    }

    var largest: Int { values.max() ?? 0 }
  }
}

private func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
