@testable import Audit

/// Watches runs by multiplying their e-values, each against all runs before it: above 20 at any time is found at 5 % (Ville
/// 1939), and nothing need be known of how often one looks.
struct EProcess {
  private var passes: [Int]
  private var trials: Int
  /// The logarithm of the product.
  private(set) var logarithm = 0.0

  /// From so many accepted runs, with the passes of each case.
  init(passes: [Int], runs: Int) {
    self.passes = passes
    trials = runs
  }

  mutating func observe(_ run: [Int]) {
    logarithm += EValue.logarithm(zip(passes, run).map { PairedCase($0, of: trials, then: $1, of: 1) })
    for index in run.indices { passes[index] += run[index] }
    trials += 1
  }
}
