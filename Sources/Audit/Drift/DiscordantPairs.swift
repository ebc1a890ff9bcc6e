/// One run against one run: how many cases broke and how many were mended.
package struct DiscordantPairs: Sendable, Equatable {
  /// Passed before and fail now.
  package let broken: Int
  /// Failed before and pass now.
  package let mended: Int
  /// All pairs.
  package let count: Int

  package init(broken: Int, mended: Int, of count: Int) {
    self.broken = broken
    self.mended = mended
    self.count = count
  }

  /// Nil when any case was tried more than once on a side.
  package init?(_ cases: [PairedCase]) {
    var (broken, mended, count) = (0, 0, 0)
    for item in cases where item.isMatched {
      guard item.baseTrials == 1, item.newTrials == 1 else { return nil }
      count += 1
      if item.newPasses < item.basePasses { broken += 1 }
      if item.newPasses > item.basePasses { mended += 1 }
    }
    self.init(broken: broken, mended: mended, of: count)
  }

  /// Tango's score interval for the difference of paired proportions (1998), by halving on the score.
  package func tango(_ level: Double = 0.95) -> ClosedRange<Double> {
    let z = -NormalDistribution.quantile((1 - level) / 2)
    let estimate = Double(mended - broken) / Double(count)
    func root(_ sign: Double, _ end: Double) -> Double {
      // The score grows without bound towards the end; where it never reaches z the end is the bound.
      var (inside, outside) = (estimate, end)
      for _ in 0..<200 {
        let middle = (inside + outside) / 2
        if middle == inside || middle == outside { break }
        if sign * score(middle) < z { inside = middle } else { outside = middle }
      }
      return (inside + outside) / 2
    }
    return root(1, -1)...root(-1, 1)
  }

  /// The score statistic at a supposed difference, with the nuisance parameter at its constrained maximum.
  private func score(_ difference: Double) -> Double {
    let (n, b, c) = (Double(count), Double(mended), Double(broken))
    let linear = -b - c + (2 * n - b + c) * difference
    let constant = -c * difference * (1 - difference)
    let q = ((linear * linear - 8 * n * constant).squareRoot() - linear) / (4 * n)
    let variance = n * (2 * q + difference * (1 - difference))
    let distance = b - c - n * difference
    if variance <= 0 { return distance == 0 ? 0 : (distance > 0 ? .infinity : -.infinity) }
    return distance / variance.squareRoot()
  }
}
