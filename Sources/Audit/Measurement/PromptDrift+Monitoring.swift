import PromptLibrary

extension PromptDrift {
  /// Every run of a regime against those before it; nil where there is one run only.
  func monitored(_ regime: Int, in library: Library, policy: Policy) -> DriftComparison? {
    let own = runs.valid(in: regime)
    guard own.count > 1 else { return nil }
    let limit = ShiryaevRoberts.limit(looksPerPeriod: Self.looksPerYear, alarmRate: policy.alarmRate)
    // By pass and fail of cases that are known again; else by their scores; else by runs' rates alone.
    let (detector, since) =
      watchCases(own, limit, library) ?? watchScores(own, limit, library) ?? watchRates(own, limit, library)
    var comparison = DriftComparison(
      .monitoring, prompt: prompt, of: runs, in: library, base: Array(own[..<max(1, since)]),
      new: Array(own[max(1, since)...]), policy: policy)
    comparison.peak = detector.peak
    comparison.p = detector.anytime(looksPerPeriod: Self.looksPerYear)
    comparison.q = comparison.p
    return comparison
  }

  /// Where the runs begin that the detector took offence at: since it last stood low, if it has alarmed.
  private struct Onset {
    var since: Int
    private var low: Int
    /// Where the detector comes to stand when run after run says the same: the mean over its mu of the fixed points of
    /// x = (x + 1) exp(-mu^2 / 2) is 2.3.
    private static let calm = 3.0

    init(after reference: Int, of runs: Int) {
      since = runs - 1
      low = reference
    }

    mutating func look(_ value: Double, at index: Int, limit: Double) {
      if value <= Self.calm { low = index + 1 }
      if value >= limit { since = min(since, low) }
    }
  }

  /// Nil where no case is known to have been tried twice.
  private func watchCases(
    _ own: [Int], _ limit: Double, _ library: Library
  ) -> (ShiryaevRoberts, since: Int)? {
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
    var onset = Onset(after: baseline, of: own.count)
    for index in baseline..<own.count {
      let entry = runs.runs[own[index]]
      tally.clear()
      tally.add(entry, library.runs[entry.line].run.cases)
      isPaired = isPaired || zip(known, tally.trials).contains { $0 > 0 && $1 > 0 }
      if !isPaired { for number in known.indices { known[number] += tally.trials[number] } }
      let isShaken = index >= 3 && monitor.dispersion.map { $0.p < 0.05 } ?? false
      monitor.observe(
        passes: tally.passes, trials: tally.trials, shaken: isShaken, accepts: monitor.detector.value < limit)
      onset.look(monitor.detector.value, at: index, limit: limit)
    }
    return isPaired ? (monitor.detector, onset.since) : nil
  }

  /// The same detector, fed by permutations of scores; nil where no case was scored twice.
  private func watchScores(
    _ own: [Int], _ limit: Double, _ library: Library
  ) -> (ShiryaevRoberts, since: Int)? {
    guard own.allSatisfy({ runs.runs[$0].isNamed }) else { return nil }
    // From the first run on, however many follow: what was seen at one look must not be forgotten at the next.
    let baseline = 1
    var reference = ScoreChange.scores(of: Array(own[..<baseline]), runs, library)
    var detector = ShiryaevRoberts()
    var onset = Onset(after: baseline, of: own.count)
    for index in baseline..<own.count {
      let scores = ScoreChange.scores(of: [own[index]], runs, library)
      let cases = zip(reference, scores).map { ScorePermutation.Case(base: $0, new: $1) }
      if let p = ScorePermutation.sequentialLower(cases, seed: UInt64(index)) { detector.observe(p) }
      if detector.value < limit {
        for number in reference.indices { reference[number] += scores[number] }
      }
      onset.look(detector.value, at: index, limit: limit)
    }
    return detector.looks > 0 ? (detector, onset.since) : nil
  }

  /// Of counts alone, each run's rate against those of the runs before it.
  private func watchRates(
    _ own: [Int], _ limit: Double, _ library: Library
  ) -> (ShiryaevRoberts, since: Int) {
    var reference: [Double] = []
    var detector = ShiryaevRoberts()
    var onset = Onset(after: min(2, own.count - 1), of: own.count)
    for (index, run) in own.enumerated() {
      let cases = library.runs[runs.runs[run].line].run.cases
      let (passes, failures) = (cases.count(of: .pass), cases.count(of: .fail))
      guard passes + failures > 0 else { continue }
      let trials = Double(passes + failures)
      let rate = Double(passes) / trials
      if let test = RunLevelTest(reference: reference, new: rate, floor: 0.5 / trials) {
        detector.observe(test.lower)
        onset.look(detector.value, at: index, limit: limit)
      }
      if detector.value < limit { reference.append(rate) }
    }
    return (detector, onset.since)
  }
}
