import PromptLibrary

extension PromptDrift {
  /// Every run of a regime against those before it; nil where there is one run only.
  func monitored(_ regime: Int, in library: Library, policy: Policy) -> DriftComparison? {
    let own = runs.valid(in: regime)
    guard own.count > 1 else { return nil }
    let limit = ShiryaevRoberts.limit(looksPerPeriod: Self.looksPerYear, alarmRate: policy.alarmRate)
    // By pass and fail of cases that are known again; else by their scores; else by runs' rates alone.
    let watch =
      watchCases(own, limit, library) ?? watchScores(own, limit, library) ?? watchRates(own, limit, library)
    let since = max(1, watch.since)
    var comparison = DriftComparison(
      .monitoring, prompt: prompt, of: runs, in: library, base: Array(own[..<since]),
      new: Array(own[since...]), policy: policy)
    func anytime(_ detector: Watch.Detector) -> Double {
      detector.statistic.anytime(looksPerPeriod: Self.looksPerYear)
    }
    comparison.peak = watch.losses.statistic.peak
    comparison.p = anytime(watch.losses)
    comparison.q = comparison.p
    comparison.improvementP = anytime(watch.gains)
    comparison.churnP = watch.churn.statistic.looks > 0 ? anytime(watch.churn) : nil
    comparison.runsToAlarm = watch.runsToAlarm
    return comparison
  }

  /// A regime's runs as they come: whether they pass less often, more often, or other cases than before.
  private struct Watch {
    var losses: Detector
    var gains: Detector
    var churn: Detector
    private let last: Int

    init(limit: Double, after reference: Int, of runs: Int) {
      let detector = Detector(limit: limit, low: reference)
      (losses, gains, churn, last) = (detector, detector, detector, runs - 1)
    }

    /// A run belongs to what is known, and not to what has set in.
    var accepts: Bool { losses.isCalm && churn.isCalm }

    /// Where the runs begin that a detector took offence at; the last one where none did.
    var since: Int { losses.onset ?? churn.onset ?? gains.onset ?? last }

    struct Detector {
      private(set) var statistic = ShiryaevRoberts()
      /// Where it began to rise, since it last stood low, if it has alarmed.
      private(set) var onset: Int?
      private var low: Int
      private let limit: Double

      init(limit: Double, low: Int) { (self.limit, self.low) = (limit, low) }

      var isCalm: Bool { statistic.value < limit }
      var hasRisen: Bool { statistic.value > Self.calm }

      /// Where the detector comes to stand when run after run says the same: the mean over its mu of the fixed points of
      /// x = (x + 1) exp(-mu^2 / 2) is 2.3.
      private static let calm = 3.0

      mutating func observe(_ p: Double, at index: Int) {
        statistic.observe(p)
        if statistic.value <= Self.calm { low = index + 1 }
        if !isCalm { onset = min(onset ?? low, low) }
      }
    }

    /// Takes a run's outcomes.
    mutating func observe(_ monitor: inout CaseMonitor, _ tally: CaseTally, at index: Int) {
      let isShaken = (isFew(tally, index) ? calm : monitor.dispersion).map { $0.p < 0.05 } ?? false
      let look = monitor.observe(
        passes: tally.passes, trials: tally.trials, shaken: isShaken, accepts: accepts)
      losses.observe(look.p, at: index)
      gains.observe(max(look.test.improvement.mid, isShaken ? 1 - look.p : 0), at: index)
      if let churn = look.churn { self.churn.observe(churn, at: index) }
      if isFew(tally, index), !losses.hasRisen { calm = monitor.dispersion }
    }

    /// How much the runs shook when the detector last stood low.
    ///
    /// While there are few runs of a small suite, a loss that has just set in would pass for shaking, and hide itself for
    /// good: of losses of 20 points after two runs 22 % were found by suites of 50 cases, and 86 % so. Of 200 cases nearly
    /// all are found either way, and runs that do shake alarm less often by the whole reference.
    private var calm: RunDispersion?

    private func isFew(_ tally: CaseTally, _ index: Int) -> Bool {
      index <= Self.few && tally.trials.count < Self.large
    }

