import PromptLibrary

extension Rule {
  static let reviewOverdue = Rule(
    name: "review-overdue",
    level: .warning,
    summary: "The day by which the prompt was to be looked at again has passed.",
    why: "A review date is a promise that somebody looks; a date that passed unseen is worse than none.",
    remedy: "Review {prompt}, and set its review_by to a day to come.",
    flagged: [
      Example(
        "The day has passed", count: 1,
        ["sort.prompt.yml": "review_by: 2026-10-01\nmessages: [{role: user, content: Sort this row.}]\n"]),
      Example(
        "It is no day", count: 1,
        ["sort.prompt.yml": "review_by: next spring\nmessages: [{role: user, content: Sort this row.}]\n"]),
    ],
    accepted: [
      Example(
        "The day is to come, or is today",
        [
          "sort.prompt.yml": "review_by: 2027-01-31\nmessages: [{role: user, content: Sort this row.}]\n",
          "answer.prompt.yml": "review_by: 2026-11-20\nmessages: [{role: user, content: Answer them.}]\n",
        ]),
      Example(
        "A retired prompt",
        [
          "sort.prompt.yml":
            "status: retired\nreview_by: 2026-01-31\nmessages: [{role: user, content: Sort this row.}]\n"
        ]),
    ],
    check: .prompt { _, prompt, evidence in
      guard let due = prompt.metadata.reviewBy, prompt.status != .retired else { return [] }
      guard let day = CalendarDay(due.value) else {
        return [
          Problem("'\(due.value)' is no day; expected one such as \(evidence.today).", at: due.place)
        ]
      }
      guard day < evidence.today else { return [] }
      return [
        Problem(
          "The review was due on \(day), \(day.days(until: evidence.today).of("day")) ago.",
          at: due.place)
      ]
    })
}
