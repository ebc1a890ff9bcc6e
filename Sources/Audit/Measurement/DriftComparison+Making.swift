import PromptLibrary

extension DriftComparison {
  /// Compares runs of one prompt, given by their places in it; the q-value is the p-value until a family is known.
  init(
    _ kind: Kind, prompt: Int, of runs: PromptRuns, in library: Library, base baseRuns: [Int],
    new newRuns: [Int],
    policy: Policy
  ) {
    var base = CaseTally(cases: runs.caseIDs.count)
    var new = base
    for run in baseRuns { base.add(runs.runs[run], library.runs[runs.runs[run].line].run.cases) }
    for run in newRuns { new.add(runs.runs[run], library.runs[runs.runs[run].line].run.cases) }
    self.kind = kind
    self.prompt = prompt
    self.base = runs.regimes[runs.runs[baseRuns.last!].regime]
    self.new = runs.regimes[runs.runs[newRuns.last!].regime]
    baseLines = baseRuns.map { runs.runs[$0].line }
    newLines = newRuns.map { runs.runs[$0].line }
    changes = self.base.changes(to: self.new)

    // A case whose suite changed is the same case only where its name is a hash of what it says.
    let isSameSuite = self.base.suite == self.new.suite
    let isNamed = (baseRuns + newRuns).allSatisfy { runs.runs[$0].isNamed }
    var cases: [PairedCase] = []
    var numbers: [Int] = []
    var (onlyBase, onlyNew, missing) = (0, 0, 0)
    // The cases as they were had all that is missing failed, and passed.
    var (worst, best) = ([PairedCase](), [PairedCase]())
    for number in runs.caseIDs.indices {
      let (tried, again) = (base.trials[number] > 0, new.trials[number] > 0)
      let isSame = isNamed && (isSameSuite || runs.caseIDs[number].isContentHash)
      if tried, again, isSame {
        cases.append(
          PairedCase(
            base.passes[number], of: base.trials[number], then: new.passes[number], of: new.trials[number]))
        numbers.append(number)
      } else {
        if tried { onlyBase += 1 }
        if again { onlyNew += 1 }
      }
      guard isSame, tried else { continue }
      let errors = new.errors[number]
      missing += errors
      let trials = new.trials[number] + errors
      worst.append(
        PairedCase(base.passes[number], of: base.trials[number], then: new.passes[number], of: trials))
      best.append(
        PairedCase(
          base.passes[number], of: base.trials[number], then: new.passes[number] + errors, of: trials))
    }
    self.cases = cases
    self.numbers = numbers
    self.onlyBase = onlyBase
    self.onlyNew = onlyNew
    let groups = runs.clusterNumbers(of: numbers)
    if cases.isEmpty {
      let scored = isNamed ? ScoreChange(baseRuns, newRuns, isSameSuite: isSameSuite, runs, library) : nil
      scores = scored
      let (old, now) = (base.proportion, new.proportion)
      unpaired =
        scored == nil && isSameSuite && old.trials > 0 && now.trials > 0
        ? UnpairedComparison(old, then: now) : nil
      test = unpaired?.fisher ?? StratifiedTest([])
      interval = scored?.interval
      clusters = scored?.clusters
    } else {
      (scores, unpaired) = (nil, nil)
      test = StratifiedTest(cases)
      interval = PairedInterval(cases, clusters: groups)
      clusters = groups.map { Set($0).count }
    }
    flakinessGrowth = Flakiness.growth(cases)
    churn = Churn(cases)
    churnP = churn?.p.mid
    // With the new runs a change of the model would count as flakiness; a single base run tells nothing without them.
    let isPooled = kind == .monitoring && !numbers.contains { base.trials[$0] > 1 }
    flakiness = Flakiness(
      passes: numbers.map { base.passes[$0] + (isPooled ? new.passes[$0] : 0) },
      trials: numbers.map { base.trials[$0] + (isPooled ? new.trials[$0] : 0) })
    dispersion = Self.dispersion(of: baseRuns, over: numbers, runs, library)
    // Cases of two suites are known to be the same by what they say, or where nothing but the judge made two of them.
    let isJudgeAlone = !changes.contains(.suite)
    answeredAlike = Self.answeredAlike(baseRuns, newRuns, runs, library) { number in
      isSameSuite || isJudgeAlone || runs.caseIDs[number].isContentHash
    }
    scorer = StratifiedTest(answeredAlike)
    let rate = base.proportion(over: numbers)
    sight = Sight(
      cases: cases.count, baseRuns: max(1, baseRuns.count), newRuns: max(1, newRuns.count),
      passRate: Self.supposed(rate), correlation: flakiness?.correlation ?? Sight.usualCorrelation)

    let run = Self.runLevel(dispersion, baseRuns, newRuns, numbers, runs, library)
    p = scores?.test.lower ?? max(test.regression.mid, run?.lower ?? 0)
    q = p
    improvementP =
      kind == .monitoring ? 1 : scores?.test.upper ?? max(test.improvement.mid, run?.upper ?? 0)
    let matched = scores?.cases.count ?? cases.count
    let (before, now) = scores.map { ($0.baseCases, $0.newCases) } ?? (base.cases, new.cases)
    if unpaired == nil, let reason = Self.reasonNotToCompare(matched, before, now, isSameSuite, changes) {
      verdict = .notComparable(reason)
    } else if missing > 0 {
      let (lost, kept) = (StratifiedTest(worst).regression.mid, StratifiedTest(best).regression.mid)
      if (lost <= 0.05) != (kept <= 0.05) { dependsOnMissing = missing }
    }
  }

