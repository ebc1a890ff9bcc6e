import PromptLibrary

extension Rule {
  static let costDrift = Rule(
    name: "cost-drift",
    level: .note,
    summary: "The same cases cost more than they did.",
    why: """
      Compared case by case with the runs before, on the same requested model and suite, by the ratio of costs, or of \
      tokens where no costs are known; since another version of the model answers, by all of its runs against those before. \
      Told when the ratio is above 1.1 with all of its 90 % interval.
      """,
    remedy: "See whether answers got longer or prices rose: shelflife drift {prompt}",
    flagged: [
      Example(
        "Each answer costs half more", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 20)]) { $0.cases.costs = $0.cases.ids.map { _ in 0.0004 } }
          $0.addRuns([.outcomes(passed: 20)], from: "2026-11-05") { run in
            run.cases.costs = run.cases.ids.map { _ in 0.0006 }
          }
        })
    ],
    accepted: [
      Example(
        "The cost is the same", files,
        adding: {
          $0.addRuns([.outcomes(passed: 20), .outcomes(passed: 20)]) {
            $0.cases.costs = $0.cases.ids.map { _ in 0.0004 }
          }
        }),
      Example(
        "Nobody knows the cost", files,
        adding: { $0.addRuns([.outcomes(passed: 20), .outcomes(passed: 20)]) }),
    ],
    check: .prompt { index, prompt, evidence in
      let shifts = evidence.drift[index]?.effort.filter { $0.measure != .latency && $0.isAlarm } ?? []
      guard prompt.status == .active, let shift = shifts.first, let interval = shift.interval else {
        return []
      }
      let line = evidence.library.runs[shift.newLines.last!]
      let what = shift.measure == .cost ? "cost" : "take"
      let unit = shift.measure == .cost ? "" : " the answer tokens"
      return [
        Problem(
          """
          Its cases \(what) \(shift.ratio.ratioText) times\(unit.isEmpty ? " as much" : unit) as before (90 % interval \
          \(interval.lowerBound.ratioText) to \(interval.upperBound.ratioText), \(shift.count.of("case"))).
          """, at: prompt.place, evidence: [Evidence.Span("the run of \(line.day)", at: line.place)])
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
