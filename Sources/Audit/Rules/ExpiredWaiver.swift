import PromptLibrary

extension Rule {
  static let expiredWaiver = Rule(
    name: "expired-waiver",
    level: .warning,
    summary: "A waiver's day has come.",
    why:
      "A finding was accepted for a time, and the time is over: either it is mended by now, or somebody decides again.",
    remedy: "Mend what was waived and delete the waiver, or set a new day and say why.",
    flagged: [
      Example(
        "It ended a month ago", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/waivers.yaml": waiver(until: "2026-10-20"),
        ])
    ],
    accepted: [
      Example(
        "It ends tomorrow; today is 2026-11-20",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/waivers.yaml": waiver(until: "2026-11-21"),
        ])
    ],
    check: .waiver { outcome, evidence in
      guard outcome.isExpired else { return [] }
      let waiver = outcome.waiver
      let days = waiver.expires.days(until: evidence.today)
      let ago = days == 0 ? "today" : "\(days.of("day")) ago"
      let now =
        outcome.matched == 0
        ? "there is nothing left that it would accept" : "what it accepted is open again"
      return [
        Problem(
          "The waiver of '\(waiver.rule)' expired on \(waiver.expires), \(ago); \(now).",
          at: waiver.place,
          remedy: outcome.matched == 0 ? "Delete the waiver." : nil, detail: waiver.subject)
      ]
    })

  private static func waiver(until day: String) -> String {
    """
    - rule: orphaned-prompt
      prompt: sort
      reason: the pilot starts in spring
      why: planned
      owner: ops-lead@example.com
      expires: \(day)

    """
  }
}
