package import PromptLibrary

/// Whether a prompt, as it is now, is measured on one model; only `current` counts.
package struct Measurement: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// No run at all.
    case none
    /// Runs without cases or criteria, or with errors only.
    case vacuous
    /// The prompt changed since.
    case wrongVersion = "wrong-version"
    /// Runs of this text, on other models.
    case wrongModel = "wrong-model"
    /// The suite was run since in another form.
    case suiteChanged = "suite-changed"
    /// Older than the review interval.
    case expired
    /// Too few cases to see the drop that matters.
    case underpowered
    case current
  }

  package let kind: Kind
  /// The model that was asked about; nil where neither the prompt nor the configuration names one.
  package let target: String?
  /// The runs that come nearest to evidence, the last one last: their places in the library's runs.
  package let lines: [Int]
  /// Passes over trials of these runs.
  package let rate: Proportion?
  /// What the suite can see with five runs on each side, which is as much as screening and confirming take.
  package let sight: Sight?
  /// The day after which the evidence is too old; nil when it never is.
  package let expires: CalendarDay?

  init(
    _ kind: Kind, target: String?, lines: [Int] = [], rate: Proportion? = nil, sight: Sight? = nil,
    expires: CalendarDay? = nil
  ) {
    self.kind = kind
    self.target = target
    self.lines = lines
    self.rate = rate
    self.sight = sight
    self.expires = expires
  }

  /// Measured at all, be it by too small a suite.
  package var counts: Bool { kind == .current || kind == .underpowered }
}

extension Measurement {
  /// The runs on each side that a suite's sight is reckoned with.
  static let runsEachSide = 5

  /// What the runs of a prompt say of it on one target.
  static func of(
    _ prompt: Prompt, on target: String?, _ runs: PromptRuns?, in library: Library, policy: Policy,
    today: CalendarDay
  ) -> Measurement {
    guard let runs, !runs.runs.isEmpty else { return Measurement(.none, target: target) }
    func lines(_ entries: [PromptRuns.Entry]) -> [Int] { entries.map(\.line) }
    func run(_ entry: PromptRuns.Entry) -> Run { library.runs[entry.line].run }
    let valid = runs.runs.filter { $0.validity == .valid }
    if valid.isEmpty { return Measurement(.vacuous, target: target, lines: lines(runs.runs)) }
    let now = valid.filter { prompt.isVersion(run($0).version) }
    if now.isEmpty {
      // What was run of this text, if anything, says nothing; the text before may have been measured.
      let vacuous = runs.runs.filter { prompt.isVersion(run($0).version) }
      return vacuous.isEmpty
        ? Measurement(.wrongVersion, target: target, lines: lines(valid))
        : Measurement(.vacuous, target: target, lines: lines(vacuous))
    }
    // Runs are many, and their models few.
    var known: [Run.Model: Bool] = [:]
    func isOnTarget(_ entry: PromptRuns.Entry) -> Bool {
      guard let target else { return true }
      let model = runs.regimes[entry.regime].model
      if let answer = known[model] { return answer }
      let answer = library.isRun(model, on: target)
      known[model] = answer
      return answer
    }
    let onModel = now.filter(isOnTarget)
    guard let last = onModel.last else {
      let before = valid.filter(isOnTarget)
      return before.isEmpty
        ? Measurement(.wrongModel, target: target, lines: lines(now))
        : Measurement(.wrongVersion, target: target, lines: lines(before))
    }
    let suite = run(last).suite
    let own = onModel.filter { run($0).suite == suite && run($0).judge == run(last).judge }
    var tally = CaseTally(cases: runs.caseIDs.count)
    for entry in own { tally.add(entry, run(entry).cases) }
    let rate = tally.proportion
    let sight = sight(of: own, tally, runs, library)
    let expires = policy.reviewIntervalDays(for: prompt).map {
      CalendarDay(number: run(last).at.day.number + $0)
    }
    func measurement(_ kind: Kind) -> Measurement {
      Measurement(kind, target: target, lines: lines(own), rate: rate, sight: sight, expires: expires)
    }
    // The same suite, by its name, was run in another form since.
    let isOutdated = valid.last.map { entry in
      let newest = run(entry).suite
      return newest.name != nil && newest.name == suite.name && newest.hash != suite.hash
        && run(entry).at > run(last).at
    }
    if isOutdated ?? false { return measurement(.suiteChanged) }
    if let expires, expires < today { return measurement(.expired) }
    if let sight, !sees(sight, policy) { return measurement(.underpowered) }
    return measurement(.current)
  }

  /// By passes and failures where there are any, else by scores; nil where a point of these means nothing.
  private static func sight(
    of own: [PromptRuns.Entry], _ tally: CaseTally, _ runs: PromptRuns, _ library: Library
  ) -> Sight? {
    let rate = tally.proportion
    guard rate.trials > 0 else {
      return ScoreSpread(ScoreChange.scores(of: own, cases: runs.caseIDs.count, library))?
        .sight(runs: runsEachSide)
    }
    let correlation = Flakiness(passes: tally.passes, trials: tally.trials)?.correlation
    return Sight(
      cases: tally.cases, baseRuns: runsEachSide, newRuns: runsEachSide,
      passRate: DriftComparison.supposed(rate), correlation: correlation ?? Sight.usualCorrelation)
  }

  private static func sees(_ sight: Sight, _ policy: Policy) -> Bool {
    sight.power(drop: min(policy.minimumDrop, sight.passRate)) >= policy.power
  }
}

extension Library {
  /// Whether anybody measures here: a ledger holds runs, or runners are configured.
  ///
  /// A repository that does neither has not asked, and to call its every prompt unmeasured would say nothing new.
  package var isMeasured: Bool { !runs.isEmpty || !configuration.runners.isEmpty }

  /// Whether a run was on a model: as requested, as served, or as the models file resolves the name.
  package func isRun(_ model: Run.Model, on target: String) -> Bool {
    let wanted = ModelName(target)
    let names = [model.requested, model.served].compactMap { $0.map(ModelName.init) }
    if names.contains(where: { $0.means(wanted) }) { return true }
    guard let resolved = models.first(where: { ModelName($0.name.value).means(wanted) })?.resolvesTo else {
      return false
    }
    return names.contains { $0.means(ModelName(resolved)) }
  }

  /// The models that a prompt is measured on: its own targets, else those in use; nil stands for whatever it ran on.
  func targets(of prompt: Prompt) -> [String?] {
    let own = prompt.targets.filter { $0.precision != .unspecified }.map(\.name)
    let names = own.isEmpty ? configuration.currentModels.map(\.value) : own
    var seen: Set<String> = []
    let distinct = names.filter { seen.insert($0).inserted }
    return distinct.isEmpty ? [nil] : distinct
  }
}
