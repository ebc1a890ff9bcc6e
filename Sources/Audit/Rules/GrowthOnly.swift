import PromptLibrary

extension Rule {
  static let growthOnly = Rule(
    name: "growth-only",
    level: .note,
    summary: "Over the last year prompts were added and none retired.",
    why: """
      A library that is never pruned was never measured either: some of what was added must have been worse than what \
      was there. Judged over a year of history, from ten added prompts on.
      """,
    remedy: "Look at the retirement candidates, and retire what has no use.",
    flagged: [
      Example(
        "Twelve came, none went", count: 1, ["shelflife.yaml": "version: 1\n"],
        adding: { library in
          library.growth = Growth(
            added: 12, removed: 0, retired: 0, since: CalendarDay(year: 2025, month: 11, day: 20)!)
        })
    ],
    accepted: [
      Example(
        "Twelve came, one went", ["shelflife.yaml": "version: 1\n"],
        adding: { library in
          library.growth = Growth(
            added: 12, removed: 0, retired: 1, since: CalendarDay(year: 2025, month: 11, day: 20)!)
        }),
      Example(
        "The library is three months old", ["shelflife.yaml": "version: 1\n"],
        adding: { library in
          library.growth = Growth(
            added: 12, removed: 0, retired: 0, since: CalendarDay(year: 2026, month: 8, day: 20)!)
        }),
    ],
    check: .library { evidence in
      guard let growth = evidence.library.growth, growth.added >= evidence.policy.growth,
        growth.removed == 0, growth.retired == 0,
        // A year, give or take the days that a month has.
        growth.since.days(until: evidence.today) >= 360
      else { return [] }
      return [
        Problem(
          "\(growth.added.of("prompt")) came in since \(growth.since), and none was retired.",
          at: Place(path: evidence.library.configuration.path ?? "."))
      ]
    })
}
