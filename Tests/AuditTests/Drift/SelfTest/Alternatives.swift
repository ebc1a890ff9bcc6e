import Glibc

@testable import Audit

/// The methods that were weighed against those in use and not chosen: kept with the tests, so that the choice can be
/// looked at again.
enum Alternatives {
  /// Adjusted p-values that hold under any dependence (Benjamini and Yekutieli 2001).
  static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    let sum = (1...p.count).reduce(0) { $0 + 1 / Double($1) }
    return Multiplicity.benjaminiHochberg(p.map { $0 * sum }).map { min(1, $0) }
  }

  /// Adjusted p-values for no false alarm at all (Holm 1979).
  static func holm(_ p: [Double]) -> [Double] {
    var adjusted = p
    var largest = 0.0
    for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
      largest = max(largest, min(1, p[index] * Double(p.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Which e-values are found at a rate (Wang and Ramdas 2022).
  static func eBH(_ e: [Double], rate: Double) -> [Int] {
    let order = e.indices.sorted { e[$0] > e[$1] }
    let count = order.indices.last { e[order[$0]] >= Double(e.count) / (Double($0 + 1) * rate) }
    return order.prefix((count ?? -1) + 1).sorted()
  }

  /// The e-value of one run against one: a uniform prior on the broken share of changed cases above a half.
  static func eValue(broken: Int, mended: Int) -> Double {
    let (a, b) = (Double(broken + 1), Double(mended + 1))
    let beta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return exp(beta + Double(broken + mended + 1) * log(2)) * incompleteBeta(b, a, at: 0.5)
  }

  /// The e-value of any number of runs: the mean over six odds ratios of the conditional likelihood ratio.
  static func eValue(_ cases: [PairedCase]) -> Double {
    let odds = [2.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 5, 1.0 / 8, 1.0 / 16]
    var weights: [Double] = []
    let logs = odds.map { odd in
      cases.filter(\.isInformative).reduce(0.0) { sum, item in
        let low = Hypergeometric.weights(
          passes: item.basePasses + item.newPasses, base: item.baseTrials, new: item.newTrials, into: &weights
        )
        let mean = weights.enumerated().reduce(0) { $0 + $1.element * pow(odd, Double(low + $1.offset)) }
        return sum + Double(item.newPasses) * log(odd) - log(mean)
      }
    }
    return logs.reduce(0) { $0 + exp($1) } / Double(odds.count)
  }

  /// Boschloo's unconditional test that the new side is worse (1970): Fisher's p as the statistic, at the worst common rate.
  static func boschloo(base: Proportion, new: Proportion) -> Double {
    func fisher(_ x: Int, _ y: Int) -> Double {
      UnpairedComparison(Proportion(x, of: base.trials), then: Proportion(y, of: new.trials)).fisher
        .regression.exact
    }
    let bar = fisher(base.passes, new.passes) * (1 + 1e-9)
    var region: [(Int, Int)] = []
    for x in 0...base.trials {
      for y in 0...new.trials where fisher(x, y) <= bar { region.append((x, y)) }
    }
    func chance(_ rate: Double) -> Double {
      let (a, b) = (
        BinomialDistribution(trials: base.trials, probability: rate),
        BinomialDistribution(trials: new.trials, probability: rate)
      )
      let (first, second) = ((0...base.trials).map(a.mass), (0...new.trials).map(b.mass))
      return region.reduce(0) { $0 + first[$1.0] * second[$1.1] }
    }
    var best = (rate: 0.0, chance: 0.0)
    for step in 0...400 {
      let rate = Double(step) / 400
      let value = chance(rate)
      if value > best.chance { best = (rate, value) }
    }
    var (low, high) = (max(0, best.rate - 0.0025), min(1, best.rate + 0.0025))
    for _ in 0..<60 {
      let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
      if chance(a) < chance(b) { low = a } else { high = b }
    }
    return min(1, max(best.chance, chance((low + high) / 2)))
  }

  /// The interval of Bonett and Price for paired proportions (2012).
  static func bonettPrice(_ pairs: DiscordantPairs, level: Double) -> ClosedRange<Double> {
    let n = Double(pairs.count + 2)
    let (mended, broken) = (Double(pairs.mended + 1) / n, Double(pairs.broken + 1) / n)
    let reach =
      -NormalDistribution.quantile((1 - level) / 2)
      * ((mended + broken - (mended - broken) * (mended - broken)) / n).squareRoot()
    return max(-1, mended - broken - reach)...min(1, mended - broken + reach)
  }

  /// The smallest drop by the plain normal formula, which ignores that a drop has a variance of its own.
  static func smallestDrop(_ sight: Sight, power: Double = 0.8) -> Double {
    let within = sight.passRate * (1 - sight.passRate) * (1 - sight.correlation)
    let variance = within * (1 / Double(sight.baseRuns) + 1 / Double(sight.newRuns)) / Double(sight.cases)
    return (NormalDistribution.quantile(power) - NormalDistribution.quantile(sight.alarmRate))
      * variance.squareRoot()
  }
}
