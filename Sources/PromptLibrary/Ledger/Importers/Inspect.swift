import YAML

extension Importer {
  /// Inspect AI's logs, as JSON and as `.eval` (source: inspect_ai `log/_log.py`, `log/_recorders/eval.py`,
  /// `scorer/_metric.py`).
  static let inspect = Importer(
    name: "inspect",
    summary: "Inspect AI: logs as JSON, and `.eval` archives that are stored or deflated.",
    claims: { file in
      switch file.content {
      case .tree(let root): root["eval"]?["task"] != nil && root["status"] != nil
      case .archive(let archive):
        archive.entries.contains { $0.name == "header.json" || $0.name.hasPrefix("_journal/") }
      default: false
      }
    },
    read: { file, options in
      var reader = InspectReader(file: file, options: options)
      reader.read()
      return reader.imported
    })
}

/// Reads one log.
private struct InspectReader {
  let file: ResultFile
  let options: ImportOptions
  var imported = Imported()

  init(file: ResultFile, options: ImportOptions) { (self.file, self.options) = (file, options) }

  private mutating func refuse(_ message: String) {
    imported.problems.append(SourceProblem(.syntax, message, at: Place(path: file.source.path)))
  }

  mutating func read() {
    if let root = file.root { return read(root, samples: root["samples"]?.items ?? []) }
    guard case .archive(let archive) = file.content else { return }
    do throws(FileFault) {
      try read(archive)
    } catch {
      refuse("The log cannot be read: \(error.message).")
    }
  }

  private mutating func read(_ archive: Archive) throws(FileFault) {
    if archive.entries.contains(where: { $0.method == 93 }) {
      let folder = file.source.path.folder.isEmpty ? "." : String(file.source.path.folder)
      return refuse(
        "The log's entries are compressed by zstd, which is not read here. Convert it: "
          + "inspect log convert --to json --output-dir \(Runner.quoted(folder, ifNeeded: true)) "
          + Runner.quoted(file.source.path, ifNeeded: true))
    }
    guard let header = archive["header.json"] else {
      return refuse(
        "The log was not finished: it has a journal and no header. Record it once the evaluation has ended.")
    }
    let root = try parse(header, of: archive)
    var samples: [Node] = []
    for entry in archive.entries where entry.name.hasPrefix("samples/") && entry.name.hasSuffix(".json") {
      samples.append(try parse(entry, of: archive))
    }
    if samples.isEmpty, let summaries = archive["summaries.json"] {
      samples = try parse(summaries, of: archive).items
    }
    read(root, samples: samples)
  }

  private func parse(_ entry: Archive.Entry, of archive: Archive) throws(FileFault) -> Node {
    let bytes = try archive.contents(of: entry)
    do {
      return try Node.parseJSON(bytes, allowsNonFinite: true)
    } catch {
      throw FileFault("\(entry.name) is not valid JSON: \(error.message)")
    }
  }

  private mutating func read(_ root: Node, samples: [Node]) {
    guard let spec = root["eval"] else { return refuse("The log has no 'eval'.") }
    if root["invalidated"]?.bool == true {
      return refuse("The log was invalidated, so it counts for nothing.")
    }
    let status = root.text("status") ?? "unknown"
    if status != "success" {
      imported.problems.append(
        SourceProblem(
          .value,
          "The log's status is '\(status)': its \(samples.count) samples count, and others may be missing.",
          at: file.root.map { file.place(of: $0["status"] ?? $0) } ?? Place(path: file.source.path)))
    }
    var run = ImportedRun(
      claim(root, spec), tool: "inspect_ai",
      at: file.root.map { file.place(of: $0["eval"] ?? $0) } ?? Place(path: file.source.path))
    run.tool.version = spec["packages"]?.text("inspect_ai")
    run.model = ModelNaming.name(spec.text("model"))
    run.at =
      (root["stats"]?.text("started_at") ?? spec.text("created")).flatMap(Timestamp.init)
      ?? spec.text("created").flatMap(Timestamp.init)
    run.suiteName = spec.text("task")
    run.judge = judge(root, run.model)
    for sample in samples where sample["invalidation"]?.isNull ?? true {
      run.observations.append(observation(sample, run.model, root["results"]?["scores"]))
    }
    imported.runs = [run]
    imported.settleNumbers(in: file, options)
  }

