import Testing

@testable import Audit

/// Whether two numbers agree to a relative tolerance; near zero to an absolute one.
func agree(_ a: Double, _ b: Double, to tolerance: Double = 1e-10) -> Bool {
  a == b || abs(a - b) <= tolerance * max(abs(a), abs(b)) || max(abs(a), abs(b)) < 1e-15
}

@Suite struct DistributionTests {
  @Test func `the normal distribution keeps its tails`() {
    for value in DistributionValues.normal {
      #expect(agree(NormalDistribution.cumulative(value.x), value.cumulative), "x = \(value.x)")
    }
    for value in DistributionValues.normalQuantile {
      #expect(agree(NormalDistribution.quantile(value.p), value.x), "p = \(value.p)")
    }
  }

  @Test func `the incomplete beta function agrees with mpmath`() {
    for value in DistributionValues.incompleteBeta {
      #expect(agree(incompleteBeta(value.a, value.b, at: value.x), value.value), "\(value)")
    }
  }

  @Test func `Student's distribution and its quantiles agree with mpmath`() {
    for value in DistributionValues.student {
      #expect(
        agree(StudentDistribution(degrees: value.degrees).cumulative(value.t), value.cumulative), "\(value)")
    }
    for value in DistributionValues.studentQuantile {
      #expect(agree(StudentDistribution(degrees: value.degrees).quantile(value.p), value.t), "\(value)")
    }
  }

  @Test func `the tails of chi-squared and the binomial sums agree with mpmath`() {
    for value in DistributionValues.chiSquared {
      #expect(agree(chiSquaredUpperTail(value.x, degrees: value.degrees), value.tail), "\(value)")
    }
    for value in DistributionValues.binomial {
      let binomial = BinomialDistribution(trials: value.n, probability: value.p)
      #expect(agree(binomial.cumulative(value.k), value.cumulative), "\(value)")
    }
  }

  @Test func `an F with one degree above is a squared t`() {
    let t = 2.228138851964939
    #expect(agree(fUpperTail(t * t, 1, 10), 2 * StudentDistribution(degrees: 10).cumulative(-t)))
  }

  @Test func `the generator gives what its authors' code gives`() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}
