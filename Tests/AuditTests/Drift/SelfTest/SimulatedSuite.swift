import Glibc

@testable import Audit

/// A suite whose cases' pass rates follow a Beta law of a mean and an agreement, as the design simulates them.
struct SimulatedSuite {
  var rates: [Double]

  init(_ count: Int, passRate: Double, correlation: Double, _ generator: inout SplitMix64) {
    let total = (1 - correlation) / correlation
    rates = (0..<count).map { _ in
      let (a, b) = (generator.gamma(passRate * total), generator.gamma((1 - passRate) * total))
      return a + b > 0 ? a / (a + b) : (generator.unit() < passRate ? 1 : 0)
    }
  }

  /// One suite of a library as the design supposes it, with its mean pass rate: of 10 to 100 cases, most of them small.
  static func ofLibrary(_ generator: inout SplitMix64) -> (suite: SimulatedSuite, passRate: Double) {
    var share = generator.unit()
    let size =
      [(10, 0.35), (20, 0.30), (50, 0.25), (100, 0.10)].first { size in
        share -= size.1
        return share <= 0
      }?.0 ?? 100
    let rate = 0.6 + 0.38 * generator.unit()
    let correlation = [0.4, 0.7, 0.95][generator.below(3)]
    return (SimulatedSuite(size, passRate: rate, correlation: correlation, &generator), rate)
  }

  /// Breaks a share of cases whole, so that the mean falls by `drop`.
  func broken(by drop: Double, passRate: Double, _ generator: inout SplitMix64) -> SimulatedSuite {
    var other = self
    for index in rates.indices where generator.unit() < drop / passRate { other.rates[index] = 0 }
    return other
  }

  /// Lets a share of the cases, the surest, change places with the least sure: the mean stays.
  func exchanged(_ share: Double) -> SimulatedSuite {
    var other = self
    let order = rates.indices.sorted { rates[$0] < rates[$1] }
    for index in 0..<Int((share * Double(rates.count)).rounded()) {
      other.rates.swapAt(order[index], order[order.count - 1 - index])
    }
    return other
  }

  /// Makes every case harder by the same amount on the logistic scale.
  func harder(by shift: Double) -> SimulatedSuite {
    var other = self
    other.rates = rates.map { rate in
      let odds = rate / max(1e-300, 1 - rate) * exp(-shift)
      return odds / (1 + odds)
    }
    return other
  }

  /// How much harder cases of a mean and an agreement must get for the mean of all such cases to fall by `drop`.
  ///
  /// By halving, over many cases; a suite drawn from them loses that much on average, some more and some less.
  static func shift(
    for drop: Double, passRate: Double, correlation: Double, _ generator: inout SplitMix64
  ) -> Double {
    let many = SimulatedSuite(20_000, passRate: passRate, correlation: correlation, &generator)
    let wanted = many.rates.reduce(0, +) - drop * Double(many.rates.count)
    var (low, high) = (0.0, 40.0)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if many.harder(by: middle).rates.reduce(0, +) > wanted { low = middle } else { high = middle }
    }
    return high
  }

  /// Passes of each case in so many runs.
  func passes(_ runs: Int, _ generator: inout SplitMix64) -> [Int] {
    rates.map { rate in
      var passes = 0
      for _ in 0..<runs where generator.unit() < rate { passes += 1 }
      return passes
    }
  }
}

extension SplitMix64 {
  /// A gamma variable of unit scale (Marsaglia and Tsang 2000; below shape 1 by their boost).
  mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(unit(), 1 / shape) }
    let d = shape - 1 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = NormalDistribution.quantile(max(unit(), 1e-16))
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      if log(max(unit(), 1e-300)) < x * x / 2 + d - d * v + d * log(v) { return d * v }
    }
  }
}
