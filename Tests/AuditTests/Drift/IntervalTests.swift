import Testing

@testable import Audit

@Suite struct IntervalTests {
  @Test func `the augmented interval agrees with its formula at 50 digits`() throws {
    for value in OutcomeValues.intervals {
      let interval = try #require(PairedInterval(value.cases.map { PairedCase($0) }))
      let bounds = interval.bounds(value.level)
      #expect(agree(bounds.lowerBound, value.lower), "\(value)")
      #expect(agree(bounds.upperBound, value.upper), "\(value)")
    }
  }

  @Test func `without a change a margin of ten points takes 23 cases, and five points 46`() throws {
    func claims(_ cases: Int, _ margin: Double) throws -> Bool {
      let interval = try #require(PairedInterval(.pairs(broken: 0, mended: 0, passing: cases)))
      return interval.nonInferiority(margin: margin) <= 0.05
    }
    #expect(try !claims(22, 0.10) && claims(23, 0.10))
    #expect(try !claims(45, 0.05) && claims(46, 0.05))
  }

  @Test func `no worse than the margin means that the lower bound lies above it`() throws {
    for seed in 0..<40 as Range<UInt64> {
      let interval = try #require(PairedInterval(.random(30, base: 3, new: 2, seed: seed)))
      let isAbove = interval.bounds(0.9).lowerBound > -0.1
      #expect((interval.nonInferiority(margin: 0.1) <= 0.05) == isAbove)
    }
  }

  @Test func `cases that hang together widen the interval`() throws {
    let cases = [PairedCase].pairs(broken: 10, mended: 0, passing: 30)
    let alone = try #require(PairedInterval(cases)).bounds(0.9)
    let grouped = try #require(PairedInterval(cases, clusters: (0..<40).map { $0 / 10 })).bounds(0.9)
    #expect(grouped.upperBound - grouped.lowerBound > 1.5 * (alone.upperBound - alone.lowerBound))
  }

  @Test func `a cluster for each case is nearly no clusters`() throws {
    let cases = [PairedCase].random(40, base: 1, new: 1, seed: 9)
    let alone = try #require(PairedInterval(cases))
    let grouped = try #require(PairedInterval(cases, clusters: Array(0..<40)))
    #expect(grouped.degrees == alone.degrees)
    #expect(agree(grouped.standardError, alone.standardError, to: 0.02))
  }

  @Test func `a share's intervals agree with scipy`() {
    for value in OutcomeValues.proportions {
      let share = Proportion(value.passes, of: value.trials)
      let (wilson, exact) = (share.wilson(value.level), share.exact(value.level))
      #expect(
        agree(wilson.lowerBound, value.wilson[0]) && agree(wilson.upperBound, value.wilson[1]), "\(value)")
      #expect(agree(exact.lowerBound, value.exact[0]) && agree(exact.upperBound, value.exact[1]), "\(value)")
    }
  }

  @Test func `runs without common cases have Newcombe's interval and Fisher's test`() {
    for value in OutcomeValues.unpaired {
      let comparison = UnpairedComparison(
        Proportion(value.base[0], of: value.base[1]), then: Proportion(value.new[0], of: value.new[1]))
      let bounds = comparison.newcombe()
      #expect(
        agree(bounds.lowerBound, value.newcombe[0]) && agree(bounds.upperBound, value.newcombe[1]), "\(value)"
      )
      #expect(agree(comparison.fisher.regression.exact, value.fisher), "\(value)")
      #expect(agree(comparison.fisher.regression.mid, value.fisherMid), "\(value)")
    }
  }
}
