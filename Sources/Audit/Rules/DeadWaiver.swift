import PromptLibrary

extension Rule {
  static let deadWaiver = Rule(
    name: "dead-waiver",
    level: .warning,
    summary: "A waiver matches nothing.",
    why: """
      The finding is mended, the name is mistyped, or the text that the waiver was granted for has changed. In each \
      case the waiver would one day accept what nobody decided on.
      """,
    remedy: "Delete the waiver, or correct its names.",
    flagged: [
      Example(
        "What it accepts is mended", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
          "library/waivers.yaml": waiver,
        ]),
      Example(
        "The text has changed since", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/waivers.yaml": waiver + "  version: 9f2c11d0\n",
        ]),
    ],
    accepted: [
      Example(
        "It accepts a finding",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/waivers.yaml": waiver,
        ])
    ],
    check: .waiver { outcome, evidence in
      guard !outcome.isExpired else { return [] }
      let waiver = outcome.waiver
      let reason: String
      if let now = outcome.versionNow {
        reason = "was granted for version \(waiver.version ?? ""), and the prompt is at \(now) now."
      } else if outcome.matched > 0 {
        return []
      } else if named(waiver.rule) == nil {
        let near = nearest(to: waiver.rule, among: all.map(\.name))
        reason = "matches nothing: there is no such rule\(near.map { "; did you mean '\($0)'?" } ?? ".")"
      } else if outcome.ruleIsOff {
        reason = "matches nothing: the rule is switched off."
      } else if let prompt = waiver.prompt, evidence.prompts(named: prompt).isEmpty {
        let near = nearest(to: prompt, among: evidence.library.prompts.lazy.map(\.id))
        reason =
          "matches nothing: there is no prompt '\(prompt)'\(near.map { "; did you mean '\($0)'?" } ?? ".")"
      } else if !waiver.namesSubject {
        reason = "matches nothing: it names no prompt, step, workflow, model or file."
      } else {
        reason = "matches nothing: what it accepted is gone."
      }
      return [
        Problem("The waiver of '\(waiver.rule)' \(reason)", at: waiver.place, detail: waiver.subject)
      ]
    })

  private static let waiver = """
    - rule: orphaned-prompt
      prompt: sort
      reason: the pilot starts in spring
      why: planned
      owner: ops-lead@example.com
      expires: 2027-03-01

    """
}
