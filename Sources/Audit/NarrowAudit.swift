package import PromptLibrary

extension Rule {
  /// The rules that what a change touches can decide, without the rest of the library.
  ///
  /// The others compare prompts with each other, with history or with counts of use.
  package static let narrow: Set<String> = [
    "unattached-prompt", "dangling-attachment", "retired-in-use", "unparseable", "duplicate-id",
    "undefined-variable",
    "secret-in-prompt", "reused-name",
  ]

  /// A rule that refuses at this level, and that only the whole library can decide; nil when there is none.
  package static func needingWhole(_ configuration: Configuration, at level: Level) -> String? {
    inForce(configuration).rules.first { rule in
      rule.level >= level && !narrow.contains(rule.name) && !fromRuns.contains(rule.name)
    }?.name
  }

  /// Rules that speak of what runs show.
  ///
  /// No gate refuses a commit for them: the evidence of a regression has to get in, and what a model does is no fault of
  /// who commits. The audit and `drift` report them.
  package static let fromRuns = Set(
    groups.filter { ["Measurement", "Drift"].contains($0.title) }.flatMap(\.rules).map(\.name))
}

/// What a change brings in at a level and above, from the two small libraries that it can affect.
package func introduced(
  by comparison: NarrowComparison, at level: Level, policy: Policy, today: CalendarDay
) -> [Finding] {
  func findings(_ library: Library) -> [Finding] {
    let evidence = Evidence(library: library, policy: policy, today: today)
    return audit(evidence, only: Rule.narrow).findings.filter { finding in
      // A prompt that was read for its text's sake has edges that nobody looked for.
      finding.rule != Rule.unattachedPrompt.name || comparison.judged.contains(finding.place.path)
    }
  }
  return findings(comparison.after).filter { $0.level >= level }.introduced(since: [
    findings(comparison.before)
  ])
}

/// The open findings of a level and above that a gate refuses by.
package func refusable(
  in library: Library, from level: Level, policy: Policy, today: CalendarDay
) -> [Finding] {
  let evidence = Evidence(library: library, policy: policy, today: today, isNarrow: true)
  return audit(evidence, only: Rule.narrow, from: level).findings.filter { $0.status == .open }
}