  /// A rate to plan by: one that was seen as 0 or 1 is not known to be.
  static func supposed(_ rate: Proportion) -> Double {
    rate.trials == 0 ? 0.8 : supposed(rate.rate)
  }

  static func supposed(_ mean: Double) -> Double { min(0.95, max(0.1, mean)) }

  /// The test of the runs' rates, which bounds the exact one where reference runs shake more than their cases explain;
  /// else nil.
  private static func runLevel(
    _ dispersion: RunDispersion?, _ base: [Int], _ new: [Int], _ numbers: [Int],
    _ runs: PromptRuns, _ library: Library
  ) -> RunLevelTest? {
    guard let dispersion, dispersion.p < 0.05 else { return nil }
    let rates = base.map { rate(of: $0, over: numbers, runs, library) }
    let mean = new.map { rate(of: $0, over: numbers, runs, library) }.reduce(0, +) / Double(new.count)
    return RunLevelTest(reference: rates, new: mean, floor: 0.5 / Double(max(1, numbers.count)))
  }

  private static func rate(of run: Int, over numbers: [Int], _ runs: PromptRuns, _ library: Library) -> Double
  {
    var tally = CaseTally(cases: runs.caseIDs.count)
    tally.add(runs.runs[run], library.runs[runs.runs[run].line].run.cases)
    let share = tally.proportion(over: numbers)
    return share.trials > 0 ? share.rate : 0
  }

  /// The spread of three base runs or more over the cases that each of them tried once.
  private static func dispersion(
    of base: [Int], over numbers: [Int], _ runs: PromptRuns, _ library: Library
  ) -> RunDispersion? {
    guard base.count >= 3 else { return nil }
    var passes = [[Int]](repeating: [], count: runs.caseIDs.count)
    for run in base {
      let entry = runs.runs[run]
      for (row, outcome) in zip(entry.rows, library.runs[entry.line].run.cases.outcomes) {
        if outcome == .pass { passes[row].append(1) }
        if outcome == .fail { passes[row].append(0) }
      }
    }
    return RunDispersion(passes: numbers.map { passes[$0] }.filter { $0.count == base.count })
  }

  /// The cases of the last base run and the first new run whose answers have one hash: what differs is the scorer's doing.
  private static func answeredAlike(
    _ base: [Int], _ new: [Int], _ runs: PromptRuns, _ library: Library, isSame: (Int) -> Bool
  ) -> [PairedCase] {
    let (a, b) = (runs.runs[base.last!], runs.runs[new.first!])
    let (old, now) = (library.runs[a.line].run.cases, library.runs[b.line].run.cases)
    guard !old.outputs.isEmpty, !now.outputs.isEmpty else { return [] }
    var before: [Int: (output: String, outcome: Outcome)] = [:]
    for (index, row) in a.rows.enumerated() {
      if let output = old.outputs[index], old.outcomes[index].isVerdict {
        before[row] = (output, old.outcomes[index])
      }
    }
    var alike: [PairedCase] = []
    for (index, row) in b.rows.enumerated() where now.outcomes[index].isVerdict {
      guard isSame(row), let output = now.outputs[index], let earlier = before[row],
        earlier.output == output
      else {
        continue
      }
      alike.append(
        PairedCase(earlier.outcome == .pass ? 1 : 0, of: 1, then: now.outcomes[index] == .pass ? 1 : 0, of: 1)
      )
    }
    return alike
  }

  private static func reasonNotToCompare(
    _ matched: Int, _ base: Int, _ new: Int, _ isSameSuite: Bool, _ changes: [RegimeChange]
  ) -> String? {
    let cause = changes.contains(where: \.isJudge) ? "another judge graded" : "the suite changed"
    if matched == 0 {
      return isSameSuite
        ? "no case was tried on both sides" : "\(cause), and no case is known to be the same"
    }
    if !isSameSuite, matched < 10 || matched * 2 < max(base, new) {
      return "\(cause), and only \(matched) cases are known to be the same"
    }
    return nil
  }
}

extension String {
  /// A case that has no name but the hash of what it says, or has it behind its name.
  var isContentHash: Bool {
    let hash = split(separator: " ").last.map { $0.hasPrefix("#") ? $0.dropFirst() : $0 } ?? ""
    return hash.utf8.count >= 7
      && hash.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      && hash.utf8.contains { (48...57).contains($0) }
  }
}
