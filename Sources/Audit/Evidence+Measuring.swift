package import PromptLibrary

extension Prompt {
  /// Work depends on it, so that its quality is a question.
  var asksForEvidence: Bool { status == .active && !isPartial && !isForShow }
}

extension Evidence {
  /// A step, code, a prompt or a platform uses it, or it cannot be told.
  func isInUse(_ index: Int) -> Bool {
    let kind = library.verdicts[index].kind
    return kind != .orphaned && kind != .testOnly
  }

  /// The last run of a prompt whose text changed since, on whichever target; nil where its text was run.
  package func staleRun(of index: Int) -> (measurement: Measurement, run: RunLine)? {
    guard let stale = measurements(of: index).last(where: { $0.kind == .wrongVersion }),
      let line = stale.lines.last, library.prompts[index].asksForEvidence
    else { return nil }
    return (stale, library.runs[line])
  }

  /// Too young for evidence to be asked of it; without history nobody knows.
  func isInGrace(_ index: Int) -> Bool {
    guard !library.firstSeen.isEmpty else { return false }
    guard let seen = firstSeen(index) else { return true }
    return seen.days(until: today) <= policy.graceDays
  }

  /// The prompts at a step, by the edges that it draws.
  func prompts(at step: String) -> [Int] {
    library.edges.indices.filter { index in
      library.edges[index].contains { $0.idle == nil && $0.step == step }
    }
  }

  /// The flakiness that keeps a suite from seeing what it would see with cases of the usual steadiness; nil where
  /// something else does, or too few cases were repeated to tell.
  func flakiness(behind measurement: Measurement, of index: Int) -> Flakiness? {
    guard let runs = drift[index]?.runs, var usual = measurement.sight else { return nil }
    usual.correlation = Sight.usualCorrelation
    guard usual.power(drop: policy.minimumDrop) >= policy.power else { return nil }
    var tally = CaseTally(cases: runs.caseIDs.count)
    let lines = Set(measurement.lines)
    for entry in runs.runs where lines.contains(entry.line) {
      tally.add(entry, library.runs[entry.line].run.cases)
    }
    guard let flakiness = Flakiness(passes: tally.passes, trials: tally.trials), flakiness.repeated >= 10
    else {
      return nil
    }
    return flakiness
  }
}
