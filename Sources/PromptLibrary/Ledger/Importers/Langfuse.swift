import YAML

extension Importer {
  /// Langfuse's scores with the observations that they are of: the API's versions 2 and 3, and rows of the export to blob
  /// storage (source: langfuse `fern/apis/server/definition/scores-v3.yml`, `packages/shared/src/domain`).
  static let langfuse = Importer(
    name: "langfuse",
    summary: "Langfuse: scores and observations, of the API or the blob export, given together.",
    claims: { file in
      LangfuseReader.rows(in: file).contains {
        LangfuseReader.isScore($0) || LangfuseReader.isObservation($0)
      }
    },
    read: { file, options in
      var reader = LangfuseReader(file: file, options: options)
      reader.read()
      return reader.imported
    })
}

private struct LangfuseReader {
  let file: ResultFile
  let options: ImportOptions
  var imported = Imported()

  init(file: ResultFile, options: ImportOptions) { (self.file, self.options) = (file, options) }

  static func rows(in file: ResultFile) -> [Node] {
    file.records.flatMap { $0["data"]?.items ?? ($0.isSequence ? $0.items : [$0]) }
  }

  static func isScore(_ row: Node) -> Bool {
    row.first("dataType", "data_type") != nil && row["name"] != nil
      && row.first("subject", "traceId", "trace_id") != nil
  }

  static func isObservation(_ row: Node) -> Bool {
    row["id"] != nil && row.first("traceId", "trace_id") != nil
      && (row.first(
        "promptName", "prompt_name", "providedModelName", "provided_model_name", "usageDetails",
        "usage_details") != nil
        || row["prompt_name"] != nil && row["provided_model_name"] != nil)
  }

  mutating func read() {
    let scores = Self.rows(in: file).filter(Self.isScore)
    let others = options.companions.flatMap(Self.rows) + Self.rows(in: file)
    let observations = others.filter(Self.isObservation)
    // A file of observations alone is read with the scores that speak of it.
    if scores.isEmpty { return }
    var byID: [String: Node] = [:]
    var byTrace: [String: [Node]] = [:]
    for row in observations {
      if let id = row.text("id") { byID[id] = row }
      if row.text("promptName", "prompt_name") != nil, let trace = row.text("traceId", "trace_id") {
        byTrace[trace, default: []].append(row)
      }
    }
    var order: [String] = []
    var subjects: [String: (scores: [Node], observation: Node)] = [:]
    var lost = 0
    for score in scores where options.counts(score.text("name") ?? "") {
      let subject = Self.subject(of: score)
      let candidates =
        subject.observation.flatMap { byID[$0] }.map { [$0] } ?? byTrace[subject.trace ?? ""] ?? []
      // A trace with several answers by prompts does not say which of them is judged.
      guard candidates.count == 1, let id = candidates[0].text("id") else {
        lost += 1
        continue
      }
      if subjects[id] == nil { order.append(id) }
      subjects[id, default: ([], candidates[0])].scores.append(score)
    }
    imported.lost = lost
    if lost > 0 {
      imported.problems.append(
        SourceProblem(
          .value,
          observations.isEmpty
            ? "\(lost.of("score")) left out, without the prompt and model: give the observations too, "
              + "as in 'shelflife record scores.json observations.json'."
            : "\(lost.of("score")) left out: of no observation that names a prompt, or of a trace with several.",
          at: Place(path: file.source.path)))
    }
    for id in order { if let subject = subjects[id] { take(subject.scores, of: subject.observation) } }
    imported.settleNumbers(in: file, options)
  }

  private static func subject(of score: Node) -> (observation: String?, trace: String?) {
    if let subject = score["subject"] {
      let id = subject.text("id")
      let isObservation = subject.text("kind") == "observation"
      return (
        isObservation ? id : nil, subject.text("traceId") ?? (subject.text("kind") == "trace" ? id : nil)
      )
    }
    return (score.text("observationId", "observation_id"), score.text("traceId", "trace_id"))
  }

  private mutating func take(_ scores: [Node], of row: Node) {
    let name = row.text("promptName", "prompt_name")
    let version = row.first("promptVersion", "prompt_version")?.string
    let model = ModelNaming.name(row.text("providedModelName", "provided_model_name", "model"))
    let dataset = scores.lazy.compactMap { $0.text("datasetRunId", "dataset_run_id") }.first
    let index: Int
    if let known = imported.runs.firstIndex(where: {
      $0.claim.names.first == name && $0.suiteName == dataset && $0.model == model
        && $0.claim.names.dropFirst().first == version.map { "\(name ?? "") version \($0)" }
    }) {
      index = known
    } else {
      var run = ImportedRun(PromptClaim(), tool: "langfuse", at: file.place(of: scores[0]))
      run.claim.names = [name, version.map { "\(name ?? "") version \($0)" }].compactMap { $0 }
      run.model = model
      run.suiteName = dataset
      index = imported.runs.count
      imported.runs.append(run)
    }
    let joined = Score.joined(scores.map(score))
    let time = row.text("startTime", "start_time").flatMap(Timestamp.init)
    imported.runs[index].at = [imported.runs[index].at, time].compactMap { $0 }.min()
    let metadata = row["metadata"]?.unwrapped
    // A trace is one answer; the question is the case, and comes again.
    let input = row.first("input").flatMap { $0.isNull ? nil : $0 }
    let id = metadata?.text("case", "case_id", "dataset_item_id")
    let key = id ?? input?.canonical ?? row.text("traceId", "trace_id") ?? ""
    var observation = Observation(
      key: "\(key)\u{0}\(Set(scores.compactMap { $0.text("name") }).sorted().joined(separator: "\u{0}"))",
      label: id ?? (input == nil ? key : Importer.label(input?.string)),
      outcome: row.text("level") == "ERROR" ? .error : joined.outcome)
    observation.score = joined.value
    if row.text("level") != "ERROR" { observation.parts = joined.parts }
    let usage = (row["usageDetails"] ?? row["usage_details"])?.unwrapped
    observation.tokensIn = usage?["input"]?.int
    observation.tokensOut = usage?["output"]?.int
    observation.cost = row.first("totalCost", "total_cost", "calculatedTotalCost")?.amount
    // In seconds.
    observation.latency = row["latency"]?.amount.map { $0 * 1000 }
    observation.output = row.first("output").map { Observation.hash($0.string ?? $0.canonical) }
    imported.runs[index].observations.append(observation)
  }

  /// A boolean is 1 or 0 in version 2 of the API; a person's correction is a text, and no grade.
  private func score(_ row: Node) -> Score {
    let metric = row.text("name") ?? ""
    switch row.text("dataType", "data_type") {
    case "BOOLEAN":
      if let truth = row["value"]?.bool { return Score(outcome: truth ? .pass : .fail, value: truth ? 1 : 0) }
      return Score(row["value"]?.amount ?? .nan, threshold: Threshold(1))
    case "CATEGORICAL":
      return Score(
        row.first("stringValue", "string_value", "value"), threshold: options.threshold, metric: metric)
    case "TEXT", "CORRECTION": return Score(outcome: .unscored, value: nil)
    default: return Score(row["value"]?.amount ?? .nan, threshold: options.threshold, metric: metric)
    }
  }
}
