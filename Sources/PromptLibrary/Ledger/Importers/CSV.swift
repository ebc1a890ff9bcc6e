import YAML

extension Importer {
  /// A table that people or scripts write: a row a case, with the columns of our own runs.
  static let csv = Importer(
    name: "csv",
    summary:
      "CSV: a row a case; `outcome`, `passed` or `score`, and any of `prompt`, `model`, `case`, and more.",
    claims: { file in
      guard case .table(let table) = file.content else { return false }
      let names = Set(table.columns.map { $0.lowercased() })
      return !names.isDisjoint(with: ["outcome", "passed", "pass", "score", "result"])
    },
    read: { file, options in
      guard case .table(let table) = file.content else { return Imported() }
      var reader = CSVReader(file: file, options: options, columns: table.columns.map { $0.lowercased() })
      for row in table.rows { reader.take(row) }
      reader.imported.settleNumbers(in: file, options)
      return reader.imported
    })
}

private struct CSVReader {
  let file: ResultFile
  let options: ImportOptions
  let columns: [String]
  var imported = Imported()
  private var runs: [[String?]: Int] = [:]

  init(file: ResultFile, options: ImportOptions, columns: [String]) {
    (self.file, self.options, self.columns) = (file, options, columns)
  }

  mutating func take(_ row: Table.Row) {
    func value(_ names: String...) -> String? {
      for name in names {
        if let index = columns.firstIndex(of: name), !row.values[index].trimmed.isEmpty {
          return row.values[index].trimmed
        }
      }
      return nil
    }
    func number(_ names: String...) -> Double? {
      for name in names {
        if let text = value(name) {
          if let number = Double(text), number.isFinite { return number }
        }
      }
      return nil
    }
    let place = Place(path: file.source.path, line: row.line)
    let group = [
      value("prompt"), value("version"), value("model", "requested"), value("run"), value("operator"),
      value("suite"),
      value("judge"),
    ]
    let index: Int
    if let known = runs[group] {
      index = known
    } else {
      var run = ImportedRun(PromptClaim(), tool: "csv", at: place)
      if let prompt = group[0] {
        run.claim.names = [prompt]
        run.claim.paths = [prompt]
      }
      run.claim.version = group[1]
      run.model = ModelNaming.name(group[2])
      run.operatorName = group[4]
      run.suiteName = group[5]
      run.judge = group[6]
      run.recordedBy = value("recorded_by").flatMap(Run.Recorder.init)
      index = imported.runs.count
      runs[group] = index
      imported.runs.append(run)
    }
    let time = value("at", "timestamp", "time").flatMap(Timestamp.init)
    imported.runs[index].at = [imported.runs[index].at, time].compactMap { $0 }.min()
    let score = number("score")
    let word = value("outcome", "result", "passed", "pass")
    guard let outcome = outcome(word, score, value("error")) else {
      imported.problems.append(
        SourceProblem(
          .value,
          "Expected pass, fail, error, unscored, true or false for the outcome, found '\(word ?? "")'; the row was left out.",
          at: place))
      return
    }
    let id = value("case", "case_id", "id", "name")
    let input = value("input", "question")
    var observation = Observation(
      key: [id ?? "", input ?? "", value("expected") ?? ""].joined(separator: "\u{0}"),
      label: id ?? Importer.label(input) ?? "row \(row.line)", outcome: outcome)
    if id == nil, input == nil {
      observation.key = "row \(row.line)"
      observation.isNamed = false
    }
    observation.score = score
    if let score, word == nil, value("error") == nil {
      observation.parts = [Score(score, threshold: options.threshold)]
    }
    observation.latency = number("latency_ms") ?? number("latency_s").map { $0 * 1000 }
    observation.tokensIn = number("tokens_in", "input_tokens").flatMap { Int(exactly: $0) }
    observation.tokensOut = number("tokens_out", "output_tokens").flatMap { Int(exactly: $0) }
    observation.cost = number("cost_usd", "cost")
    observation.served = value("served")
    observation.cluster = value("cluster")
    observation.output = value("output").map(Observation.hash)
    imported.runs[index].observations.append(observation)
  }

  /// Nil for a word that is none of those known.
  private func outcome(_ word: String?, _ score: Double?, _ error: String?) -> Outcome? {
    if error != nil, word == nil { return .error }
    guard let word else {
      return score.map { Score($0, threshold: options.threshold).outcome } ?? .unscored
    }
    switch word.lowercased() {
    case "p", "pass", "passed", "true", "yes", "1", "ok": return .pass
    case "f", "fail", "failed", "false", "no", "0": return .fail
    case "e", "error": return .error
    case "u", "unscored", "skipped", "n/a": return .unscored
    default: return nil
    }
  }
}
