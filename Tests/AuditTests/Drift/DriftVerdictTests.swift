import Testing

@testable import Audit

@Suite struct DriftVerdictTests {
  private func verdict(_ isFound: Bool, drop: Double, _ nonInferiority: Double) -> DriftVerdict {
    DriftVerdict(isFound: isFound, drop: drop, threshold: 0.05, nonInferiority: nonInferiority, margin: 0.1)
  }

  @Test func `the table of verdicts`() {
    #expect(verdict(true, drop: 0.2, 0.9) == .regressed)
    #expect(verdict(true, drop: 0.05, 0.01) == .regressed)
    #expect(verdict(true, drop: 0.02, 0.4) == .regressedSizeUncertain)
    #expect(verdict(true, drop: 0.02, 0.01) == .smallRegression)
    #expect(verdict(false, drop: 0, 0.01) == .noRegressionWorseThan(0.1))
    #expect(verdict(false, drop: 0.2, 0.6) == .inconclusive)
  }

  @Test func `small suites claim less`() {
    #expect(DriftVerdict.margin(cases: 50) == 0.10)
    #expect(DriftVerdict.margin(cases: 200) == 0.05)
  }
}
