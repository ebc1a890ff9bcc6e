import PromptLibrary

extension Rule {
  static let promptRegression = Rule(
    name: "prompt-regression",
    level: .error,
    summary: "The prompt's text does worse than the one before, on the same model and suite.",
    why: """
      An edit that reads better can work worse. The runs of the new text are compared case by case with those of the \
      text before, by the same exact test and alarm rate as `model-drift`.
      """,
    remedy: "Look at the cases that broke: shelflife drift {prompt}",
    flagged: [
      Example(
        "Ten cases that passed fail since the edit", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], version: "1d0c0de")
          $0.addRuns([.outcomes(passed: 30, failed: 10)], from: "2026-11-10")
        })
    ],
    accepted: [
      Example(
        "The edit mended cases", files,
        adding: {
          $0.addRuns([.outcomes(passed: 30, failed: 10)], version: "1d0c0de")
          $0.addRuns([.outcomes(passed: 40)], from: "2026-11-10")
        }),
      Example(
        "The suite changed with the text", files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], version: "1d0c0de")
          $0.addRuns([.outcomes(passed: 30, failed: 10)], from: "2026-11-10", suite: "0dd5")
        }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active, let drift = evidence.drift[index], drift.isCurrent(prompt) else {
        return []
      }
      return drift.comparisons.filter { $0.kind == .edit && !$0.isRescored }.compactMap { comparison in
        guard let level = comparison.level else { return nil }
        return Problem(
          """
          Since version \(comparison.base.version.prefix(7)) it does worse on '\(comparison.new.model.description)': \
          \(comparison.figures); \(comparison.sureness).
          """, at: prompt.place, evidence: comparison.spans(in: evidence.library), level: level,
          detail: comparison.new.model.description)
      }
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
