import Testing

@testable import Audit

@Suite struct MultiplicityTests {
  @Test func `adjusted p-values agree with statsmodels`() {
    for value in SeriesValues.adjusted {
      let adjusted = Multiplicity.benjaminiHochberg(value.p)
      for (a, b) in zip(adjusted, value.adjusted) { #expect(agree(a, b)) }
      #expect(agree(Multiplicity.simes(value.p), value.simes))
    }
  }

  @Test func `the order of prompts changes nothing`() {
    let p = [0.03, 0.001, 0.5, 0.03, 0.9, 0.012]
    let adjusted = Multiplicity.benjaminiHochberg(p)
    let reversed = Multiplicity.benjaminiHochberg(p.reversed())
    #expect(adjusted == reversed.reversed())
  }

  @Test func `a group without a change takes no part`() {
    let found = Multiplicity.found(in: [[0.001, 0.2], [0.4, 0.6], [0.9]], rate: 0.1)
    #expect(found == [[true, false], [false, false], [false]])
  }

  @Test func `an event is screened by one run and confirmed by all`() {
    let broken = [PairedCase].pairs(broken: 9, mended: 0, passing: 11)
    let confirmed = broken.map { PairedCase($0.basePasses, of: 1, then: $0.newPasses * 5, of: 5) }
    let still = [PairedCase].pairs(broken: 1, mended: 1, passing: 18)
    let (a, b, c) = (StratifiedTest(broken), StratifiedTest(confirmed), StratifiedTest(still))
    let members =
      [LibraryEvent.Member(first: a, pooled: b, newRuns: 5), .init(first: a, pooled: a, newRuns: 1)]
      + [LibraryEvent.Member](repeating: .init(first: c, pooled: c, newRuns: 1), count: 20)
    let event = LibraryEvent(members)
    #expect(event.outcomes[0].isFound)
    #expect(event.outcomes[0].needsRuns == 0)
    #expect(event.outcomes[1].needsRuns == 4)
    #expect(event.outcomes[2].p == 1)
    #expect(!event.outcomes[2].isFound)
  }

  @Test func `improvements are a family of their own`() {
    let mended = StratifiedTest(.pairs(broken: 0, mended: 9, passing: 11))
    let broken = StratifiedTest(.pairs(broken: 9, mended: 0, passing: 11))
    let event = LibraryEvent([
      .init(first: mended, pooled: mended, newRuns: 1), .init(first: broken, pooled: broken, newRuns: 1),
    ])
    #expect(event.outcomes.map(\.isFound) == [false, true])
    // Half the chance of nine of nine, of two prompts.
    #expect(agree(event.outcomes[0].improvementQ, 2 * 0.5 / 512))
    #expect(event.outcomes[1].improvementQ == 1)
  }

  @Test func `a shift of a point shows over many prompts and in none`() {
    let small = StratifiedTest(.pairs(broken: 1, mended: 0, passing: 19))
    #expect(small.regression.mid > 0.05)
    #expect(PooledShift([StratifiedTest](repeating: small, count: 30)).regression < 0.001)
  }
}