  /// What the log says of its prompt: a solver's template, and whatever arguments or metadata are called so.
  private func claim(_ root: Node, _ spec: Node) -> PromptClaim {
    var claim = PromptClaim()
    for step in root["plan"]?["steps"]?.items ?? [] {
      if let template = step["params"]?.text("template") { claim.hints.append(template) }
    }
    for place in [spec["metadata"], spec["task_args"], spec["task_args_passed"]] {
      for key in ["prompt", "prompt_id", "prompt_file", "prompt_path", "template", "template_file"] {
        guard let value = place?.text(key) else { continue }
        if value.contains("\n") {
          claim.hints.append(value)
        } else {
          claim.names.append(value)
          claim.paths.append(value)
        }
      }
      if let version = place?.text("prompt_version") { claim.version = version }
    }
    claim.names += [spec.text("task")].compactMap { $0 }
    let revision = spec["revision"]
    // A log of an older version does not say whether its tree was clean, and then proves nothing.
    if revision?["dirty"]?.bool == false { claim.commit = revision?.text("commit") }
    return claim
  }

  /// Models that were used and are not the one under test grade.
  private func judge(_ root: Node, _ model: String?) -> String? {
    for step in root["eval"]?["scorers"]?.items ?? [] {
      if let judge = step["options"]?.text("model") ?? step["params"]?.text("model") {
        return ModelNaming.name(judge)
      }
    }
    for score in root["results"]?["scores"]?.items ?? [] {
      if let judge = score["params"]?.text("model") { return ModelNaming.name(judge) }
    }
    let others = (root["stats"]?["model_usage"]?.keys ?? []).filter { ModelNaming.name($0) != model }
    return others.count == 1 ? ModelNaming.name(others[0]) : nil
  }

  private func observation(_ sample: Node, _ model: String?, _ scorers: Node?) -> Observation {
    let pairs = sample["scores"]?.pairs ?? []
    let scores = pairs.compactMap { pair -> Score? in
      guard let name = pair.key.text, options.counts(name) else { return nil }
      return score(pair.value["value"], name)
    }
    var joined = Score.joined(scores)
    if sample["error"].map({ !$0.isNull }) ?? false { joined = Score(outcome: .error, value: nil) }
    let criteria = (scorers?.items ?? []).filter { options.counts($0.text("name") ?? "") }
      .map { "\($0.text("name") ?? "") \($0["params"]?.canonical ?? "")" }.joined(separator: "\u{0}")
    let id = sample["id"].map { $0.string ?? $0.canonical } ?? ""
    var observation = Observation(
      key:
        "\(id)\u{0}\(sample["input"]?.canonical ?? "")\u{0}\(sample["target"]?.canonical ?? "")\u{0}\(criteria)",
      label: id, outcome: joined.outcome)
    observation.score = joined.value
    observation.parts = joined.parts
    let output = sample["output"]
    observation.served = output?.text("model")
    // The usage of the whole sample holds the graders' tokens too.
    let usage =
      output?.first("usage")
      ?? sample["model_usage"]?.pairs.first {
        ModelNaming.name($0.key.text) == model
      }?.value
    observation.tokensIn = usage?["input_tokens"]?.int
    observation.tokensOut = usage?["output_tokens"]?.int
    observation.cost = usage?["total_cost"]?.amount
    observation.latency = (output?.first("time") ?? sample.first("working_time", "total_time"))?.amount.map {
      $0 * 1000
    }
    let answer = output?["completion"]?.string ?? output?["choices"]?[0]?["message"]?["content"]?.canonical
    observation.output = answer.map(Observation.hash)
    return observation
  }

  /// A score may be one value, or several under names or in a list: then all of them count.
  private func score(_ value: Node?, _ name: String) -> Score {
    guard let value, !value.isScalar else {
      return Score(value, threshold: options.threshold, metric: name)
    }
    let named = value.pairs.map { ($0.value, "\(name)/\($0.key.text ?? "")") }
    return .joined(
      (named + value.items.map { ($0, name) }).map {
        Score($0.0, threshold: options.threshold, metric: $0.1)
      })
  }
}
