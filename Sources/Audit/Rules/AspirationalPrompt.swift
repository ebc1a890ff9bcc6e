import PromptLibrary

extension Rule {
  static let aspirationalPrompt = Rule(
    name: "aspirational-prompt",
    level: .note,
    summary:
      "The prompt has been active for longer than its grace period, and was neither used nor measured.",
    why: """
      It is kept as if it worked, and nobody has shown that it does. Said only where somebody measures at all; a prompt \
      in use is `unmeasured-prompt`'s to tell.
      """,
    remedy: "Measure {prompt}, make it a draft, or retire it.",
    flagged: [
      Example(
        "Old, unused and never run", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 20)])
          $0.firstSeen = [
            CalendarDay(year: 2026, month: 1, day: 5), CalendarDay(year: 2026, month: 1, day: 5),
          ]
        })
    ],
    accepted: [
      Example(
        "Unused, and its age is not known", files, adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "Nobody measures here", files,
        adding: {
          $0.firstSeen = [
            CalendarDay(year: 2026, month: 1, day: 5), CalendarDay(year: 2026, month: 1, day: 5),
          ]
        }),
    ],
    check: .prompt { index, prompt, evidence in
      let measurements = evidence.measurements(of: index)
      guard prompt.asksForEvidence, !prompt.isQuiet, !measurements.isEmpty, !evidence.isInUse(index),
        measurements.allSatisfy({ $0.kind == .none }), let seen = evidence.firstSeen(index),
        seen.days(until: evidence.today) > evidence.policy.graceDays
      else { return [] }
      return [
        Problem(
          "It was there on \(seen) already; nothing uses it, and no run of it is recorded.", at: prompt.place)
      ]
    })

  private static let files = [
    "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
    "b.prompt.yml": "messages: [{role: user, content: Answer the customer.}]\n",
  ]
}
