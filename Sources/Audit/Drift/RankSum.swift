import RealModule

/// The Mann-Whitney test that the new figures are higher, and the Hodges-Lehmann ratio: for latency and cost by run.
package struct RankSum: Sendable, Equatable {
  /// Pairs in which the new figure is higher, ties counting half.
  package let statistic: Double
  /// The chance of so high a statistic: exact without ties up to 900 pairs, else normal.
  package let upper: Double
  /// The median of the logarithms' pairwise differences.
  package let logShift: Double

  /// Nil when a side is empty or holds what has no logarithm.
  package init?(base: [Double], new: [Double]) {
    guard !base.isEmpty, !new.isEmpty, (base + new).allSatisfy({ $0 > 0 }) else { return nil }
    let (ranks, ties) = ranks(of: base + new)
    let (n, m) = (Double(base.count), Double(new.count))
    statistic = ranks[base.count...].reduce(0, +) - m * (m + 1) / 2
    upper =
      ties == 0 && base.count * new.count <= 900
      ? Self.exactUpper(Int(statistic), base.count, new.count)
      : Self.normalUpper(statistic, n, m, ties)
    let (oldLogs, newLogs) = (base.map { Double.log($0) }, new.map { Double.log($0) })
    logShift = median(ofSorted: newLogs.flatMap { a in oldLogs.map { a - $0 } }.sorted())
  }

  package var ratio: Double { Double.exp(logShift) }

  static func normalUpper(_ statistic: Double, _ n: Double, _ m: Double, _ ties: Double) -> Double {
    let all = n + m
    let variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)))
    return variance > 0
      ? NormalDistribution.cumulative(-(statistic - n * m / 2 - 0.5) / variance.squareRoot()) : 1
  }

  /// The share of arrangements whose statistic is as high, by the recursion over the largest figure.
  private static func exactUpper(_ statistic: Int, _ n: Int, _ m: Int) -> Double {
    // law[j][u]: the chance of u among arrangements of i base and j new figures.
    var law = [[Double]](repeating: [1], count: m + 1)
    for i in 1...n {
      var next = [[1.0]]
      for j in 1...m {
        var row = [Double](repeating: 0, count: i * j + 1)
        let share = Double(j) / Double(i + j)
        // The largest is new: it beats all i base figures.
        for (u, chance) in next[j - 1].enumerated() { row[u + i] += chance * share }
        for (u, chance) in law[j].enumerated() { row[u] += chance * (1 - share) }
        next.append(row)
      }
      law = next
    }
    return law[m][statistic...].reversed().reduce(0, +)
  }
}
