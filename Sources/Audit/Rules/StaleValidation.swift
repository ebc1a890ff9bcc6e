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
      guard let (stale, last) = evidence.staleRun(of: index) else { return [] }
      let change = evidence.textChanges[index].map { " \($0.sentence)" } ?? ""
      return [
        Problem(
          """
          It changed since its last run\(stale.onTarget), of \(last.day): that was version \(last.run.version.prefix(7)), \
          this is \(prompt.shortVersion).\(change)
          """, at: prompt.place, evidence: stale.span(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}

extension TextChange {
  /// By which commit, as a sentence.
  fileprivate var sentence: String {
    guard let commit, let day else {
      return "The change is not committed yet."
    }
    let further = later > 0 ? ", and \(later.of("further change")) came since" : ""
    return "Commit \(commit) of \(day) changed it (\(summary ?? ""))\(further)."
  }
}
