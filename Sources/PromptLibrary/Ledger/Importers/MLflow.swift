import YAML

extension Importer {
  /// MLflow: traces with assessments, the table of `mlflow.genai.evaluate`, and that of `mlflow.evaluate` (source: mlflow
  /// `cli/traces.py`, `entities/assessment.py`, `genai/evaluation/entities.py`).
  static let mlflow = Importer(
    name: "mlflow",
    summary:
      "MLflow: `mlflow traces search --output json`, an evaluation's `result_df` as JSON or CSV, `eval_results_table.json`.",
    claims: { file in
      switch file.content {
      case .table(let table): table.columns.contains { $0.hasSuffix("/value") || $0.hasSuffix("/score") }
      default: !MLflowReader.traces(in: file).isEmpty || !MLflowReader.rows(in: file).isEmpty
      }
    },
    read: { file, options in
      var reader = MLflowReader(file: file, options: options)
      reader.read()
      return reader.imported
    })
}

private struct MLflowReader {
  let file: ResultFile
  let options: ImportOptions
  var imported = Imported()

  init(file: ResultFile, options: ImportOptions) { (self.file, self.options) = (file, options) }

  mutating func read() {
    let traces = Self.traces(in: file)
    if !traces.isEmpty {
      read(traces)
    } else if case .table(let table) = file.content {
      let rows = table.rows.map { row in
        Row(
          values: Dictionary(
            zip(table.columns, row.values.map { Node(.scalar($0, .quoted), start: .start, end: .start) }),
            uniquingKeysWith: { $1 }), place: Place(path: file.source.path, line: row.line))
      }
      read(rows)
    } else {
      read(Self.rows(in: file))
    }
    imported.settleNumbers(in: file, options)
  }

  // Traces.
  static func traces(in file: ResultFile) -> [Node] {
    file.records.flatMap { $0["traces"]?.items ?? ($0.isSequence ? $0.items : [$0]) }
      .filter { $0["info"]?["trace_id"] != nil || $0["info"]?["assessments"] != nil }
  }

  private mutating func read(_ traces: [Node]) {
    var groups: [[String]: Int] = [:]
    for trace in traces {
      guard let info = trace["info"] else { continue }
      let links =
        (info["tags"]?.first("mlflow.linkedPrompts") ?? info["trace_metadata"]?.first("mlflow.linkedPrompts"))?
        .unwrapped.items ?? []
      if links.count > 1 {
        imported.problems.append(
          SourceProblem(
            .value,
            "This trace is linked to \(links.count) prompts, and does not say which of them is judged.",
            at: file.place(of: info)))
        continue
      }
      let metadata = info["trace_metadata"]
      let run = metadata?.text("mlflow.sourceRun") ?? ""
      let (model, served) = Self.models(trace["data"]?["spans"])
      let group = [run, links.first?.text("name") ?? "", links.first?.text("version") ?? "", model ?? ""]
      if groups[group] == nil {
        var new = ImportedRun(PromptClaim(), tool: "mlflow", at: file.place(of: trace))
        if let name = links.first?.text("name") { new.claim.names = [name] }
        new.model = ModelNaming.name(model)
        new.suiteName = run.isEmpty ? nil : "run \(run)"
        groups[group] = imported.runs.count
        imported.runs.append(new)
      }
      guard let index = groups[group] else { continue }
      let time = info.text("request_time").flatMap(Timestamp.init)
      imported.runs[index].at = [imported.runs[index].at, time].compactMap { $0 }.min()
      take(info, trace, served, into: &imported.runs[index])
    }
  }

  private func take(_ info: Node, _ trace: Node, _ served: String?, into run: inout ImportedRun) {
    var scores: [Score] = []
    var names: [String] = []
    var expected: [String] = []
    for assessment in info["assessments"]?.items ?? [] {
      let name = assessment.text("assessment_name", "name") ?? ""
      if let expectation = assessment["expectation"] { expected.append("\(name) \(expectation.canonical)") }
      // What was expected is no result.
      guard let feedback = assessment["feedback"], options.counts(name) else { continue }
      names.append(name)
      if feedback.first("error") != nil || assessment.first("error") != nil {
        scores.append(Score(outcome: .error, value: nil))
      } else {
        scores.append(Score(feedback["value"], threshold: options.threshold, metric: name))
      }
      if assessment["source"]?.text("source_type") == "LLM_JUDGE" {
        run.judge = run.judge ?? ModelNaming.name(assessment["source"]?.text("source_id"))
      }
    }
    var joined = Score.joined(scores)
    if info.text("state", "status") == "ERROR" { joined = Score(outcome: .error, value: nil) }
    let id = info.text("client_request_id")
    let input = info.first("request", "request_preview") ?? trace["data"]?.first("request")
    let key = id ?? input?.canonical ?? info.text("trace_id") ?? ""
    var observation = Observation(
      key: ([key] + expected + names).joined(separator: "\u{0}"), label: id, outcome: joined.outcome)
    observation.score = joined.value
    observation.parts = joined.parts
    observation.served = served
    let tokens = info["trace_metadata"]?["mlflow.trace.tokenUsage"]?.unwrapped
    observation.tokensIn = tokens?["input_tokens"]?.int
    observation.tokensOut = tokens?["output_tokens"]?.int
    observation.cost = info["trace_metadata"]?["mlflow.trace.cost"]?.unwrapped["total_cost"]?.amount
    observation.latency = Self.milliseconds(info)
    let output = info.first("response", "response_preview") ?? trace["data"]?.first("response")
    observation.output = output.map { Observation.hash($0.string ?? $0.canonical) }
    run.observations.append(observation)
  }

