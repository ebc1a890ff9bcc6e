import Git
import YAML

extension Importer {
  /// Our own: lines of a ledger, and runs with a list of cases for whoever writes a runner.
  static let own = Importer(
    name: "shelflife",
    summary: "Our own: a run as JSON with its cases as a list, or lines of a ledger.",
    claims: { file in
      guard let first = rows(in: file).first else { return false }
      return first["cases"] != nil && (first["prompt"] != nil || first["template"] != nil)
    },
    read: { file, options in
      var imported = Imported()
      for node in rows(in: file) { read(node, file, options, into: &imported) }
      imported.settleNumbers(in: file, options)
      return imported
    })

  private static func rows(in file: ResultFile) -> [Node] {
    file.records.flatMap { $0.isSequence ? $0.items : [$0] }
  }

  private static func read(
    _ node: Node, _ file: ResultFile, _ options: ImportOptions, into imported: inout Imported
  ) {
    let fields = Fields(node, in: file.source)
    if node["cases"]?.isMapping ?? false, let fault = RunLine.fault(in: fields) {
      imported.problems.append(
        SourceProblem(.value, fault.message + " The run was left out.", at: fault.place))
      return
    }
    var run = ImportedRun(PromptClaim(), tool: "shelflife", at: file.place(of: node))
    if let tool = node["tool"] {
      run.tool = Run.Tool(name: tool.text("name") ?? tool.string, version: tool.text("version"))
    }
    if let prompt = node.text("prompt") {
      run.claim.names = [prompt]
      run.claim.paths = [prompt]
    }
    if let template = node.text("template") { run.claim.texts = [template] }
    run.claim.version = node.text("version")
    run.claim.commit = node.text("commit")
    let model = node["model"]
    run.model = ModelNaming.name(model?.text("requested") ?? model?.string)
    run.at = node.text("at").flatMap(Timestamp.init)
    run.suiteName = node["suite"]?.text("name") ?? node["suite"]?.string
    run.judge = node.text("judge")
    run.operatorName = node.text("operator")
    run.recordedBy = node.text("recorded_by").flatMap(Run.Recorder.init)
    if node["v"] != nil, Schema.run.check(node, in: file.source).isEmpty {
      run.original = RunLine(fields, content: Repository.blobID(of: []))?.run
    }
    if let cases = node["cases"], cases.isMapping {
      run.take(CaseColumns(fields["cases"]))
    } else {
      for test in node["cases"]?.items ?? [] {
        guard let observation = observation(test, options) else {
          imported.problems.append(
            SourceProblem(
              .value,
              "Expected pass, fail, error or unscored for 'outcome', or a score; the case was left out.",
              at: file.place(of: test)))
          continue
        }
        run.observations.append(observation)
      }
    }
    if let served = model?.text("served") {
      for index in run.observations.indices where run.observations[index].served == nil {
        run.observations[index].served = served
      }
    }
    imported.runs.append(run)
  }

  private static func observation(_ test: Node, _ options: ImportOptions) -> Observation? {
    let score = test["score"]?.amount
    let outcome: Outcome
    var parts: [Score] = []
    switch test.text("outcome")?.lowercased() ?? test["passed"]?.bool.map({ $0 ? "pass" : "fail" }) {
    case "pass", "p": outcome = .pass
    case "fail", "f": outcome = .fail
    case "error", "e": outcome = .error
    case "unscored", "u": outcome = .unscored
    case nil:
      parts = score.map { [Score($0, threshold: options.threshold)] } ?? []
      outcome = parts.first?.outcome ?? .unscored
    default: return nil
    }
    let id = test.text("id", "case", "name")
    var observation = Observation(
      key: [id ?? "", test["input"]?.canonical ?? "", test["criteria"]?.canonical ?? ""].joined(
        separator: "\u{0}"),
      label: id ?? label(test.text("input")), outcome: outcome)
    observation.isNamed = id != nil || test["input"] != nil
    observation.score = score
    observation.parts = parts
    observation.latency = test["latency_ms"]?.amount
    observation.tokensIn = test["tokens_in"]?.int
    observation.tokensOut = test["tokens_out"]?.int
    observation.cost = test["cost_usd"]?.amount
    observation.served = test.text("served")
    observation.cluster = test.text("cluster")
    // A text is hashed; `output_hash` was hashed already.
    observation.output = test.text("output_hash") ?? test.text("output").map(Observation.hash)
    return observation
  }
}

extension ImportedRun {
  /// Takes over the columns of a line of a ledger.
  fileprivate mutating func take(_ cases: CaseColumns) {
    for index in 0..<cases.count {
      let id = cases.ids.isEmpty ? "\(index + 1)" : cases.ids[index]
      var observation = Observation(key: id, label: id, outcome: cases.outcomes[index])
      observation.isNamed = !cases.ids.isEmpty
      func value<Value>(_ column: [Value?]) -> Value? { column.isEmpty ? nil : column[index] }
      observation.score = value(cases.scores)
      observation.latency = value(cases.latencies)
      observation.tokensIn = value(cases.tokensIn)
      observation.tokensOut = value(cases.tokensOut)
      observation.cost = value(cases.costs)
      observation.output = value(cases.outputs)
      observation.cluster = value(cases.clusters)
      observations.append(observation)
    }
  }
}
