import PromptLibrary

extension Rule {
  static let overrideDrift = Rule(
    name: "override-drift",
    level: .warning,
    summary: "People replace the prompt's results more often than they did.",
    why: """
      What reviewers overrule is the nearest thing to quality in production. The weeks of the last 28 days are compared \
      with the weeks before them by their ranks, so that one busy day decides nothing; told when the share rose by the \
      policy's `minimum_drop` or more, at its `alarm_rate` over all prompts that are counted.
      """,
    remedy: "Read what was overridden, and run the cases again: shelflife drift {prompt}",
    flagged: [
      Example(
        "One in four, after one in twenty", count: 1,
        ["sort.prompt.yml": prompt, "library/runs/2026/10/a.usage.jsonl": weeks(12, 5, then: 4, 25)])
    ],
    accepted: [
      Example(
        "As many as ever",
        ["sort.prompt.yml": prompt, "library/runs/2026/10/a.usage.jsonl": weeks(12, 5, then: 4, 6)]),
      Example(
        "Overrides are not counted",
        [
          "sort.prompt.yml": prompt,
          "library/runs/2026/10/a.usage.jsonl":
            "{\"v\":1,\"day\":\"2026-11-01\",\"prompt\":\"sort\",\"uses\":100}\n",
        ]),
    ],
    check: .library { evidence in
      let prompts = evidence.library.prompts
      if evidence.library.usage.isEmpty { return [] }
      let shifts = prompts.indices.compactMap { index in
        prompts[index].status == .active
          ? OverrideShift(evidence.usage.of(prompts[index].id), today: evidence.today).map { (index, $0) }
          : nil
      }
      let q = Multiplicity.benjaminiHochberg(shifts.map(\.1.p))
      return zip(shifts, q).compactMap { member, q in
        let (index, shift) = member
        guard q <= evidence.policy.alarmRate, shift.rise >= evidence.policy.minimumDrop else { return nil }
        return Problem(
          "People replace \(shift.new.rate.percent) of its results, \(shift.base.rate.percent) before (p \(shift.p.significance)).",
          at: prompts[index].place,
          evidence: [Evidence.Span("the last count, of \(shift.lastDay)", at: shift.lastPlace)],
          subject: .prompt(id: prompts[index].id),
          remedy: "Read what was overridden, and run the cases again: shelflife drift \(prompts[index].id)"
        )
      }
    })

  private static let prompt = "messages: [{role: user, content: Sort this row.}]\n"

  private static func weeks(_ before: Int, _ share: Int, then after: Int, _ newShare: Int) -> String {
    let end = CalendarDay(year: 2026, month: 11, day: 20)!.number
    return (0..<(before + after)).map { week in
      let day = CalendarDay(number: end - 7 * (before + after - week) + 3)
      return
        "{\"v\":1,\"day\":\"\(day)\",\"prompt\":\"sort\",\"uses\":100,\"overrides\":\((week < before ? share : newShare) + week % 3)}\n"
    }
    .joined()
  }
}
