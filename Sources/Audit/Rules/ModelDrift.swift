import PromptLibrary

extension Rule {
  static let modelDrift = Rule(
    name: "model-drift",
    level: .error,
    summary: "The same text does worse than it did, on a newer version of the model or over time.",
    why: """
      Every case is compared with itself by an exact test that uses all runs and needs no model of flakiness. What is \
      reported holds the policy's `alarm_rate` over the whole library and a year of weekly runs; a loss below \
      `minimum_drop`, or of uncertain size, is no error. Where the same answers were judged otherwise, it is \
      `judge-drift`.
      """,
    remedy: "Look at the cases that broke: shelflife drift {prompt}",
    flagged: [
      Example(
        "A new version of the model fails ten cases that always passed", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], on: served("2026-05-13"))
          $0.addRuns([.outcomes(passed: 30, failed: 10)], on: served("2026-11-02"), from: "2026-11-10")
        }),
      Example(
        "The same version, and week after week cases fail that passed", count: 1, files,
        adding: {
          $0.addRuns([String](repeating: .outcomes(passed: 40), count: 4))
          $0.addRuns([String](repeating: .outcomes(passed: 30, failed: 10), count: 3), from: "2026-11-10")
        }),
    ],
    accepted: [
      Example(
        "One case of forty flips", files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)], on: served("2026-05-13"))
          $0.addRuns([.outcomes(passed: 39, failed: 1)], on: served("2026-11-02"), from: "2026-11-10")
        }),
      Example(
        "Another model altogether, used beside the first", files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 40)])
          $0.addRuns(
            [.outcomes(passed: 30, failed: 10)], on: Run.Model(requested: "openai/gpt-4o-mini"),
            from: "2026-11-10")
        }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active, let drift = evidence.drift[index], drift.isCurrent(prompt) else {
        return []
      }
      return drift.comparisons.filter { [.monitoring, .modelUpdate].contains($0.kind) && !$0.isRescored }
        .compactMap { comparison in
          guard let level = comparison.level else { return nil }
          let model = comparison.new.model.description
          let cause =
            comparison.kind == .monitoring
            ? "On '\(model)' it has come to do worse"
            : "On '\(model)' it does worse than on '\(comparison.base.model.description)'"
          return Problem(
            "\(cause): \(comparison.figures); \(comparison.sureness).", at: prompt.place,
            evidence: comparison.spans(in: evidence.library), level: level,
            detail: "\(comparison.kind.rawValue) \(model)")
        }
    })

  private static func served(_ day: String) -> Run.Model {
    Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-\(day)")
  }

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