  /// `"1.200s"`, or a number of milliseconds.
  private static func milliseconds(_ info: Node) -> Double? {
    if let number = info["execution_duration_ms"]?.amount { return number }
    guard let text = info.text("execution_duration"), text.hasSuffix("s") else { return nil }
    return Double(text.dropLast()).map { ($0 * 1000).rounded() }
  }

  /// The model that a span asked for and the one that answered, where spans are there.
  private static func models(_ spans: Node?) -> (requested: String?, served: String?) {
    for span in spans?.items ?? [] {
      let attributes = span["attributes"]
      let requested = attributes?.first("mlflow.llm.model", "gen_ai.request.model")?.string
      // A span's attributes are JSON inside of strings.
      if let requested {
        let served = attributes?.first("gen_ai.response.model")?.string
        func bare(_ text: String) -> String { text.replacing("\"", with: "") }
        return (bare(requested), served.map(bare))
      }
    }
    return (nil, nil)
  }

  // Tables.
  struct Row {
    var values: [String: Node]
    var place: Place
  }

  /// Rows of records, or of the orientation that pandas calls split.
  static func rows(in file: ResultFile) -> [Row] {
    if let root = file.root, let columns = root["columns"]?.items.map({ $0.text ?? "" }),
      let data = root["data"]?.items,
      columns.contains(where: isResult)
    {
      return data.map { row in
        Row(values: Dictionary(zip(columns, row.items), uniquingKeysWith: { $1 }), place: file.place(of: row))
      }
    }
    let records = file.records.flatMap { $0.isSequence ? $0.items : [$0] }
    guard records.contains(where: { $0.keys.contains(where: isResult) }) else { return [] }
    return records.map { record in
      Row(
        values: Dictionary(
          record.pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }, uniquingKeysWith: { $1 }
        ),
        place: file.place(of: record))
    }
  }

  private static func isResult(_ column: String) -> Bool {
    column.contains("/") && (column.hasSuffix("/value") || column.hasSuffix("/score"))
  }

  /// A metric with its version, as `toxicity/v1`.
  private static func stem(of column: String) -> String {
    String(column.dropLast(column.hasSuffix("/value") ? "/value".count : "/score".count))
  }

  private mutating func read(_ rows: [Row]) {
    guard let first = rows.first else { return }
    var run = ImportedRun(PromptClaim(), tool: "mlflow", at: first.place)
    run.model = ModelNaming.name(first.values["model"]?.string)
    run.claim.names = [first.values["prompt"]?.string].compactMap { $0 }
    for row in rows {
      let columns = row.values.keys.filter(Self.isResult).sorted().filter { column in
        options.counts(String(column.prefix { $0 != "/" })) || options.counts(Self.stem(of: column))
      }
      let scores = columns.map { column -> Score in
        let stem = Self.stem(of: column)
        let error = row.values["\(stem)/error_message"] ?? row.values["\(stem)/error_code"]
        if let error = error?.string, !error.isEmpty, error != "nan" {
          return Score(outcome: .error, value: nil)
        }
        return Score(row.values[column], threshold: options.threshold, metric: stem)
      }
      let joined = Score.joined(scores)
      let input = row.values["inputs"] ?? row.values["request"]
      let expected = row.values["expectations"] ?? row.values["targets"] ?? row.values["ground_truth"]
      var observation = Observation(
        key: ([input?.canonical ?? row.place.description, expected?.canonical ?? ""] + columns).joined(
          separator: "\u{0}"),
        label: row.values["id"]?.string ?? Importer.label(input?.string), outcome: joined.outcome)
      observation.score = joined.value
      observation.parts = joined.parts
      // In seconds, as `mlflow.evaluate` measures it.
      observation.latency = row.values["latency"]?.amount.map { $0 * 1000 }
      observation.tokensOut = row.values["token_count"]?.int
      observation.output = row.values["outputs"].flatMap {
        $0.isNull ? nil : Observation.hash($0.string ?? $0.canonical)
      }
      run.observations.append(observation)
    }
    imported.runs = [run]
  }
}
