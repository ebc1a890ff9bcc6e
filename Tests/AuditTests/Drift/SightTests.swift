import Testing

@testable import Audit

@Suite struct SightTests {
  @Test func `the power of one run against one is exact`() {
    for value in SeriesValues.power {
      func power(_ exact: Bool) -> Double {
        Sight.power(
          cases: value.cases, broken: value.broken, mended: value.mended, alarmRate: value.alarmRate,
          exact: exact)
      }
      #expect(agree(power(false), value.mid) && agree(power(true), value.exact), "\(value)")
    }
  }

  @Test func `the smallest drop that a suite sees agrees with the design's formulas`() throws {
    for value in SeriesValues.smallestDrops {
      let sight = Sight(
        cases: value.cases, baseRuns: value.baseRuns, newRuns: value.newRuns, passRate: value.passRate,
        correlation: value.correlation)
      #expect(agree(try #require(sight.smallestDrop()), value.drop), "\(value)")
    }
  }

  @Test func `an alarm takes four broken cases, or five when exact`() {
    #expect(Sight.fewestBroken(alarmRate: 0.05) == 4)
    #expect(Sight.fewestBroken(alarmRate: 0.05, exact: true) == 5)
    #expect(Sight.fewestBroken(alarmRate: 0.001) == 9)
    #expect(Sight.fewestBroken(alarmRate: 0.001, exact: true) == 10)
  }

  @Test func `the cases that are needed see the drop, and one fewer does not`() throws {
    var sight = Sight(cases: 0, baseRuns: 3, newRuns: 1, passRate: 0.85)
    let needed = try #require(sight.casesNeeded(drop: 0.1))
    sight.cases = needed
    #expect(sight.power(drop: 0.1) >= 0.8)
    sight.cases = needed - 1
    #expect(sight.power(drop: 0.1) < 0.8)
  }

  @Test func `what cannot be seen is not promised`() {
    #expect(Sight(cases: 3, passRate: 0.9).smallestDrop() == nil)
    #expect(Sight(cases: 10, passRate: 0.9).newRunsNeeded(drop: 0.01) == nil)
    #expect(Sight(cases: 0, passRate: 0.5).casesNeeded(drop: 0.6) == nil)
    #expect(Sight(cases: 10, passRate: 0).smallestDrop() == nil)
  }

  @Test func `scores of 0 and 1 are planned as passes and failures are`() {
    for (base, new) in [(3, 1), (5, 5)] {
      let passes = Sight(cases: 40, baseRuns: base, newRuns: new, passRate: 0.8, correlation: 0.6)
      var scores = passes
      scores.scoreVariance = 0.8 * 0.2
      for drop in [0.02, 0.1, 0.3] { #expect(agree(passes.power(drop: drop), scores.power(drop: drop))) }
    }
  }

  @Test func `scores that spread less see a smaller drop`() throws {
    var sight = Sight(cases: 40, baseRuns: 5, newRuns: 5, passRate: 0.8, scoreVariance: 0.16)
    let wide = try #require(sight.smallestDrop())
    sight.scoreVariance = 0.01
    #expect(try #require(sight.smallestDrop()) < 0.8 * wide)
  }
}
