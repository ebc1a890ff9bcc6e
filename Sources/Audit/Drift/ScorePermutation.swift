/// Whether scores fell: the labels base and new are permuted within each case.
///
/// Exact by construction for scores of any law; for one run on each side it is the sign-flip test.
package struct ScorePermutation: Sendable, Equatable {
  /// The mean over cases of mean new score minus mean base score.
  package let estimate: Double
  /// The chance of so low a sum of differences.
  package let lower: Double
  /// The chance of so high a one.
  package let upper: Double
  /// The sum over its permutation standard deviation.
  package let z: Double
  package let isExact: Bool
  /// The smallest p that so many scores could ever give.
  package let smallest: Double

  /// One case's scores on both sides; a side without scores leaves the case out.
  package struct Case: Sendable, Equatable {
    package var base: [Double]
    package var new: [Double]

    package init(base: [Double], new: [Double]) {
      self.base = base
      self.new = new
    }

    package var difference: Double {
      new.reduce(0, +) / Double(new.count) - base.reduce(0, +) / Double(base.count)
    }
  }

  private static let mostArrangements = 20_000
  private static let draws = 9_999

  /// Nil when no case has scores on both sides.
  package init?(_ cases: [Case], seed: UInt64) {
    let cases = cases.filter { !$0.base.isEmpty && !$0.new.isEmpty }
    guard !cases.isEmpty else { return nil }
    let observed = cases.reduce(0) { $0 + $1.difference }
    estimate = observed / Double(cases.count)
    z = Self.z(cases, observed)
    smallest = max(
      1 / Double(Self.draws + 1),
      cases.reduce(1) { product, item in
        product
          / Double(Self.choices(item.base.count + item.new.count, item.new.count) ?? Self.mostArrangements)
      })
    let tolerance = 1e-12 * cases.reduce(1) { $0 + abs($1.difference) }
    if let sums = Self.everySum(cases) {
      lower = Double(sums.count { $0 <= observed + tolerance }) / Double(sums.count)
      upper = Double(sums.count { $0 >= observed - tolerance }) / Double(sums.count)
      isExact = true
      return
    }
    isExact = false
    var generator = SplitMix64(seed: seed)
    var (low, high) = (0, 0)
    var pools = cases.map(Pool.init)
    for _ in 0..<Self.draws {
      var sum = 0.0
      for index in pools.indices { sum += pools[index].draw(&generator) }
      if sum <= observed + tolerance { low += 1 }
      if sum >= observed - tolerance { high += 1 }
    }
    lower = Double(1 + low) / Double(Self.draws + 1)
    upper = Double(1 + high) / Double(Self.draws + 1)
  }

  private static func z(_ cases: [Case], _ observed: Double) -> Double {
    let variance = cases.reduce(0) { sum, item in
      let values = item.base + item.new
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return sum + squares / Double(values.count - 1)
        * (1 / Double(item.base.count) + 1 / Double(item.new.count))
    }
    return variance > 0 ? observed / variance.squareRoot() : 0
  }

  /// The chances of so low and of so high a sum, by as few draws as it takes to see that one is not small: for each they
  /// end at the twentieth that is as extreme (Besag and Clifford 1991).
  package static func sequential(_ cases: [Case], seed: UInt64) -> (lower: Double, upper: Double)? {
    let cases = cases.filter { !$0.base.isEmpty && !$0.new.isEmpty }
    guard !cases.isEmpty else { return nil }
    let observed = cases.reduce(0) { $0 + $1.difference }
    let tolerance = 1e-12 * cases.reduce(1) { $0 + abs($1.difference) }
    var generator = SplitMix64(seed: seed)
    var pools = cases.map(Pool.init)
    var (low, high) = (0, 0)
    var (lower, upper): (Double?, Double?) = (nil, nil)
    for draw in 1...draws {
      var sum = 0.0
      for index in pools.indices { sum += pools[index].draw(&generator) }
      if sum <= observed + tolerance { low += 1 }
      if sum >= observed - tolerance { high += 1 }
      if low == enough, lower == nil { lower = Double(low) / Double(draw) }
      if high == enough, upper == nil { upper = Double(high) / Double(draw) }
      if let lower, let upper { return (lower, upper) }
    }
    return (lower ?? Double(1 + low) / Double(draws + 1), upper ?? Double(1 + high) / Double(draws + 1))
  }

  private static let enough = 20

  /// One case's scores, from which the smaller side is drawn.
  private struct Pool {
    private var scores: [Double]
    private let total: Double
    private let base: Int
    private let new: Int

    init(_ item: Case) {
      scores = item.base + item.new
      total = scores.reduce(0, +)
      base = item.base.count
      new = item.new.count
    }

    /// The case's difference with its labels dealt anew.
    mutating func draw(_ generator: inout SplitMix64) -> Double {
      let count = min(base, new)
      var sum = 0.0
      for index in 0..<count {
        scores.swapAt(index, index + generator.below(scores.count - index))
        sum += scores[index]
      }
      let now = new <= base ? sum : total - sum
      return now / Double(new) - (total - now) / Double(base)
    }
  }

  /// The sum of differences under every arrangement; nil where there are too many.
  private static func everySum(_ cases: [Case]) -> [Double]? {
    var sums = [0.0]
    for item in cases {
      let pool = item.base + item.new
      guard let ways = choices(pool.count, item.new.count), ways * sums.count <= mostArrangements else {
        return nil
      }
      let total = pool.reduce(0, +)
      var differences: [Double] = []
      choose(pool, item.new.count, from: 0, 0) { new in
        differences.append(new / Double(item.new.count) - (total - new) / Double(item.base.count))
      }
      sums = sums.flatMap { sum in differences.map { sum + $0 } }
    }
    return sums
  }

  private static func choices(_ n: Int, _ k: Int) -> Int? {
    var ways = 1
    for index in 0..<min(k, n - k) {
      ways = ways * (n - index) / (index + 1)
      if ways > mostArrangements { return nil }
    }
    return ways
  }

  /// Calls `body` with the sum of every choice of `count` values.
  private static func choose(
    _ pool: [Double], _ count: Int, from start: Int, _ sum: Double, _ body: (Double) -> Void
  ) {
    if count == 0 { return body(sum) }
    for index in start..<max(start, pool.count - count + 1) {
      choose(pool, count - 1, from: index + 1, sum + pool[index], body)
    }
  }
}
