import PromptLibrary

extension Rule {
  static let latencyDrift = Rule(
    name: "latency-drift",
    level: .note,
    summary: "The last run's answers took longer than those of the runs before.",
    why: """
      All calls of a run share the provider's load, so that cases are no replicates: compared are whole runs, by the \
      median of their times, against the spread of five runs or more. Told from a ratio of 1.25.
      """,
    remedy: "Run it again at another hour before believing it.",
    flagged: [
      Example(
        "Twice as long as in six runs before", count: 1, files,
        adding: {
          $0.addRuns([String](repeating: .outcomes(passed: 20), count: 6)) { run in
            run.cases.latencies = run.cases.ids.map { _ in 800 + Double(run.at.day.day % 3) * 20 }
          }
          $0.addRuns([.outcomes(passed: 20)], from: "2026-11-10") { run in
            run.cases.latencies = run.cases.ids.map { _ in 1700 }
          }
        })
    ],
    accepted: [
      Example(
        "Runs vary from day to day as the last one does", files,
        adding: {
          $0.addRuns([String](repeating: .outcomes(passed: 20), count: 7)) { run in
            run.cases.latencies = run.cases.ids.map { _ in 800 + Double(run.at.day.day % 3) * 400 }
          }
        })
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active,
        let shift = evidence.drift[index]?.effort.first(where: { $0.measure == .latency && $0.isAlarm })
      else { return [] }
      let line = evidence.library.runs[shift.newLines.last!]
      let last = shift.newLines.count == 1 ? "last run" : "last \(shift.newLines.count) runs"
      return [
        Problem(
          "Its \(last) took \(shift.ratio.ratioText) times as long as the \(shift.count) before (p \((shift.p ?? 1).significance)).",
          at: prompt.place, evidence: [Evidence.Span("the run of \(line.day)", at: line.place)])
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