    private static let large = 100
    private static let few = 8

    /// How many more runs like the last would raise an alarm; nil where it stands, where nothing has set in, or where a
    /// quarter's runs would not do.
    private(set) var runsToAlarm: Int?

    /// Finds that out by a look that comes again, and joins what is known as any run does.
    mutating func foresee(_ look: (inout Watch, _ index: Int) -> Void) {
      guard losses.onset == nil, losses.hasRisen else { return }
      var next = self
      for count in 1...13 {
        look(&next, last + count)
        if next.losses.onset != nil {
          runsToAlarm = count
          return
        }
      }
    }
  }

  /// Nil where no case is known to have been tried twice.
  private func watchCases(_ own: [Int], _ limit: Double, _ library: Library) -> Watch? {
    guard own.allSatisfy({ runs.runs[$0].isNamed }) else { return nil }
    // From the first run on, however many follow: what was seen at one look must not be forgotten at the next.
    let baseline = 1
    var tally = CaseTally(cases: runs.caseIDs.count)
    var rates: [Double] = []
    for run in own[..<baseline] {
      let before = tally.proportion
      tally.add(runs.runs[run], library.runs[runs.runs[run].line].run.cases)
      let after = tally.proportion
      rates.append(Double(after.passes - before.passes) / Double(max(1, after.trials - before.trials)))
    }
    var monitor = CaseMonitor(passes: tally.passes, trials: tally.trials, rates: rates)
    var known = tally.trials
    var isPaired = false
    var watch = Watch(limit: limit, after: baseline, of: own.count)
    for index in baseline..<own.count {
      let entry = runs.runs[own[index]]
      tally.clear()
      tally.add(entry, library.runs[entry.line].run.cases)
      isPaired = isPaired || zip(known, tally.trials).contains { $0 > 0 && $1 > 0 }
      if !isPaired { for number in known.indices { known[number] += tally.trials[number] } }
      watch.observe(&monitor, tally, at: index)
    }
    guard isPaired else { return nil }
    watch.foresee { $0.observe(&monitor, tally, at: $1) }
    return watch
  }

  /// The same detector, fed by permutations of scores; nil where no case was scored twice.
  private func watchScores(_ own: [Int], _ limit: Double, _ library: Library) -> Watch? {
    guard own.allSatisfy({ runs.runs[$0].isNamed }) else { return nil }
    // From the first run on, however many follow: what was seen at one look must not be forgotten at the next.
    let baseline = 1
    var reference = ScoreChange.scores(of: Array(own[..<baseline]), runs, library)
    var watch = Watch(limit: limit, after: baseline, of: own.count)
    for index in baseline..<own.count {
      let scores = ScoreChange.scores(of: [own[index]], runs, library)
      let cases = zip(reference, scores).map { ScorePermutation.Case(base: $0, new: $1) }
      if let (lower, upper) = ScorePermutation.sequential(cases, seed: UInt64(index)) {
        watch.losses.observe(lower, at: index)
        watch.gains.observe(upper, at: index)
      }
      if watch.accepts { for number in reference.indices { reference[number] += scores[number] } }
    }
    return watch.losses.statistic.looks > 0 ? watch : nil
  }

  /// Of counts alone, each run's rate against those of the runs before it.
  private func watchRates(_ own: [Int], _ limit: Double, _ library: Library) -> Watch {
    var reference: [Double] = []
    var watch = Watch(limit: limit, after: min(2, own.count - 1), of: own.count)
    for (index, run) in own.enumerated() {
      let cases = library.runs[runs.runs[run].line].run.cases
      let (passes, failures) = (cases.count(of: .pass), cases.count(of: .fail))
      guard passes + failures > 0 else { continue }
      let trials = Double(passes + failures)
      let rate = Double(passes) / trials
      if let test = RunLevelTest(reference: reference, new: rate, floor: 0.5 / trials) {
        watch.losses.observe(test.lower, at: index)
        watch.gains.observe(test.upper, at: index)
      }
      if watch.accepts { reference.append(rate) }
    }
    return watch
  }
}
