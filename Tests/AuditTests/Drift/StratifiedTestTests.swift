import Testing

@testable import Audit

extension PairedCase {
  init(_ row: [Int]) { self.init(row[0], of: row[1], then: row[2], of: row[3]) }
}

extension [PairedCase] {
  /// One run on each side: so many broke, so many were mended, so many stayed.
  static func pairs(broken: Int, mended: Int, passing: Int = 0, failing: Int = 0) -> Self {
    Self(repeating: PairedCase(1, of: 1, then: 0, of: 1), count: broken)
      + Self(repeating: PairedCase(0, of: 1, then: 1, of: 1), count: mended)
      + Self(repeating: PairedCase(1, of: 1, then: 1, of: 1), count: passing)
      + Self(repeating: PairedCase(0, of: 1, then: 0, of: 1), count: failing)
  }

  /// Cases of any difficulty with any number of runs on each side.
  static func random(_ count: Int, base: Int, new: Int, seed: UInt64) -> Self {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let rate = generator.unit()
      func passes(_ trials: Int) -> Int { (0..<trials).count { _ in generator.unit() < rate } }
      return PairedCase(passes(base), of: base, then: passes(new), of: new)
    }
  }
}

@Suite struct StratifiedTestTests {
  @Test func `one run against one is McNemar's test`() {
    for value in OutcomeValues.pairs {
      let test = StratifiedTest(.pairs(broken: value.broken, mended: value.mended, passing: 3))
      #expect(agree(test.regression.exact, value.regressionExact), "\(value)")
      #expect(agree(test.regression.mid, value.regressionMid), "\(value)")
      #expect(agree(test.twoSided, value.twoSided), "\(value)")
    }
  }

  @Test func `any number of runs on each side is used`() {
    for value in OutcomeValues.strata {
      let test = StratifiedTest(value.cases.map { PairedCase($0) })
      #expect(agree(test.regression.exact, value.regressionExact), "\(value)")
      #expect(agree(test.regression.mid, value.regressionMid), "\(value)")
      #expect(agree(test.z, value.z), "\(value)")
      #expect(agree(test.smallestRegression.exact, value.smallest), "\(value)")
    }
  }

  @Test func `what alarmed most had everything failed is the smallest p of its trials`() {
    for (cases, base, new) in [(3, 1, 1), (4, 1, 1), (5, 3, 1), (2, 5, 5), (1, 20, 1), (1, 9, 40)] {
      let all = [PairedCase](
        repeating: PairedCase(base, of: base, then: 0, of: new), count: cases)
      let test = StratifiedTest(all)
      #expect(agree(StratifiedTest.smallestRegression(ofTrialsIn: all), test.regression.mid))
      #expect(test.smallestRegression == test.regression)
    }
    // Three cases once each cannot alarm at 5 %, and four can (the design's section 2).
    let four = [PairedCase](repeating: PairedCase(1, of: 1, then: 1, of: 1), count: 4)
    #expect(StratifiedTest.smallestRegression(ofTrialsIn: four) <= 0.05)
    #expect(StratifiedTest.smallestRegression(ofTrialsIn: four.dropLast()) > 0.05)
  }

  @Test(arguments: [(1, 1), (3, 1), (3, 3), (2, 5)] as [(Int, Int)])
  func `the two tails share the observed point`(base: Int, new: Int) {
    for seed in 0..<50 as Range<UInt64> {
      let test = StratifiedTest(.random(20, base: base, new: new, seed: seed))
      let point = 2 * (test.regression.exact - test.regression.mid)
      guard test.informative > 0 else { continue }
      #expect(agree(test.regression.exact + test.improvement.exact, 1 + point, to: 1e-12))
      #expect(agree(test.regression.mid + test.improvement.mid, 1, to: 1e-12))
    }
  }

  @Test func `exchanging the sides exchanges the tails`() {
    for seed in 0..<50 as Range<UInt64> {
      let cases = [PairedCase].random(20, base: 3, new: 3, seed: seed)
      let (there, back) = (StratifiedTest(cases), StratifiedTest(cases.map(\.swapped)))
      #expect(agree(there.regression.mid, back.improvement.mid, to: 1e-12))
      #expect(agree(there.improvement.exact, back.regression.exact, to: 1e-12))
    }
  }

  @Test func `a case that always ends alike adds nothing but itself`() {
    let cases = [PairedCase].random(15, base: 3, new: 1, seed: 4)
    let few = StratifiedTest(cases)
    let more = StratifiedTest(
      cases + [PairedCase(3, of: 3, then: 1, of: 1), PairedCase(0, of: 3, then: 0, of: 1)])
    #expect(agree(few.regression.mid, more.regression.mid, to: 1e-12))
    #expect(few.informative == more.informative)
    #expect(more.matched == few.matched + 2)
  }

  @Test func `a case that was tried on one side only is left out`() {
    let cases = [PairedCase].pairs(broken: 4, mended: 0)
    let more = StratifiedTest(
      cases + [PairedCase(1, of: 1, then: 0, of: 0), PairedCase(0, of: 0, then: 1, of: 1)])
    #expect(more == StratifiedTest(cases))
  }

  @Test func `where nothing changed nothing is claimed`() {
    let test = StratifiedTest(.pairs(broken: 0, mended: 0, passing: 10))
    #expect(test.informative == 0)
    #expect(test.regression == TailProbability(exact: 1, mid: 0.5))
    #expect(test.twoSided == 1)
    #expect(test.z == 0)
  }

  @Test func `history speaks: twenty passes and one failure`() {
    let test = StratifiedTest([PairedCase(20, of: 20, then: 0, of: 1)])
    #expect(agree(test.regression.exact, 1 / 21))
    #expect(agree(test.regression.mid, 0.5 / 21))
  }

  @Test func `a thousand broken cases underflow to nothing and not to nonsense`() {
    let test = StratifiedTest(.pairs(broken: 1118, mended: 0))
    #expect(test.regression.exact < TailProbability.smallest)
    #expect(agree(test.improvement.exact, 1, to: 1e-12))
  }

  @Test func `thousands of runs of one case do not overflow`() {
    let test = StratifiedTest([PairedCase(1500, of: 3000, then: 1400, of: 3000)])
    #expect(test.regression.exact > 0.004 && test.regression.exact < 0.006)
  }
}
