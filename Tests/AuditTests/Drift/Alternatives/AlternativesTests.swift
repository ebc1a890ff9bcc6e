import Glibc
import Testing

@testable import Audit

/// The methods that were weighed and are not used are right, so that what the self-test says of them is true.
@Suite struct AlternativesTests {
  @Test func `the logarithm of p goes on where p itself ends`() {
    for value in AlternativeValues.log10 {
      let pairs = DiscordantPairs(broken: value.broken, mended: value.mended, of: value.broken + value.mended)
      #expect(relative(pairs.log10OfRegression, value.log10) <= 1e-10, "\(value)")
    }
  }

  @Test func `the logarithm is that of the test's own p`() {
    for (broken, mended) in [(3, 0), (9, 4), (40, 25), (2, 11)] {
      let pairs = DiscordantPairs(broken: broken, mended: mended, of: broken + mended)
      let test = StratifiedTest(.pairs(broken: broken, mended: mended))
      #expect(agree(pairs.log10OfRegression, log10(test.regression.exact)))
    }
  }

  @Test func `the intervals of Bonett and Price and of Tango agree with their formulas`() {
    for value in AlternativeValues.intervals {
      let pairs = DiscordantPairs(broken: value.broken, mended: value.mended, of: value.count)
      for (bounds, wanted) in [
        (pairs.bonettPrice(value.level), value.bonettPrice), (pairs.tango(value.level), value.tango),
      ] {
        #expect(agree(bounds.lowerBound, wanted[0]) && agree(bounds.upperBound, wanted[1]), "\(value)")
      }
    }
  }

  @Test func `the e-value of pairs agrees with its integral`() {
    for value in AlternativeValues.pairs {
      let pairs = DiscordantPairs(broken: value.broken, mended: value.mended, of: value.broken + value.mended)
      #expect(agree(EValue.logarithm(pairs), value.logarithm), "\(value)")
    }
  }

  @Test func `the e-value of strata agrees with exact rationals`() {
    for value in AlternativeValues.strata {
      #expect(agree(exp(EValue.logarithm(value.cases.map { PairedCase($0) })), value.value), "\(value)")
    }
  }

  @Test func `procedures for many p-values and e-values agree with statsmodels`() {
    for value in AlternativeValues.many {
      for (a, b) in zip(Multiplicity.benjaminiYekutieli(value.p), value.benjaminiYekutieli) {
        #expect(agree(a, b))
      }
      for (a, b) in zip(Multiplicity.holm(value.p), value.holm) { #expect(agree(a, b)) }
      #expect(Multiplicity.found(eValues: value.eValues, rate: 0.1) == value.found)
    }
  }

  @Test func `Boschloo's test agrees with scipy`() {
    for value in AlternativeValues.boschloo {
      let test = BoschlooTest(base: value.base[1], new: value.new[1])
      // scipy searches for the worst rate to four digits.
      #expect(
        abs(test.regression(base: value.base[0], new: value.new[0]) - value.regression) < 1e-4, "\(value)")
    }
  }

  @Test func `Boschloo's test never says more than Fisher's, and never alarms more often than it may`() {
    let test = BoschlooTest(base: 12, new: 9)
    let binomial = { (trials: Int) in
      (0...trials).map(BinomialDistribution(trials: trials, probability: 0.7).mass)
    }
    let (first, second) = (binomial(12), binomial(9))
    var alarms = 0.0
    for base in 0...12 {
      for new in 0...9 {
        let p = test.regression(base: base, new: new)
        let fisher = UnpairedComparison(Proportion(base, of: 12), then: Proportion(new, of: 9)).fisher
        #expect(p <= fisher.regression.exact * (1 + 1e-9))
        if p <= 0.05 { alarms += first[base] * second[new] }
      }
    }
    #expect(alarms <= 0.05 && alarms > 0.02)
  }

  @Test func `the plain formula of the smallest drop`() {
    for value in AlternativeValues.smallestDrops {
      let sight = Sight(
        cases: value.cases, baseRuns: value.baseRuns, newRuns: value.newRuns, passRate: value.passRate,
        correlation: value.correlation)
      #expect(agree(sight.plainSmallestDrop(), value.drop), "\(value)")
    }
  }

  /// How far apart two numbers are, however small: p is so close to 1 that the logarithm itself is next to nothing.
  private func relative(_ a: Double, _ b: Double) -> Double {
    a == b ? 0 : abs(a - b) / max(abs(a), abs(b))
  }
}
