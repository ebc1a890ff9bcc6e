import Glibc

@testable import Audit

/// One run against one: how many cases broke and how many were mended, and what can be said of these two counts alone.
struct DiscordantPairs: Equatable {
  /// Passed before and fail now.
  let broken: Int
  /// Failed before and pass now.
  let mended: Int
  /// All pairs.
  let count: Int

  init(broken: Int, mended: Int, of count: Int) {
    self.broken = broken
    self.mended = mended
    self.count = count
  }

  /// Of cases that were tried once on each side.
  init(_ cases: [PairedCase]) {
    self.init(
      broken: cases.count { $0.newPasses < $0.basePasses },
      mended: cases.count { $0.newPasses > $0.basePasses },
      of: cases.count)
  }

  /// The decimal logarithm of the exact p of a regression: the sum of C(n, i) / 2^n over i up to the mended ones.
  ///
  /// The test itself says no p below 1e-300; a logarithm has no such end. The terms are added as shares of the last, which
  /// is the largest below the middle; above it the other tail is taken off 1.
  var log10OfRegression: Double {
    let all = broken + mended
    return mended * 2 < all
      ? Self.logOfTail(mended, of: all) / M_LN10
      : log1p(-exp(Self.logOfTail(broken - 1, of: all))) / M_LN10
  }

  /// The logarithm of the chance of `most` heads or fewer in `count` tosses.
  private static func logOfTail(_ most: Int, of count: Int) -> Double {
    guard most >= 0 else { return -.infinity }
    var (term, sum) = (1.0, 1.0)
    for index in stride(from: most, to: 0, by: -1) {
      term *= Double(index) / Double(count - index + 1)
      sum += term
    }
    let (n, k) = (Double(count), Double(most))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * M_LN2 + log(sum)
  }
}

extension DiscordantPairs {
  /// Bonett and Price's interval (2012): Wald's, with one pair added that broke and one that was mended.
  ///
  /// With p = (mended + 1) / (n + 2) and q = (broken + 1) / (n + 2): p - q +- z sqrt((p + q - (p - q)^2) / (n + 2)).
  func bonettPrice(_ level: Double) -> ClosedRange<Double> {
    let n = Double(count + 2)
    let (p, q) = (Double(mended + 1) / n, Double(broken + 1) / n)
    let reach =
      -NormalDistribution.quantile((1 - level) / 2) * ((p + q - (p - q) * (p - q)) / n).squareRoot()
    return max(-1, p - q - reach)...min(1, p - q + reach)
  }

  /// Tango's score interval for the difference of paired proportions (1998), by halving on the score.
  func tango(_ level: Double) -> ClosedRange<Double> {
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
