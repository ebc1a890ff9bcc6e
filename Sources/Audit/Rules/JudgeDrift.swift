import PromptLibrary

extension Rule {
  static let judgeDrift = Rule(
    name: "judge-drift",
    level: .warning,
    summary: "The same answers are judged otherwise than before.",
    why: """
      A score can move because the model changed, or because its judge did. Where the ledger holds the answers' hashes, \
      the two are told apart: an answer that is byte for byte the same and no longer passes is the judge's doing. Of a model that judges, a tenth of such answers and three at least are asked for, since it may \
      waver; of anything else one will do.
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
        }),
      Example(
        "A model that judges wavers on one answer", files,
        adding: {
          for day in ["2026-11-01", "2026-11-05"] {
            $0.addRuns(
              [day == "2026-11-01" ? .outcomes(passed: 20) : .outcomes(passed: 19, failed: 1)], from: day
            ) { run in
              run.cases.outputs = run.cases.ids
              run.judge = "openai/gpt-4.1"
            }
          }
        }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active, let drift = evidence.drift[index], drift.isCurrent(prompt),
        let comparison = drift.comparisons.last(where: \.judgeMoved)
      else { return [] }
      let judge = comparison.new.judge.map { " by '\($0)'" } ?? ""
      return [
        Problem(
          "\(comparison.rescored.of("case")) with the same answer as before of \(comparison.sameAnswers) \(comparison.rescored == 1 ? "is" : "are") judged otherwise\(judge).",
          at: prompt.place, evidence: comparison.spans(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}

extension DriftComparison {
  /// The judge, and not the answers, is what changed.
  fileprivate var judgeMoved: Bool {
    new.judge == nil ? rescored > 0 : rescored >= 3 && rescored * 10 >= sameAnswers
  }
}
