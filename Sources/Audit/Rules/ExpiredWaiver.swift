import PromptLibrary

extension Rule {
  static let expiredWaiver = Rule(
    name: "expired-waiver",
    level: .warning,
    summary: "A waiver's last day has passed.",
    why:
      "A finding was accepted for a time, and the time is over: either it is mended by now, or somebody decides again.",
    remedy: "Mend what was waived and delete the waiver, or set a new day and say why.",
    flagged: [
      Example(
        "It ended a month ago", count: 1,
        ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"],
        adding: { $0.waivers = [waiver(until: CalendarDay(year: 2026, month: 10, day: 20)!)] })
    ],
    accepted: [
      Example(
        "Today is its last day",
        ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"],
        adding: { $0.waivers = [waiver(until: CalendarDay(year: 2026, month: 11, day: 20)!)] })
    ],
    check: .waiver { outcome, evidence in
      guard outcome.isExpired else { return [] }
      let waiver = outcome.waiver
      let ago = counted(waiver.expires.days(until: evidence.today), "day")
      let now =
        outcome.matched == 0
        ? "there is nothing left that it would accept" : "what it accepted is open again"
      return [
        Problem(
          "The waiver of '\(waiver.rule)' expired on \(waiver.expires), \(ago) ago; \(now).",
          at: waiver.place,
          remedy: outcome.matched == 0 ? "Delete the waiver." : nil, detail: waiver.subject)
      ]
    })

  private static func waiver(until day: CalendarDay) -> Waiver {
    var waiver = Waiver(
      place: Place(path: "library/waivers.yaml", line: 1), rule: "orphaned-prompt",
      reason: "pilot runs in spring",
      owner: "ops-lead@example.com", expires: day)
    waiver.prompt = "sort"
    return waiver
  }
}
