extension OperatorRuns {
  /// What differs by operator: how much passes, or which cases pass.
  package enum Trait: Sendable { case level, profile }

  /// Whether operators differ beyond what their own runs differ: their labels are permuted over runs.
  ///
  /// Nil where there are fewer than 20 ways to label the runs: such a design has no power, and no p is to be had from it.
  package func permutationTest(_ trait: Trait, seed: UInt64) -> Double? {
    guard relabelings >= 20 else { return nil }
    let rows = trait == .level ? [rates] : passes.map { $0.map(Double.init) }
    let observed = spread(rows, operators)
    let bar = observed - 1e-9 * abs(observed)
    if arrangements <= 20_000 {
      var labels = operators.sorted()
      var (reached, all) = (0, 0)
      repeat {
        all += 1
        if spread(rows, labels) >= bar { reached += 1 }
      } while Self.advance(&labels)
      return Double(reached) / Double(all)
    }
    var generator = SplitMix64(seed: seed)
    var labels = operators
    let draws = 9_999
    var reached = 0
    for _ in 0..<draws {
      for index in stride(from: labels.count - 1, to: 0, by: -1) {
        labels.swapAt(index, generator.below(index + 1))
      }
      if spread(rows, labels) >= bar { reached += 1 }
    }
    return Double(1 + reached) / Double(draws + 1)
  }

  /// Ways to give the runs to operators; more than can be enumerated ends at `Int.max`.
  private var arrangements: Int {
    var ways = 1
    var placed = 0
    for count in counts {
      for index in 1...max(1, count) where count > 0 {
        placed += 1
        let (product, overflow) = ways.multipliedReportingOverflow(by: placed)
        if overflow || product > 1 << 50 { return .max }
        ways = product / index
      }
    }
    return ways
  }

  /// Ways that differ by more than the operators' names.
  package var relabelings: Int {
    let sizes = Dictionary(grouping: counts, by: { $0 }).values.map(\.count)
    return sizes.reduce(arrangements) { ways, alike in ways / (1...alike).reduce(1) { min(1 << 50, $0 * $1) }
    }
  }

  /// The sum of squared operator means, weighted by runs, over rows of figures by run.
  private func spread(_ rows: [[Double]], _ labels: [Int]) -> Double {
    var sum = 0.0
    var totals = [Double](repeating: 0, count: counts.count)
    for row in rows {
      for index in totals.indices { totals[index] = 0 }
      for (run, value) in row.enumerated() { totals[labels[run]] += value }
      for index in totals.indices where counts[index] > 0 {
        sum += totals[index] * totals[index] / Double(counts[index])
      }
    }
    return sum
  }

  /// The next arrangement in lexicographic order; false after the last.
  private static func advance(_ labels: inout [Int]) -> Bool {
    guard var left = labels.indices.dropLast().last(where: { labels[$0] < labels[$0 + 1] }) else {
      return false
    }
    let right = labels.indices.last { labels[$0] > labels[left] }!
    labels.swapAt(left, right)
    left += 1
    labels[left...].reverse()
    return true
  }
}
