import YAML

extension Importer {
  /// DeepEval's `.latest_run_full.json` and `test_run_*.json` (source: deepeval `test_run/test_run.py`, `test_run/api.py`).
  static let deepEval = Importer(
    name: "deepeval",
    summary: "DeepEval: `.deepeval/.latest_run_full.json`, `test_run_*.json`.",
    claims: { file in
      guard let root = file.root.map({ $0["testRunData"] ?? $0 }) else { return false }
      return root["testCases"]?.isSequence ?? false
        && (root["metricsScores"] != nil || root["testPassed"] != nil || root["hyperparameters"] != nil)
    },
    read: { file, options in
      guard let whole = file.root else { return Imported() }
      let root = whole["testRunData"] ?? whole
      var imported = Imported()
      let prompts = root["prompts"]?.items ?? []
      var run = ImportedRun(claim(prompts), tool: "deepeval", at: file.place(of: root))
      run.suiteName = root.text("identifier", "testFile")
      run.model = model(root["hyperparameters"], prompts)
      let cases = (root["testCases"]?.items ?? []) + (root["conversationalTestCases"]?.items ?? [])
      run.judge = cases.lazy.flatMap { $0["metricsData"]?.items ?? [] }
        .compactMap { $0.text("evaluationModel") }.first.flatMap { ModelNaming.name($0) }
      run.observations = cases.map { observation($0, options) }
      imported.runs = [run]
      if prompts.count > 1 {
        imported.problems.append(
          SourceProblem(
            .value, "The run names \(prompts.count) prompts, and does not say which of them a case is of.",
            at: file.place(of: prompts[1])))
      }
      return imported
    })

  /// Several prompts in one run leave open whose its cases are: then nothing is claimed.
  private static func claim(_ prompts: [Node]) -> PromptClaim {
    var claim = PromptClaim()
    guard prompts.count == 1 else { return claim }
    let prompt = prompts[0]
    if let text = prompt.text("text_template", "template") { claim.texts = [text] }
    let messages = (prompt["messages_template"]?.items ?? []).compactMap { $0["content"]?.string }
    if !messages.isEmpty { claim.texts.append(messages.joined(separator: "\n")) }
    claim.names = [prompt.text("alias")].compactMap { $0 }
    return claim
  }

  /// The model under test is only where people put it by custom; `evaluationModel` is the judge.
  private static func model(_ parameters: Node?, _ prompts: [Node]) -> String? {
    if let name = parameters?.text("model") { return ModelNaming.name(name) }
    guard prompts.count == 1, let settings = prompts[0]["model_settings"], let name = settings.text("name")
    else {
      return nil
    }
    guard let provider = settings.text("provider"), !name.contains("/") else { return name }
    return "\(provider.lowercased().replacing("_", with: ""))/\(name)"
  }

  /// A case that nobody named is `test_case_3` by its place in the list, which is another case once the list changes.
  private static func label(of test: Node) -> String? {
    let name = test["metadata"]?.text("case", "id") ?? test.text("name")
    let prefix = "test_case_"
    guard let name, name.hasPrefix(prefix), Int(name.dropFirst(prefix.count)) != nil else { return name }
    return Importer.label(test.text("input"))
  }

  private static func observation(_ test: Node, _ options: ImportOptions) -> Observation {
    let metrics = (test["metricsData"]?.items ?? []).filter {
      $0["flaky"]?.bool != true && options.counts($0.text("name") ?? "")
    }
    let scores = metrics.map { metric -> Score in
      let value = metric["score"]?.amount
      if metric.text("error") != nil || value == nil { return Score(outcome: .error, value: nil) }
      return Score(outcome: metric["success"]?.bool.map { $0 ? .pass : .fail } ?? .unscored, value: value)
    }
    let joined = Score.joined(scores)
    let criteria = metrics.map { "\($0.text("name") ?? "") \($0["threshold"]?.canonical ?? "")" }
    let input = test["input"] ?? test["turns"]
    var observation = Observation(
      key: [input?.canonical ?? "", test["expectedOutput"]?.canonical ?? ""].joined(separator: "\u{0}")
        + "\u{0}"
        + criteria.joined(separator: "\u{0}"),
      label: label(of: test), outcome: joined.outcome)
    observation.score = joined.value
    observation.latency = test["completionTime"]?.amount.map { $0 * 1000 }
    // `evaluationCost` and the metrics' tokens are the judge's.
    observation.cost = test["tokenCost"]?.amount
    observation.output = test.text("actualOutput").map(Observation.hash)
    return observation
  }
}
