import Glibc

@testable import Audit

/// Evidence whose mean is at most 1 when nothing changed, so that values of successive runs may be multiplied; 20 and more
/// is found at 5 % (Vovk and Wang 2021; Ramdas and others 2023).
enum EValue {
  /// The logarithm of that of one run against one: the mean of t^broken (1 - t)^mended over t from 1/2 to 1, to its value
  /// at t = 1/2, which is 2^(n + 1) B(broken + 1, mended + 1) P(Beta > 1/2).
  static func logarithm(_ pairs: DiscordantPairs) -> Double {
    let (a, b) = (Double(pairs.broken + 1), Double(pairs.mended + 1))
    let beta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return beta + (a + b - 1) * M_LN2 + log(incompleteBeta(b, a, at: 0.5))
  }

  /// The supposed odds ratios of new passes to base passes, of equal weight.
  private static let odds = [2.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 5, 1.0 / 8, 1.0 / 16]

  /// The logarithm of that of any number of runs: over cases, given each one's total, the product of
  /// odds^y / E[odds^Y], and of these products the mean over odds ratios.
  static func logarithm(_ cases: [PairedCase]) -> Double {
    var products = [Double](repeating: 0, count: odds.count)
    var weights: [Double] = []
    for item in cases where item.isInformative {
      let low = Hypergeometric.weights(
        passes: item.basePasses + item.newPasses, base: item.baseTrials, new: item.newTrials, into: &weights)
      for (index, odd) in odds.enumerated() {
        // From the top down, which is Horner's way: E[odds^(Y - low)].
        let mean = weights.reversed().reduce(0) { $0 * odd + $1 }
        products[index] += Double(item.newPasses - low) * log(odd) - log(mean)
      }
    }
    let largest = products.max() ?? 0
    return largest + log(products.reduce(0) { $0 + exp($1 - largest) } / Double(odds.count))
  }
}
