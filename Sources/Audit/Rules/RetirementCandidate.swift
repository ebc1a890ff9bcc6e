import PromptLibrary

extension Rule {
  static let retirementCandidate = Rule(
    name: "retirement-candidate",
    level: .warning,
    summary: "There is reason to retire this prompt.",
    why: """
      A library that only grows hides what works among what does not. The reasons: nothing has reached the prompt \
      since its grace period ended, or since it was deprecated; a successor has taken its last step; nobody has used \
      it for its review interval, while use was being counted. A prompt of kind `fallback`, `seasonal` or `permanent` \
      is quiet by nature, and only a successor makes it a candidate. The tool proposes; a person decides.
      """,
    remedy: "Set 'status: retired' and its successor, or delete it; a live step that uses it keeps it.",
    flagged: [
      Example(
        "Deprecated, and nothing uses it any more", count: 1,
        [
          "sort.prompt.yml":
            "status: deprecated\nsuccessor: triage\nmessages: [{role: user, content: Sort this row.}]\n",
          "triage.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [triage]\n",
        ])
    ],
    accepted: [
      Example(
        "Deprecated, and a step still uses it",
        [
          "sort.prompt.yml":
            "status: deprecated\nsuccessor: triage\nmessages: [{role: user, content: Sort this row.}]\n",
          "triage.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
          "flow.yaml":
            "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n  - id: next\n    uses: [triage]\n",
        ]),
      Example(
        "Nothing uses it, and it came in last week",
        ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"],
        adding: { $0.firstSeen = [CalendarDay(year: 2026, month: 11, day: 13)] }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active || prompt.status == .deprecated, !prompt.isPartial else { return [] }
      let reasons = [
        supersession(of: prompt, index, evidence),
        prompt.isQuiet ? nil : abandonment(of: prompt, index, evidence),
        prompt.isQuiet ? nil : disuse(of: prompt, evidence),
      ].compactMap { $0 }
      guard !reasons.isEmpty, !prompt.isForShow else { return [] }
      return [
        Problem(
          "It can be retired: \(reasons.map(\.label).joined(separator: "; ")). A live step that uses it keeps it.",
          at: prompt.place, evidence: reasons.filter { $0.place != prompt.place })
      ]
    })

  /// Nothing reaches it, and it had its time.
  ///
  /// Without history a prompt's age is not known, and it is given the benefit of the doubt.
  private static func abandonment(of prompt: Prompt, _ index: Int, _ evidence: Evidence) -> Evidence.Span? {
    guard evidence.policy.attach != .nothing, evidence.library.verdicts[index].kind == .orphaned else {
      return nil
    }
    if prompt.status == .deprecated, let status = prompt.metadata.status {
      return Evidence.Span("it is deprecated, and nothing reaches it", at: status.place)
    }
    guard let seen = evidence.firstSeen(index), seen.days(until: evidence.today) > evidence.policy.graceDays
    else { return nil }
    return Evidence.Span("it was there on \(seen) already, and nothing reaches it", at: prompt.place)
  }

  /// Its successor runs at a step, and it does not.
  private static func supersession(of prompt: Prompt, _ index: Int, _ evidence: Evidence) -> Evidence.Span? {
    guard let successor = prompt.metadata.successor, !evidence.library.verdicts[index].keepsAlive else {
      return nil
    }
    let steps = evidence.prompts(named: successor.value)
      .filter { evidence.library.prompts[$0].status == .active && $0 != index }
      .flatMap { evidence.liveEdges($0) }.compactMap(\.step)
    guard let step = steps.first else { return nil }
    return Evidence.Span(
      "its successor '\(successor.value)' has its place at '\(step)'", at: successor.place)
  }

  /// Use was counted during the whole interval, and none was of this prompt.
  private static func disuse(of prompt: Prompt, _ evidence: Evidence) -> Evidence.Span? {
    guard let interval = evidence.policy.reviewIntervalDays(for: prompt) else { return nil }
    let counts = evidence.usage.of(prompt.id)
    // A prompt that was never counted may be one that nobody counts.
    guard let last = counts.filter({ $0.uses > 0 }).map(\.day).max(), let counted = evidence.usage.lastDay,
      last.days(until: evidence.today) > interval, counted.days(until: evidence.today) <= interval
    else { return nil }
    return Evidence.Span("it was last used on \(last)", at: prompt.place)
  }
}

extension Verdict {
  /// Something reaches the prompt, or it cannot be told.
  fileprivate var keepsAlive: Bool { kind != .orphaned && kind != .testOnly }
}
