import FoundationEssentials
import Testing

@testable import Audit

/// The design's own simulation of one comparison, drawn again.
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

  /// Scores of a case lie about its own mean; a drop comes of cases that score nothing any more.
  @Test(arguments: [(20, 3, 1), (20, 5, 5)])
  func `the drop that planning promises for scores is found`(cases: Int, base: Int, new: Int) throws {
    // Uniform over 0.2 about a mean that is uniform from 0.6 to 1 - 0.1.
    let (between, within) = (0.3 * 0.3 / 12, 0.2 * 0.2 / 12)
    let sight = Sight(
      cases: cases, baseRuns: base, newRuns: new, passRate: 0.75, correlation: between / (between + within),
      scoreVariance: between + within)
    let drop = try #require(sight.smallestDrop())
    func found(_ drop: Double, draws: Int) -> Double {
      var generator = SplitMix64(seed: 11)
      var count = 0
      for draw in 0..<draws {
        let pairs = (0..<cases).map { _ in
          let mean = 0.6 + 0.3 * generator.unit()
          let isBroken = generator.unit() < drop / 0.75
          return ScorePermutation.Case(
            base: (0..<base).map { _ in mean + 0.2 * (generator.unit() - 0.5) },
            new: (0..<new).map { _ in isBroken ? 0 : mean + 0.2 * (generator.unit() - 0.5) })
        }
        if let p = ScorePermutation.sequential(pairs, seed: UInt64(draw))?.lower, p <= 0.05 { count += 1 }
      }
      return 100 * Double(count) / Double(draws)
    }
    let (null, power) = (found(0, draws: 20_000), found(drop, draws: 500))
    print(
      "scores, \(cases) cases, \(base) runs against \(new): false alarms \(null.rounded(to: 1)) %, a drop of \((100 * drop).rounded(to: 1)) points, planned for 80 %, found with \(power.rounded(to: 1)) %"
    )
    #expect(null <= 5.6)
    #expect(abs(power - 80) < 12)
  }
}
