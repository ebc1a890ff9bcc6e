/// Wilcoxon's signed-rank test on paired differences, and the Hodges-Lehmann estimate: what a typical case did.
package struct SignedRank: Sendable, Equatable {
  /// The sum of ranks of positive differences.
  package let positive: Double
  /// The median of pairwise means.
  package let estimate: Double
  /// An interval for it at 90 %.
  package let interval: ClosedRange<Double>
  /// The chance of so low a sum: exact without ties up to 50 pairs, else normal with continuity correction.
  package let lower: Double
  package let isExact: Bool

  /// Nil without differences.
  package init?(_ differences: [Double]) {
    guard !differences.isEmpty else { return nil }
    var means: [Double] = []
    means.reserveCapacity(differences.count * (differences.count + 1) / 2)
    for (index, a) in differences.enumerated() {
      for b in differences[index...] { means.append((a + b) / 2) }
    }
    means.sort()
    estimate = median(ofSorted: means)
    let size = Double(differences.count)
    let reach = 1.6448536269514722 * (size * (size + 1) * (2 * size + 1) / 24).squareRoot()
    let rank = max(0, min(means.count - 1, Int((size * (size + 1) / 4 - reach).rounded(.down))))
    interval = means[min(rank, means.count - 1 - rank)]...means[max(rank, means.count - 1 - rank)]

    let moved = differences.filter { $0 != 0 }
    let (ranks, ties) = ranks(of: moved.map(abs))
    positive = zip(moved, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    isExact = ties == 0 && moved.count == differences.count && moved.count <= 50
    let n = Double(moved.count)
    if isExact {
      lower = Self.exactLower(Int(positive), moved.count)
    } else {
      let variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24
      let z = variance > 0 ? (positive - n * (n + 1) / 4 + 0.5) / variance.squareRoot() : 0
      lower = NormalDistribution.cumulative(z)
    }
  }

  /// The share of sign patterns whose positive ranks sum to `sum` or less.
  private static func exactLower(_ sum: Int, _ count: Int) -> Double {
    var law = [1.0]
    for rank in 1...count {
      law.append(contentsOf: repeatElement(0, count: rank))
      for index in stride(from: law.count - 1, through: 0, by: -1) {
        law[index] = (law[index] + (index >= rank ? law[index - rank] : 0)) / 2
      }
    }
    return min(1, law[...sum].reduce(0, +))
  }
}
