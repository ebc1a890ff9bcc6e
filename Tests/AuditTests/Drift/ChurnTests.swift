import Testing

@testable import Audit

@Suite struct ChurnTests {
  @Test func `churn agrees with exact rationals`() throws {
    for value in OutcomeValues.churn {
      let churn = try #require(Churn(value.cases.map { PairedCase($0) }))
      #expect(agree(churn.p.exact, value.exact) && agree(churn.p.mid, value.mid), "\(value)")
      #expect(agree(churn.pearsonIII, value.pearsonIII, to: 1e-8), "\(value)")
    }
  }

  @Test(arguments: [2, 3, 9], [8, 40])
  func `a look's churn is exact where few cases are informative, and else that of the curve`(
    runs: Int, count: Int
  ) throws {
    var generator = SplitMix64(seed: UInt64(runs))
    for _ in 0..<20 {
      let cases = (0..<count).map { _ in
        PairedCase(generator.below(runs + 1), of: runs, then: generator.below(2), of: 1)
      }
      let churn = try #require(Churn(cases))
      let expected = churn.informative > 10 ? churn.pearsonIII : churn.p.mid
      #expect(agree(try #require(Churn.sequential(cases)), expected, to: 1e-12))
    }
    #expect(Churn.sequential([PairedCase(1, of: 1, then: 0, of: 1)]) == nil)
    #expect(Churn.sequential([PairedCase(3, of: 3, then: 1, of: 1)]) == 0.5)
  }

  @Test func `without repeats churn is not to be told from noise`() {
    #expect(Churn(.pairs(broken: 5, mended: 5)) == nil)
  }

  @Test func `the same score over other cases is found`() throws {
    let stable = [PairedCase](repeating: PairedCase(3, of: 3, then: 3, of: 3), count: 12)
    let cases =
      stable + [PairedCase](repeating: PairedCase(3, of: 3, then: 0, of: 3), count: 4)
      + [PairedCase](repeating: PairedCase(0, of: 3, then: 3, of: 3), count: 4)
    #expect(agree(StratifiedTest(cases).twoSided, 1, to: 1e-12))
    #expect(try #require(Churn(cases)).p.exact < 0.001)
  }

  @Test func `flakiness is what the cases do not explain`() throws {
    let steady = try #require(Flakiness(passes: [3, 3, 0, 0], trials: [3, 3, 3, 3]))
    #expect(steady.correlation == 1 && steady.flaky == 0)
    let coins = try #require(Flakiness(passes: [1, 2, 1, 2], trials: [3, 3, 3, 3]))
    #expect(coins.correlation == 0 && coins.flaky == 4)
    #expect(Flakiness(passes: [1, 0], trials: [1, 1]) == nil)
  }

  @Test func `cases that turned into coins are seen`() throws {
    let cases =
      [PairedCase](repeating: PairedCase(3, of: 3, then: 3, of: 3), count: 10)
      + [PairedCase](repeating: PairedCase(3, of: 3, then: 2, of: 3), count: 10)
    let growth = try #require(Flakiness.growth(cases))
    #expect(growth.difference > 0.1 && growth.p < 0.001)
    let still = [PairedCase](repeating: PairedCase(3, of: 3, then: 3, of: 3), count: 30)
    #expect(Flakiness.growth(still) == nil)
  }
}
