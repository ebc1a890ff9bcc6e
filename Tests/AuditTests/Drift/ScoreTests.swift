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

  @Test func `drawing ends early where it can, and comes to the same`() throws {
    var generator = SplitMix64(seed: 5)
    var found: [Double] = []
    for round in 0..<200 {
      let shift = round % 4 == 0 ? 0.25 : 0
      let cases = (0..<20).map { _ in
        ScorePermutation.Case(
          base: [generator.unit(), generator.unit(), generator.unit()], new: [generator.unit() - shift])
      }
      let whole = try #require(ScorePermutation(cases, seed: 3)).lower
      let early = try #require(ScorePermutation.sequential(cases, seed: 4)?.lower)
      // Twenty draws that count leave an error of a quarter.
      #expect(abs(early - whole) < 0.01 + whole, "\(early) \(whole)")
      if shift == 0 { found.append(early) }
    }
    // Where nothing fell, the p-values are spread evenly.
    #expect(abs(Double(found.count { $0 <= 0.5 }) / Double(found.count) - 0.5) < 0.12)
    #expect(Double(found.count { $0 <= 0.05 }) / Double(found.count) < 0.11)
  }

  @Test func `more new scores than old ones are permuted alike`() throws {
    let wide = (0..<30).map { number -> ScorePermutation.Case in
      let old = 0.5 + 0.01 * Double(number % 7)
      let new: [Double] = (0..<4).map { 0.4 + 0.02 * Double((number + $0) % 5) }
      return ScorePermutation.Case(base: [old], new: new)
    }
    let test = try #require(ScorePermutation(wide, seed: 9))
    let swapped = try #require(
      ScorePermutation(wide.map { ScorePermutation.Case(base: $0.new, new: $0.base) }, seed: 9))
    #expect(!test.isExact && agree(test.estimate, -swapped.estimate))
    #expect(test.lower < 0.01 && swapped.upper < 0.01)
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
