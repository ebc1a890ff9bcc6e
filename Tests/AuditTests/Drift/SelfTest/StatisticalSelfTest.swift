import FoundationEssentials
import Testing

@testable import Audit

/// The design's own simulations, drawn again, from one comparison to a library's year.
///
/// Slow in a debug build, so that it runs when asked: `SELF_TEST=1`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SELF_TEST"] != nil), .serialized)
struct StatisticalSelfTest {
  struct Setting: Sendable, CustomTestStringConvertible {
    var cases: Int
    var passRate: Double
    var base: Int
    var new: Int
    /// What the design says of no drop, and of a drop of 20 points by broken cases, in percent.
    var alarms: Double
    var power: Double

    var testDescription: String { "\(cases) cases, pass rate \(passRate), \(base) runs against \(new)" }
  }

  private static let draws = 20_000

  private static func rejections(_ setting: Setting, drop: Double, draws: Int, seed: UInt64) -> Double {
    var generator = SplitMix64(seed: seed)
    var alarms = 0
    for _ in 0..<draws {
      let suite = SimulatedSuite(setting.cases, passRate: setting.passRate, correlation: 0.7, &generator)
      let after = drop > 0 ? suite.broken(by: drop, passRate: setting.passRate, &generator) : suite
      let (base, new) = (suite.passes(setting.base, &generator), after.passes(setting.new, &generator))
      let cases = base.indices.map { PairedCase(base[$0], of: setting.base, then: new[$0], of: setting.new) }
      if StratifiedTest(cases).regression.mid <= 0.05 { alarms += 1 }
    }
    return 100 * Double(alarms) / Double(draws)
  }

  @Test(arguments: [
    Setting(cases: 20, passRate: 0.8, base: 1, new: 1, alarms: 0.7, power: 48),
    Setting(cases: 20, passRate: 0.8, base: 3, new: 3, alarms: 3.4, power: 89),
    Setting(cases: 50, passRate: 0.8, base: 3, new: 1, alarms: 4.0, power: 97),
  ]) func `one comparison alarms as rarely, and sees as much, as the design says`(setting: Setting) {
    let null = Self.rejections(setting, drop: 0, draws: Self.draws, seed: 1)
    let power = Self.rejections(setting, drop: 0.2, draws: Self.draws / 10, seed: 2)
    print(
      "\(setting.testDescription): false alarms \(null.rounded(to: 1)) % (design \(setting.alarms)), a drop of 20 points found \(power.rounded(to: 1)) % (design \(setting.power))"
    )
    #expect(null <= 5.6)
    #expect(abs(null - setting.alarms) < 1)
    #expect(abs(power - setting.power) < 6)
  }

  @Test(arguments: [(20, 0.5, 76.0), (50, 0.7, 100.0)])
  func `a monitor stays quiet for fifty looks and sees ten points`(cases: Int, quiet: Double, power: Double) {
    var generator = SplitMix64(seed: 3)
    let limit = ShiryaevRoberts.limit(looksPerPeriod: 52, alarmRate: 0.05)
    let draws = 2_000
    var (alarms, found) = (0, 0)
    for _ in 0..<draws {
      let suite = SimulatedSuite(cases, passRate: 0.8, correlation: 0.7, &generator)
      let worse = suite.shifted(by: 0.1)
      var monitor = CaseMonitor(
        passes: suite.passes(3, &generator), trials: [Int](repeating: 3, count: cases))
      var hit: Int?
      let ones = [Int](repeating: 1, count: cases)
      for week in 1...50 {
        monitor.observe(passes: suite.passes(1, &generator), trials: ones)
        if week == 20 {
          // The same history, with a drop from here on.
          var other = monitor
          for later in 1...10 where hit == nil {
            other.observe(passes: worse.passes(1, &generator), trials: ones)
            if other.detector.value >= limit { hit = later }
          }
        }
      }
      if monitor.detector.peak >= limit { alarms += 1 }
      if hit != nil { found += 1 }
    }
    let (null, seen) = (100 * Double(alarms) / Double(draws), 100 * Double(found) / Double(draws))
    print(
      "\(cases) cases, 50 looks: false alarms \(null.rounded(to: 1)) % (design \(quiet)), ten points found within ten looks \(seen.rounded(to: 1)) % (design \(power))"
    )
    #expect(null <= 2.5)
    #expect(seen > power - 8)
  }

  @Test func `a library's year: two thousand prompts, forty of which drift`() {
    var generator = SplitMix64(seed: 4)
    let sizes = [(10, 0.35), (20, 0.30), (50, 0.25), (100, 0.10)]
    var everFlagged: Set<Int> = []
    var naive: Set<Int> = []
    let count = 2_000
    var start = [Int](repeating: .max, count: count)
    var delays: [Int] = []
    for index in 0..<40 { start[index * 50] = 5 + generator.below(40) }
    var suites: [(before: SimulatedSuite, after: SimulatedSuite, monitor: CaseMonitor, base: Double)] = []
    for _ in 0..<count {
      var share = generator.unit()
      let size =
        sizes.first { size in
          share -= size.1
          return share <= 0
        }?.0 ?? 100
      let rate = 0.6 + 0.38 * generator.unit()
      let correlation = [0.4, 0.7, 0.95][generator.below(3)]
      let suite = SimulatedSuite(size, passRate: rate, correlation: correlation, &generator)
      let passes = suite.passes(3, &generator)
      suites.append(
        (
          suite, suite.broken(by: 0.2, passRate: rate, &generator),
          CaseMonitor(passes: passes, trials: [Int](repeating: 3, count: size)),
          Double(passes.reduce(0, +)) / Double(3 * size)
        ))
    }
    for week in 1...50 {
      for index in 0..<count {
        let suite = week >= start[index] ? suites[index].after : suites[index].before
        let passes = suite.passes(1, &generator)
        suites[index].monitor.observe(passes: passes, trials: [Int](repeating: 1, count: passes.count))
        let rate = Double(passes.reduce(0, +)) / Double(passes.count)
        if rate < suites[index].base - 0.05, week < start[index] { naive.insert(index) }
      }
      let q = Multiplicity.benjaminiHochberg(
        suites.map { $0.monitor.detector.anytime(looksPerPeriod: 52) })
      for index in 0..<count where q[index] <= 0.10 && everFlagged.insert(index).inserted {
        if start[index] <= week { delays.append(week - start[index]) }
      }
    }
    let found = everFlagged.count { start[$0] < .max }
    let wrong = everFlagged.count - found
    delays.sort()
    print(
      "a library's year: \(wrong) prompts flagged falsely (design 0), \(found) of 40 found (design 35), median delay \(delays.isEmpty ? -1 : delays[delays.count / 2] + 1) weeks (design 2.2); five points below the baseline would have flagged \(naive.count) falsely (design 1,274)"
    )
    #expect(wrong <= 2)
    #expect(found >= 28)
  }
}
