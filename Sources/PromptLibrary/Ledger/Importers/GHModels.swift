import YAML

extension Importer {
  /// GitHub Models' `gh models eval FILE --json` (source: gh-models `cmd/eval/eval.go`).
  static let ghModels = Importer(
    name: "gh-models",
    summary: "GitHub Models: `gh models eval FILE.prompt.yml --json`.",
    claims: { $0.root.map { $0["testResults"] != nil && $0["summary"] != nil } ?? false },
    read: { file, _ in
      guard let root = file.root else { return Imported() }
      var imported = Imported()
      var run = ImportedRun(PromptClaim(), tool: "gh-models", at: file.place(of: root))
      run.claim.names = [root.text("name")].compactMap { $0 }
      run.model = ModelNaming.name(root.text("model"))
      // A list that is empty is null in Go.
      for result in root["testResults"]?.items ?? [] { run.observations.append(observation(result)) }
      imported.runs = [run]
      return imported
    })

  /// A case passes when every evaluator lets it; where there is none, the tool says 100 % and nothing was judged.
  private static func observation(_ result: Node) -> Observation {
    let test = result["testCase"]
    let evaluations = result["evaluationResults"]?.items ?? []
    let scores = evaluations.map { evaluation in
      Score(
        outcome: evaluation["passed"]?.bool.map { $0 ? .pass : .fail } ?? .unscored,
        value: evaluation["score"]?.amount)
    }
    let joined = Score.joined(scores)
    let names = evaluations.compactMap { $0.text("evaluatorName") }.joined(separator: "\u{0}")
    var observation = Observation(
      key: "\(test?.canonical ?? "")\u{0}\(names)",
      label: test?.text("id", "name") ?? label(test?.text("input")),
      outcome: joined.outcome)
    observation.score = joined.value
    observation.output = result.text("modelResponse").map(Observation.hash)
    return observation
  }

  /// An input that is short enough to be a name.
  static func label(_ input: String?) -> String? {
    guard let input = input?.trimmed, !input.isEmpty, input.utf8.count <= 60, !input.contains("\n") else {
      return nil
    }
    return input
  }
}
