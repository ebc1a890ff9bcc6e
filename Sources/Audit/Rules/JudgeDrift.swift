import PromptLibrary

extension Rule {
  static let judgeDrift = Rule(
    name: "judge-drift",
    level: .warning,
    summary: "The same answers are judged otherwise than before.",
    why: """
      A score can move because the model changed, or because its judge did. Where the ledger holds the answers' hashes, \
      the two are told apart: an answer that is byte for byte the same and no longer passes is the judge's doing.
      """,
    remedy: "Pin the judge's version, or judge the old answers again by the new judge before comparing.",
    flagged: [
      Example(
        "Four answers stayed, and no longer pass", count: 1, files,
        adding: {
          $0.addRuns([.outcomes(passed: 20)]) { $0.cases.outputs = $0.cases.ids }
          $0.addRuns([.outcomes(passed: 16, failed: 4)], from: "2026-11-05") {
            $0.cases.outputs = $0.cases.ids
          }
        })
    ],
    accepted: [
      Example(
        "The answers changed with their verdicts", files,
        adding: {
          $0.addRuns([.outcomes(passed: 20)]) { $0.cases.outputs = $0.cases.ids }
          $0.addRuns([.outcomes(passed: 16, failed: 4)], from: "2026-11-05") { run in
            run.cases.outputs = run.cases.ids.map { "new \($0)" }
          }
        })
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active, let drift = evidence.drift[index], drift.isCurrent(prompt),
        let comparison = drift.comparisons.last(where: { $0.rescored > 0 })
      else { return [] }
      let judge = comparison.new.judge.map { " by '\($0)'" } ?? ""
      return [
        Problem(
          "\(counted(comparison.rescored, "case")) with the same answer as before \(comparison.rescored == 1 ? "is" : "are") judged otherwise\(judge).",
          at: prompt.place, evidence: comparison.spans(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
