import RealModule

/// What a suite can see: the chance of an alarm for a true drop, before any run is paid for.
package struct Sight: Sendable, Equatable {
  package var cases: Int
  package var baseRuns: Int
  package var newRuns: Int
  /// The mean outcome: the share that passes, or the mean of scores from 0 to 1.
  package var passRate: Double
  /// How much a case agrees with itself; see `Flakiness`.
  package var correlation: Double
  package var alarmRate: Double
  /// The variance of one score, where cases have scores; nil where they pass or fail.
  package var scoreVariance: Double?

  /// The agreement that is supposed where no case was repeated.
  package static let usualCorrelation = 0.7

  package init(
    cases: Int, baseRuns: Int = 1, newRuns: Int = 1, passRate: Double, correlation: Double = usualCorrelation,
    alarmRate: Double = 0.05, scoreVariance: Double? = nil
  ) {
    self.cases = cases
    self.baseRuns = baseRuns
    self.newRuns = newRuns
    self.passRate = passRate
    self.correlation = correlation
    self.alarmRate = alarmRate
    self.scoreVariance = scoreVariance
  }

  /// The variance of one outcome, of which the agreement is the share between cases.
  private var variance: Double { scoreVariance ?? passRate * (1 - passRate) }
  /// The within-case variance.
  private var within: Double { variance * (1 - correlation) }

  /// The chance that a drop is found, when it comes of cases that lose all.
  ///
  /// Of passes one run against one, by the law of the exact test; else by the normal curve with the mean and the variance
  /// that the test's sum has before such a drop and after it. Scores enter by the same three moments: their mean, the mean
  /// square of a case's mean, and the variance within cases.
  package func power(drop: Double) -> Double {
    let share = passRate > 0 ? drop / passRate : 0
    if baseRuns == 1, newRuns == 1, scoreVariance == nil {
      return Self.power(
        cases: cases, broken: (1 - share) * within + share * passRate, mended: (1 - share) * within,
        alarmRate: alarmRate)
    }
    let (k, m, n) = (Double(baseRuns), Double(newRuns), Double(cases))
    let weight = k / (k + m)
    let square = passRate * passRate + correlation * variance
    let e0 = (1 - share) * within + share * (weight * (within + square) - weight * weight * square)
    let null = (max(0, e0) * (1 / k + 1 / m) / n).squareRoot()
    let other = ((within / k + (1 - share) * within / m + share * square - drop * drop) / n)
    let z = -NormalDistribution.quantile(alarmRate)
    guard other > 0 else { return drop > z * null ? 1 : 0 }
    return NormalDistribution.cumulative((drop - z * null) / other.squareRoot())
  }

  /// The smallest drop that is found with a chance of `power`; nil when not even the loss of every pass would be.
  package func smallestDrop(power wanted: Double = 0.8) -> Double? {
    guard cases > 0, passRate > 0, power(drop: passRate) >= wanted else { return nil }
    var (low, high) = (0.0, passRate)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if power(drop: middle) < wanted { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// How many cases it takes to find a drop; nil when no number up to `most` does.
  package func casesNeeded(drop: Double, power wanted: Double = 0.8, most: Int = 5_000) -> Int? {
    guard drop > 0, drop <= passRate else { return nil }
    func sees(_ cases: Int) -> Bool {
      var other = self
      other.cases = cases
      return other.power(drop: drop) >= wanted
    }
    var high = 4
    while !sees(high) {
      if high >= most { return nil }
      high = min(most, high * 2)
    }
    var low = high / 2
    while low + 1 < high {
      let middle = (low + high) / 2
      if sees(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// How many new runs of the same cases it takes to find a drop; nil when not even `most` do.
  package func newRunsNeeded(drop: Double, power wanted: Double = 0.8, most: Int = 10) -> Int? {
    (1...most).first { runs in
      var other = self
      other.newRuns = runs
      return other.power(drop: drop) >= wanted
    }
  }
}

extension Sight {
  /// The power of the exact test of one run against one: the sum over the number of discordant pairs.
  static func power(cases: Int, broken: Double, mended: Double, alarmRate: Double, exact: Bool = false)
    -> Double
  {
    let discordant = broken + mended
    guard discordant > 0 else { return 0 }
    let pairs = BinomialDistribution(trials: cases, probability: min(1, discordant))
    var power = 0.0
    for count in 0...cases {
      let chance = pairs.mass(count)
      guard chance > 1e-18, let most = mostMended(of: count, alarmRate: alarmRate, exact: exact) else {
        continue
      }
      power += chance * BinomialDistribution(trials: count, probability: mended / discordant).cumulative(most)
    }
    return min(1, power)
  }

  /// The most mended cases among so many changed ones that are still an alarm.
  private static func mostMended(of count: Int, alarmRate: Double, exact: Bool) -> Int? {
    var mass = Double.exp(-Double(count) * Double.log(2))
    var below = 0.0
    var most: Int?
    for mended in 0...count {
      let p = exact ? below + mass : below + mass / 2
      if p > alarmRate { break }
      most = mended
      below += mass
      mass *= Double(count - mended) / Double(mended + 1)
    }
    return most
  }

  /// The fewest cases that must break, with none mended, for one run against one to be an alarm.
  package static func fewestBroken(alarmRate: Double, exact: Bool = false) -> Int {
    var count = 1
    while mostMended(of: count, alarmRate: alarmRate, exact: exact) == nil { count += 1 }
    return count
  }
}
