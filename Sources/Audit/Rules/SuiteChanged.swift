import PromptLibrary

extension Rule {
  static let suiteChanged = Rule(
    name: "suite-changed",
    level: .note,
    summary: "The suite was run since with other cases, criteria or another judge.",
    why:
      "What was measured by other questions is not comparable: a pass rate may rise because the cases got easier. The suite's hash covers its cases, criteria, threshold and judge.",
    remedy: "Run {prompt} again by the suite as it is now: shelflife validate {prompt}",
    flagged: [
      Example(
        "The suite was run in another form on the other model", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 200)])
          $0.addRuns(
            [.outcomes(passed: 210)], on: Run.Model(requested: "openai/gpt-4.1"), from: "2026-11-05",
            suite: "0dd5")
        })
    ],
    accepted: [
      Example(
        "Both models were run by one suite", files,
        adding: {
          $0.addRuns([.outcomes(passed: 200)])
          $0.addRuns([.outcomes(passed: 200)], on: Run.Model(requested: "openai/gpt-4.1"), from: "2026-11-05")
        })
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.asksForEvidence else { return [] }
      return evidence.measurements(of: index).filter { $0.kind == .suiteChanged }.map { measurement in
        let name = measurement.lines.last.flatMap { evidence.library.runs[$0].run.suite.name }
        return Problem(
          "The suite\(name.map { " '\($0)'" } ?? "") was changed after its last run\(measurement.onTarget).",
          at: prompt.place, evidence: measurement.span(in: evidence.library), detail: measurement.target ?? ""
        )
      }
    })

  private static let files = [
    "shelflife.yaml": "version: 1\nmodels: {current: [openai/gpt-4o, openai/gpt-4.1]}\n",
    "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
  ]
}
