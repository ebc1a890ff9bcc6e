import PromptLibrary

extension Rule {
  static let staleValidation = Rule(
    name: "stale-validation",
    level: .warning,
    summary: "The prompt changed since it was last run.",
    why: """
      A small edit can undo what was measured. The version covers what the model would see: text, parameters, tools and \
      schema; an edit of its metadata keeps the evidence.
      """,
    remedy: "Run its cases again: shelflife validate {prompt}",
    flagged: [
      Example(
        "The run is of another text", count: 1, files,
        adding: { $0.addRuns([.outcomes(passed: 20)], version: "1d0c0de") })
    ],
    accepted: [
      Example("The run is of this text", files, adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "A draft", ["sort.prompt.yml": "status: draft\nmessages: [{role: user, content: Sort this row.}]\n"],
        adding: { $0.addRuns([.outcomes(passed: 20)], version: "1d0c0de") }),
    ],
    check: .prompt { index, prompt, evidence in
      let measurements = evidence.measurements(of: index)
      guard prompt.asksForEvidence, let stale = measurements.last(where: { $0.kind == .wrongVersion }),
        let last = stale.lines.last.map({ evidence.library.runs[$0] })
      else { return [] }
      return [
        Problem(
          """
          It changed since its last run\(stale.onTarget), of \(last.day): that was version \(last.run.version.prefix(7)), \
          this is \(prompt.shortVersion).
          """, at: prompt.place, evidence: stale.span(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
