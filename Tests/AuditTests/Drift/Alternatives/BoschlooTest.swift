import Glibc

@testable import Audit

/// Boschloo's unconditional exact test of two counts (1970), that the new side is worse: Fisher's p is the statistic, and p
/// the chance of one as small at the common rate where that is greatest.
struct BoschlooTest {
  private var p: [[Double]]

  /// For all tables of two sizes at once, over 1,000 rates that lie closer together towards 0 and 1.
  init(base: Int, new: Int) {
    let tables = Self.tables(base, new).sorted { $0.fisher < $1.fisher }
    // Where the next table is as extreme, both count.
    let ends = tables.indices.filter {
      $0 + 1 == tables.count || tables[$0 + 1].fisher > tables[$0].fisher * (1 + 1e-9)
    }
    var greatest = [Double](repeating: 0, count: ends.count)
    for step in 1..<1_000 {
      let root = sin(Double(step) / 1_000 * .pi / 2)
      let (first, second) = (Self.law(base, root * root), Self.law(new, root * root))
      var (sum, next) = (0.0, 0)
      for (group, end) in ends.enumerated() {
        while next <= end {
          sum += first[tables[next].base] * second[tables[next].new]
          next += 1
        }
        greatest[group] = max(greatest[group], sum)
      }
    }
    p = [[Double]](repeating: [Double](repeating: 1, count: new + 1), count: base + 1)
    var group = 0
    for (index, table) in tables.enumerated() {
      p[table.base][table.new] = min(1, greatest[group])
      if index == ends[group] { group += 1 }
    }
  }

  func regression(base: Int, new: Int) -> Double { p[base][new] }

  /// All tables with Fisher's p: the chance of so few new passes given the passes of both sides.
  private static func tables(_ base: Int, _ new: Int) -> [(base: Int, new: Int, fisher: Double)] {
    var weights: [Double] = []
    return (0...(base + new)).flatMap { passes in
      let low = Hypergeometric.weights(passes: passes, base: base, new: new, into: &weights)
      var sum = 0.0
      return weights.enumerated().map { index, weight in
        sum += weight
        return (base: passes - low - index, new: low + index, fisher: sum)
      }
    }
  }

  private static func law(_ trials: Int, _ rate: Double) -> [Double] {
    let law = BinomialDistribution(trials: trials, probability: rate)
    return (0...trials).map(law.mass)
  }
}
