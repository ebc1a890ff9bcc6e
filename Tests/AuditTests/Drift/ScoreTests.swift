import Testing

@testable import Audit

@Suite struct ScoreTests {
  @Test func `paired scores agree with scipy`() throws {
    for value in SeriesValues.scores {
      let cases = zip(value.base, value.new).map { ScorePermutation.Case(base: [$0], new: [$1]) }
      let test = try #require(ScorePermutation(cases, seed: 1))
      #expect(agree(test.z, value.z))
      if let exact = value.signFlip { #expect(test.isExact && agree(test.lower, exact)) }
      // Differences of decimal figures tie exactly only when rounded back.
      let differences = cases.map { ($0.difference * 1e9).rounded() / 1e9 }
      let ranks = try #require(SignedRank(differences))
      #expect(ranks.positive == value.rankSum)
      #expect(agree(ranks.estimate, value.estimate, to: 1e-9))
      #expect(agree(ranks.lower, value.rankExact ?? value.rankNormal))
    }
  }

  @Test func `repeated scores are permuted within their case`() throws {
    let cases = (0..<4).map { _ in ScorePermutation.Case(base: [0.9, 0.8], new: [0.2, 0.1]) }
    let test = try #require(ScorePermutation(cases, seed: 1))
    #expect(test.isExact)
    // One arrangement of the six of each case is as low.
    #expect(agree(test.lower, 1 / 1296))
  }

  @Test func `many cases are drawn, and always the same`() throws {
    var generator = SplitMix64(seed: 2)
    let cases = (0..<40).map { _ in
      ScorePermutation.Case(base: [generator.unit()], new: [generator.unit() - 0.4])
    }
    let test = try #require(ScorePermutation(cases, seed: 7))
    #expect(!test.isExact && test.lower < 0.01 && test.upper > 0.9)
    #expect(test == ScorePermutation(cases, seed: 7))
  }

  @Test func `a side without scores says nothing`() {
    #expect(ScorePermutation([.init(base: [], new: [1])], seed: 1) == nil)
  }

  @Test func `unpaired times agree with scipy`() throws {
    for value in SeriesValues.times {
      let test = try #require(RankSum(base: value.base, new: value.new))
      #expect(test.statistic == value.statistic)
      #expect(agree(test.upper, value.exact))
      #expect(agree(test.logShift, value.logShift))
    }
    #expect(RankSum(base: [0, 1], new: [2]) == nil)
  }
}
