import Git
import PromptLibrary

/// What the runs of one prompt say of drift, each question on its own.
package struct PromptDrift: Sendable {
  package let prompt: Int
  package let runs: PromptRuns
  package var comparisons: [DriftComparison] = []
  /// Runs by several operators of the regime that was run last.
  package var operators: OperatorComparison?
  package var effort: [EffortShift] = []

  /// Looks a year that the alarm rate is spread over: a run a week.
  static let looksPerYear = 52.0

  init(_ lines: [Int], prompt: Int, in library: Library, policy: Policy) {
    self.prompt = prompt
    runs = PromptRuns(lines, of: library)
    let version = library.prompts[prompt].version.description
    let valid = runs.runs.indices.filter { runs.runs[$0].validity == .valid }
    // A text that was not run yet has no drift; the last one that was is shown instead.
    guard let last = valid.last else { return }
    let hasCurrent = valid.contains { runs.regimes[runs.runs[$0].regime].version == version }
    let focus = hasCurrent ? version : runs.regimes[runs.runs[last].regime].version
    let regimes = runs.regimes.indices.filter {
      runs.regimes[$0].version == focus && !runs.valid(in: $0).isEmpty
    }
    // What a model was like before it moved is no longer anybody's risk.
    for regime in regimes where isLast(regime, among: regimes) {
      if let watched = monitored(regime, in: library, policy: policy) { comparisons.append(watched) }
      if let moved = before(regime, among: regimes) {
        comparisons.append(compared(.modelUpdate, moved, regime, library, policy))
      }
      if let edited = edited(regime) { comparisons.append(compared(.edit, edited, regime, library, policy)) }
      if let scored = scored(regime) {
        comparisons.append(compared(.scorer, scored, regime, library, policy))
      }
    }
    operators = OperatorComparison(runs, in: library)
    effort = EffortShift.shifts(in: runs, of: library, regimes: regimes)
  }

  private func compared(
    _ kind: DriftComparison.Kind, _ base: Int, _ new: Int, _ library: Library, _ policy: Policy
  ) -> DriftComparison {
    DriftComparison(
      kind, prompt: prompt, of: runs, in: library, base: runs.valid(in: base), new: runs.valid(in: new),
      policy: policy)
  }

  /// When a regime was run last.
  private func end(_ regime: Int) -> Int { runs.valid(in: regime).last ?? -1 }
  private func start(_ regime: Int) -> Int { runs.valid(in: regime).first ?? .max }

  /// Nothing of the same model was run after it.
  private func isLast(_ regime: Int, among regimes: [Int]) -> Bool {
    !regimes.contains { $0 != regime && isOneModel($0, regime) && end($0) > end(regime) }
  }

  /// One requested name, or two versions of one family: what a provider's update replaces.
  private func isOneModel(_ a: Int, _ b: Int) -> Bool {
    runs.regimes[a].model.family == runs.regimes[b].model.family
  }

  /// The regime that this one's model took over from: same text, cases and judge, and over before this one began.
  private func before(_ regime: Int, among regimes: [Int]) -> Int? {
    let own = runs.regimes[regime]
    return regimes.filter { other in
      let base = runs.regimes[other]
      return other != regime && isOneModel(other, regime) && base.model != own.model
        && base.suite == own.suite
        && base.judge == own.judge && end(other) < start(regime)
    }.max { end($0) < end($1) }
  }

  /// The last regime of another text on the same model, under the same judge.
  private func edited(_ regime: Int) -> Int? {
    let own = runs.regimes[regime]
    let others = runs.regimes.indices.filter { other in
      let base = runs.regimes[other]
      return base.version != own.version && base.judge == own.judge && base.model == own.model
        && !runs.valid(in: other).isEmpty && start(other) < start(regime)
    }
    return others.max { end($0) < end($1) }
  }

  /// The last regime of the same text and model under another judge or other criteria.
  private func scored(_ regime: Int) -> Int? {
    let own = runs.regimes[regime]
    let others = runs.regimes.indices.filter { other in
      let base = runs.regimes[other]
      return base.version == own.version && base.model == own.model && end(other) < start(regime)
        && (base.judge != own.judge || base.suite != own.suite) && !runs.valid(in: other).isEmpty
    }
    return others.max { end($0) < end($1) }
  }
}
