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

  /// The chance of so much churn in one more trial of each case, for a detector that looks at every run.
  ///
  /// Exact where few cases are informative, whose law is too rough for a curve; else by the curve of the first three
  /// moments, which costs no more however long the history is. Nil where no case was tried twice before.
  package static func sequential(_ cases: [PairedCase]) -> Double? {
    guard cases.contains(where: { $0.isMatched && $0.baseTrials + $0.newTrials > 2 }) else { return nil }
    guard cases.allSatisfy({ !$0.isInformative || $0.newTrials == 1 }) else { return Churn(cases)?.p.mid }
    let trials = cases.filter(\.isInformative).map(Trial.init)
    guard !trials.isEmpty else { return 0.5 }
    return trials.count <= fewest ? exact(trials) : curve(trials)
  }

  /// Informative cases up to which every outcome is gone through.
  private static let fewest = 10

  /// One new trial of a case: the two squares that it may give, the chance of the first, and the one it gave.
  private struct Trial {
    var passed: Double
    var failed: Double
    var chance: Double
    var observed: Double

    init(_ item: PairedCase) {
      let (passes, trials) = (Double(item.basePasses + item.newPasses), Double(item.baseTrials + 1))
      (passed, failed) = ((trials - passes) * (trials - passes), passes * passes)
      chance = passes / trials
      observed = item.newPasses == 1 ? passed : failed
    }
  }

  private static func exact(_ trials: [Trial]) -> Double {
    var law = [(value: 0.0, weight: 1.0)]
    for trial in trials {
      for index in law.indices {
        let (value, weight) = law[index]
        law[index] = (value + trial.passed, weight * trial.chance)
        law.append((value + trial.failed, weight * (1 - trial.chance)))
      }
    }
    // Squares of whole numbers: their sums are exact.
    let observed = trials.reduce(0) { $0 + $1.observed }
    return min(
      1, law.reduce(0) { $0 + ($1.value > observed ? $1.weight : $1.value == observed ? $1.weight / 2 : 0) })
  }

  private static func curve(_ trials: [Trial]) -> Double {
    var (deviation, variance, third) = (0.0, 0.0, 0.0)
    for trial in trials {
      let mean = trial.chance * trial.passed + (1 - trial.chance) * trial.failed
      let (above, below) = (trial.passed - mean, trial.failed - mean)
      deviation += trial.observed - mean
      variance += trial.chance * above * above + (1 - trial.chance) * below * below
      third += trial.chance * above * above * above + (1 - trial.chance) * below * below * below
    }
    guard variance > 0 else { return 0.5 }
    return pearsonIII(deviation / variance.squareRoot(), third / (variance * variance.squareRoot()))
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
