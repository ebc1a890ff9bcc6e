import PromptLibrary

extension Rule {
  static let unmeasuredPrompt = Rule(
    name: "unmeasured-prompt",
    level: .warning,
    summary: "No run of the prompt says anything of its quality.",
    why: """
      A prompt that work depends on and that nobody measured is a hope. Runs without cases or criteria, and runs that \
      ended in errors, are no measurement, whatever percentage they print. Said of prompts that something uses, once \
      their grace period is over, and only where somebody measures at all: the ledger holds runs, or a runner is \
      configured.
      """,
    remedy: "Run its cases and record the result: shelflife record FILE",
    flagged: [
      Example(
        "Another prompt was run, and this one was not", count: 1, twoPrompts,
        adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "All its cases ended in errors", count: 2, twoPrompts,
        adding: { $0.addRuns(["eeee"]) }),
    ],
    accepted: [
      Example("Nobody measures here", twoPrompts),
      Example("Each was run", onePrompt, adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "It came in last week", twoPrompts,
        adding: {
          $0.addRuns([.outcomes(passed: 20)])
          $0.firstSeen = [
            CalendarDay(year: 2026, month: 1, day: 5), CalendarDay(year: 2026, month: 11, day: 13),
          ]
        }),
    ],
    check: .prompt { index, prompt, evidence in
      let measurements = evidence.measurements(of: index)
      guard prompt.asksForEvidence, !measurements.isEmpty, evidence.isInUse(index),
        !evidence.isInGrace(index),
        measurements.allSatisfy({ $0.kind == .none || $0.kind == .vacuous })
      else { return [] }
      guard let vacuous = measurements.first(where: { $0.kind == .vacuous }) else {
        return [Problem("It is in use, and no run of it is recorded.", at: prompt.place)]
      }
      let runs = vacuous.lines.count.of("run")
      let isInterrupted = vacuous.lines.contains { line in
        evidence.library.runs[line].run.cases.outcomes.contains { $0.isVerdict || $0 == .error }
      }
      return [
        isInterrupted
          ? Problem(
            "It is in use, and its \(runs) lost more than a tenth of the cases to errors.", at: prompt.place,
            evidence: vacuous.span(in: evidence.library), remedy: "Run its cases again.")
          : Problem(
            "It is in use, and its \(runs) judged nothing: no case passed or failed.", at: prompt.place,
            evidence: vacuous.span(in: evidence.library),
            remedy: "Give its cases criteria, and run them again.")
      ]
    })

  private static let onePrompt = [
    "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
    "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [a]\n",
  ]

  private static let twoPrompts = [
    "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
    "b.prompt.yml": "messages: [{role: user, content: Answer the customer.}]\n",
    "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [a, b]\n",
  ]
}
