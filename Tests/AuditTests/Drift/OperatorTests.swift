import Testing

@testable import Audit

@Suite struct OperatorTests {
  @Test func `levels, kappa and disagreement agree with scipy and statsmodels`() throws {
    for value in SeriesValues.operators {
      let runs = try #require(OperatorRuns(passes: value.outcomes, operators: value.operators))
      let level = try #require(runs.levelTest)
      #expect(agree(level.statistic, value.level) && agree(level.p, value.p))
      #expect(agree(try #require(runs.kappa), value.kappa))
      func mean(_ shares: [Double]?) -> Double? { shares.map { $0.reduce(0, +) / Double($0.count) } }
      #expect(agree(try #require(mean(runs.disagreement(between: true))), value.between))
      if let within = value.within {
        #expect(agree(try #require(mean(runs.disagreement(between: false))), within))
      }
      if let share = value.share {
        #expect(agree(try #require(VarianceComponents(runs)?.correlation), share))
      }
    }
  }

  @Test func `two operators with two runs each cannot tell a process from noise`() throws {
    let runs = try #require(OperatorRuns(passes: [[1, 1, 0, 0], [1, 1, 0, 0]], operators: [0, 0, 1, 1]))
    #expect(runs.relabelings == 3)
    #expect(runs.permutationTest(.level, seed: 1) == nil)
  }

  @Test func `three operators with three runs each can`() throws {
    let operators = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    let passes = (0..<20).map { index in operators.map { $0 == 2 && index < 8 ? 0 : 1 } }
    let runs = try #require(OperatorRuns(passes: passes, operators: operators))
    #expect(runs.relabelings == 280)
    #expect(try #require(runs.permutationTest(.level, seed: 1)) < 0.05)
    #expect(try #require(runs.permutationTest(.profile, seed: 1)) < 0.05)
  }

  @Test func `operators who differ by their runs alone are not told apart`() throws {
    var generator = SplitMix64(seed: 5)
    var alarms = 0
    for _ in 0..<60 {
      let passes = (0..<20).map { _ in (0..<9).map { _ in generator.unit() < 0.8 ? 1 : 0 } }
      let runs = try #require(OperatorRuns(passes: passes, operators: [0, 0, 0, 1, 1, 1, 2, 2, 2]))
      if try #require(runs.permutationTest(.level, seed: 1)) <= 0.05 { alarms += 1 }
    }
    #expect(alarms <= 9)
  }

  @Test func `a design too large to enumerate is drawn with a fixed seed`() throws {
    let operators = (0..<20).map { $0 / 4 }
    var generator = SplitMix64(seed: 6)
    let passes = (0..<10).map { _ in operators.map { _ in generator.unit() < 0.7 ? 1 : 0 } }
    let runs = try #require(OperatorRuns(passes: passes, operators: operators))
    let (once, again) = (runs.permutationTest(.level, seed: 3), runs.permutationTest(.level, seed: 3))
    #expect(once != nil && once == again)
  }

  @Test func `operators that drift apart raise the ratio of periods`() throws {
    func period(_ spread: Int) throws -> VarianceComponents {
      let operators = (0..<12).map { $0 / 2 }
      let passes = (0..<40).map { index in operators.map { index < $0 * spread ? 0 : 1 } }
      let runs = try #require(OperatorRuns(passes: passes, operators: operators))
      return try #require(VarianceComponents(runs))
    }
    let (calm, wild) = (try period(1), try period(6))
    #expect(calm.growth(to: wild) < 0.01)
    #expect(wild.growth(to: calm) > 0.9)
  }
}
