/// Watches the runs of one regime, each against all runs before it.
///
/// The baseline grows with every accepted run, and the p-values of successive runs are still independent, because the
/// totals of a case are sufficient for its pass rate (Quesenberry 1991).
package struct CaseMonitor: Sendable {
  private var passes: [Int]
  private var trials: [Int]
  /// Passes over trials of each accepted run, and on how many cases.
  private var rates: [Double] = []
  private var cases: [PairedCase] = []
  package private(set) var detector = ShiryaevRoberts()

  /// What one run came to.
  package struct Look: Sendable, Equatable {
    package var test: StratifiedTest
    /// The p-value that was fed to the detector.
    package var p: Double
    /// The detector after it.
    package var value: Double
    /// The chance of so many other cases, whatever the score; nil at the first look.
    package var churn: Double?
  }

  /// Accepted runs before the first look: passes and trials by case.
  package init(passes: [Int], trials: [Int], rates: [Double] = []) {
    self.passes = passes
    self.trials = trials
    self.rates = rates
  }

  /// Judges a run by its passes and trials of each case, then takes it into the baseline.
  ///
  /// With `exact` the p-value keeps its guarantee at any time and loses power on small suites. Where runs shake more
  /// than their cases explain, `shaken` asks the run-level test too and takes the weaker p. After an alarm the baseline
  /// is left as it is, until a person accepts what came after.
  @discardableResult
  package mutating func observe(
    passes newPasses: [Int], trials newTrials: [Int], exact: Bool = false, shaken: Bool = false,
    accepts: Bool = true
  ) -> Look {
    cases.removeAll(keepingCapacity: true)
    var (all, passed) = (0, 0)
    for index in newPasses.indices {
      cases.append(
        PairedCase(passes[index], of: trials[index], then: newPasses[index], of: newTrials[index]))
      all += newTrials[index]
      passed += newPasses[index]
    }
    let test = StratifiedTest(cases)
    var p = exact ? test.regression.exact : test.regression.mid
    let rate = all > 0 ? Double(passed) / Double(all) : 0
    if shaken, all > 0, let run = RunLevelTest(reference: rates, new: rate, floor: 0.5 / Double(all)) {
      p = max(p, run.lower)
    }
    detector.observe(p)
    let churn = Churn.sequential(cases)
    if accepts { accept(passes: newPasses, trials: newTrials) }
    return Look(test: test, p: p, value: detector.value, churn: churn)
  }

  /// Takes a run into the baseline without a look at it.
  package mutating func accept(passes newPasses: [Int], trials newTrials: [Int]) {
    var (all, passed) = (0, 0)
    for index in newPasses.indices {
      passes[index] += newPasses[index]
      trials[index] += newTrials[index]
      all += newTrials[index]
      passed += newPasses[index]
    }
    if all > 0 { rates.append(Double(passed) / Double(all)) }
  }

  /// How much the accepted runs shake, where each tried every case once; nil below three runs.
  package var dispersion: RunDispersion? {
    guard rates.count >= 3 else { return nil }
    var (variance, cases) = (0.0, 0)
    for (passes, trials) in zip(passes, trials) where trials > 0 {
      guard trials == rates.count else { return nil }
      let rate = Double(passes) / Double(trials)
      variance += rate * (1 - rate)
      cases += 1
    }
    return RunDispersion(
      sums: rates.map { Int(($0 * Double(cases)).rounded()) }, variance: variance)
  }
}
