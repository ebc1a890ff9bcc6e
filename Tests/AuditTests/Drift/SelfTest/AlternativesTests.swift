import Testing

@testable import Audit

@Suite struct AlternativesTests {
  @Test func `procedures for many p-values and e-values agree with statsmodels`() {
    let p = [0.007286, 0.001879, 0.432631, 0.00275, 0.422785]
    for (a, b) in zip(
      Alternatives.benjaminiYekutieli(p),
      [
        0.027727277777777778, 0.015697916666666666, 0.9878407833333332, 0.015697916666666666,
        0.9878407833333332,
      ])
    { #expect(agree(a, b)) }
    for (a, b) in zip(Alternatives.holm(p), [0.021858, 0.009395, 0.84557, 0.011, 0.84557]) {
      #expect(agree(a, b))
    }
    #expect(
      Alternatives.eBH([41.174856, 159.659393, 0.693432, 109.090909, 0.709581], rate: 0.1) == [0, 1, 3])
  }

  @Test(
    arguments: [
      (0, 0, 1.0),
      (7, 0, 31.875),
      (5, 1, 2.857142857142857),
      (12, 3, 8.906456043956045),
      (0, 10, 0.09090909090909091),
      (100, 80, 0.5244638794371214),
    ] as [(Int, Int, Double)]) func `the e-value of pairs agrees with its integral`(
      broken: Int, mended: Int, value: Double
    )
  {
    #expect(agree(Alternatives.eValue(broken: broken, mended: mended), value))
  }

  @Test func `the e-value of strata agrees with exact rationals`() {
    #expect(
      agree(
        Alternatives.eValue([PairedCase(20, of: 20, then: 0, of: 1)]),
        4.274445159379437))
    #expect(
      agree(
        Alternatives.eValue([
          PairedCase(3, of: 3, then: 0, of: 1), PairedCase(2, of: 3, then: 0, of: 1),
          PairedCase(3, of: 3, then: 1, of: 1), PairedCase(0, of: 3, then: 0, of: 1),
        ]),
        3.7353790745431614))
    #expect(
      agree(
        Alternatives.eValue([]),
        1.0))
    #expect(
      agree(
        Alternatives.eValue([
          PairedCase(3, of: 3, then: 2, of: 3), PairedCase(3, of: 3, then: 1, of: 3),
          PairedCase(3, of: 3, then: 2, of: 3), PairedCase(3, of: 3, then: 2, of: 3),
          PairedCase(3, of: 3, then: 3, of: 3),
        ]),
        12.853145916867142))
  }

  @Test(
    arguments: [
      (8, 10, 5, 10, 0.098669),
      (9, 10, 10, 10, 1.0),
      (24, 30, 40, 60, 0.102813),
      (3, 3, 0, 3, 0.015625),
      (25, 25, 21, 25, 0.032463),
    ] as [(Int, Int, Int, Int, Double)]) func `Boschloo's test agrees with scipy`(
      x: Int, n: Int, y: Int, m: Int, value: Double
    )
  {
    // scipy searches for the worst rate to four digits.
    #expect(abs(Alternatives.boschloo(base: Proportion(x, of: n), new: Proportion(y, of: m)) - value) < 1e-4)
  }

  @Test(
    arguments: [
      (0, 0, 10, 0.9, -0.19384785894611234, 0.19384785894611234),
      (10, 0, 10, 0.9, -1.0, -0.5708620915442214),
      (8, 2, 50, 0.9, -0.22175259357365687, -0.009016637195573893),
      (16, 0, 100, 0.95, -0.23248965870353328, -0.08123583149254515),
      (476, 147, 1000, 0.95, -0.3728182319220793, -0.2838683948244277),
      (44, 25, 1319, 0.95, -0.026860814956577786, -0.0019052713416811097),
    ] as [(Int, Int, Int, Double, Double, Double)])
  func `the interval of Bonett and Price agrees with its formula`(
    broken: Int, mended: Int, count: Int, level: Double, lower: Double, upper: Double
  ) {
    let bounds = Alternatives.bonettPrice(
      DiscordantPairs(broken: broken, mended: mended, of: count), level: level)
    #expect(agree(bounds.lowerBound, lower) && agree(bounds.upperBound, upper))
  }

  @Test(
    arguments: [
      (10, 1, 1, 0.8, 0.7, 0.24362378666170878),
      (20, 1, 1, 0.8, 0.7, 0.17226803160683904),
      (50, 1, 1, 0.8, 0.7, 0.10895186958229747),
      (50, 5, 5, 0.95, 0.7, 0.02654828665752752),
      (100, 5, 5, 0.95, 0.7, 0.018772473524422052),
      (200, 5, 5, 0.95, 0.7, 0.01327414332876376),
    ] as [(Int, Int, Int, Double, Double, Double)]) func `the plain formula of the smallest drop`(
      cases: Int, base: Int, new: Int, rate: Double, correlation: Double, drop: Double
    )
  {
    let sight = Sight(cases: cases, baseRuns: base, newRuns: new, passRate: rate, correlation: correlation)
    #expect(agree(Alternatives.smallestDrop(sight), drop))
  }
}
