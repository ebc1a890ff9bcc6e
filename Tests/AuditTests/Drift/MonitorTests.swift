import Testing

@testable import Audit

@Suite struct MonitorTests {
  @Test func `a monitor's path agrees with exact rationals`() {
    let value = SeriesValues.monitor
    for isExact in [true, false] {
      var monitor = CaseMonitor(passes: value.base, trials: value.base.map { _ in 3 })
      for (index, run) in value.runs.enumerated() {
        let look = monitor.observe(passes: run, trials: run.map { _ in 1 }, exact: isExact)
        #expect(agree(look.test.regression.exact, value.pExact[index]))
        #expect(agree(look.value, isExact ? value.exact[index] : value.mid[index]))
      }
    }
  }

  @Test func `the detector's path agrees with 50 digits`() {
    for value in SeriesValues.detector {
      var detector = ShiryaevRoberts()
      for (p, expected) in zip(value.p, value.values) {
        detector.observe(p)
        #expect(agree(detector.value, expected))
      }
    }
  }

  @Test func `a log replayed comes to the state that was reached step by step`() {
    let value = SeriesValues.monitor
    var stepwise = CaseMonitor(passes: value.base, trials: value.base.map { _ in 3 })
    for (count, run) in value.runs.enumerated() {
      stepwise.observe(passes: run, trials: run.map { _ in 1 })
      var replayed = CaseMonitor(passes: value.base, trials: value.base.map { _ in 3 })
      for run in value.runs[...count] { replayed.observe(passes: run, trials: run.map { _ in 1 }) }
      #expect(replayed.detector == stepwise.detector)
    }
  }

  @Test func `no p-value makes the detector anything but a number`() {
    var detector = ShiryaevRoberts()
    for p in [0, 1, .leastNonzeroMagnitude, 0.5, 1 - 1e-16] {
      detector.observe(p)
      #expect(detector.value.isFinite)
    }
  }

  @Test func `a run's rate is held against the spread of its references`() throws {
    for value in SeriesValues.runLevels {
      let test = try #require(RunLevelTest(reference: value.reference, new: value.new))
      #expect(agree(test.statistic, value.statistic) && agree(test.lower, value.lower))
    }
    let same = try #require(RunLevelTest(reference: [0.8, 0.8, 0.8], new: 0.7, floor: 0.01))
    #expect(same.lower > 0.001)
  }

  @Test func `a bad hour raises the dispersion of runs`() throws {
    for value in SeriesValues.dispersion {
      let dispersion = try #require(RunDispersion(passes: value.outcomes))
      #expect(agree(dispersion.statistic, value.statistic) && agree(dispersion.p, value.p))
    }
  }

  @Test func `where runs shake, the weaker of the two tests is fed`() {
    let base = [Int](repeating: 6, count: 30)
    var monitor = CaseMonitor(passes: base, trials: base.map { _ in 6 }, rates: [1, 0.6, 1, 0.5, 1, 0.7])
    let new = (0..<30).map { $0 < 22 ? 1 : 0 }
    let look = monitor.observe(passes: new, trials: new.map { _ in 1 }, shaken: true)
    #expect(look.test.regression.mid < 0.001)
    #expect(look.p > 0.3)
  }
}
