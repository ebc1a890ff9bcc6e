import YAML

extension Importer {
  /// `oaieval`'s record of events (source: openai/evals `evals/record.py`, `evals/base.py`).
  static let openAIEvals = Importer(
    name: "openai-evals",
    summary: "OpenAI evals: the JSON lines that `oaieval` records.",
    claims: { $0.records.first?["spec"]?["eval_name"] != nil },
    read: { file, options in
      var reader = OpenAIEvalsReader(file: file, options: options)
      reader.read()
      return reader.imported
    })
}

private struct OpenAIEvalsReader {
  let file: ResultFile
  let options: ImportOptions
  var imported = Imported()

  init(file: ResultFile, options: ImportOptions) { (self.file, self.options) = (file, options) }

  /// One sample's events.
  private struct Sample {
    var samplings: [Node] = []
    var scores: [Score] = []
    var expected = ""
    var isGraded = false

    var grader: String? {
      isGraded && samplings.count > 1 ? ModelNaming.name(samplings.last?.text("model")) : nil
    }
  }

  mutating func read() {
    guard let spec = file.records.first?["spec"] else { return }
    var run = ImportedRun(PromptClaim(), tool: "openai-evals", at: file.place(of: spec))
    let models = spec["completion_fns"]?.items.compactMap(\.string) ?? []
    run.model = ModelNaming.name(models.first)
    // In evals that a model grades, the last function is the grader.
    if models.count > 1 { run.judge = ModelNaming.name(models.last) }
    // Without a zone, which is universal time here.
    run.at = spec.text("created_at").flatMap(Timestamp.init)
    run.suiteName = spec.text("eval_name")
    run.claim.names = [spec.text("eval_name"), spec.text("base_eval")].compactMap { $0 }
    var order: [String] = []
    var samples: [String: Sample] = [:]
    var isFinished = false
    for record in file.records.dropFirst() {
      if record["final_report"] != nil { isFinished = true }
      guard let id = record.text("sample_id"), let type = record.text("type") else { continue }
      if samples[id] == nil { order.append(id) }
      Self.take(record["data"], type, into: &samples[id, default: Sample()], options)
    }
    for id in order { run.observations.append(observation(id, samples[id] ?? Sample())) }
    // A grader that is named nowhere answers last.
    run.judge = run.judge ?? order.lazy.compactMap { samples[$0]?.grader }.first
    if !isFinished {
      imported.problems.append(
        SourceProblem(
          .value,
          "The record has no final report: the run was broken off, and its \(order.count) samples may not be all.",
          at: Place(path: file.source.path, start: file.records.last?.start)))
    }
    imported.runs = [run]
    imported.settleNumbers(in: file, options)
  }

  private static func take(_ data: Node?, _ type: String, into sample: inout Sample, _ options: ImportOptions)
  {
    switch type {
    case "sampling": if let data { sample.samplings.append(data) }
    case "match":
      sample.scores.append(Score(data?["correct"], threshold: options.threshold))
      sample.expected = data?["expected"]?.canonical ?? ""
    case "metrics":
      sample.isGraded = true
      let grade = data?.first("score", "choice", "accuracy")
      if options.counts("score") { sample.scores.append(Score(grade, threshold: options.threshold)) }
    case "error": sample.scores.append(Score(outcome: .error, value: nil))
    default: break
    }
  }

  private func observation(_ id: String, _ sample: Sample) -> Observation {
    let joined = Score.joined(sample.scores)
    // The first answer is the one that is graded; the grader's come after it.
    let answer = sample.samplings.first
    var observation = Observation(
      key: "\(id)\u{0}\(sample.expected)", label: id, outcome: joined.outcome)
    observation.score = joined.value
    observation.parts = joined.parts
    observation.served = answer?.text("model")
    observation.tokensIn = answer?["usage"]?["prompt_tokens"]?.int
    observation.tokensOut = answer?["usage"]?["completion_tokens"]?.int
    observation.output = answer?["sampled"].map { Observation.hash($0.canonical) }
    return observation
  }
}
