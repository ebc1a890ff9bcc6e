import YAML

extension Importer {
  /// promptfoo's results: JSON, YAML, JSON lines and JUnit (source: promptfoo `src/types/index.ts`, `src/util/output.ts`,
  /// `src/util/junit.ts`).
  static let promptfoo = Importer(
    name: "promptfoo",
    summary: "promptfoo: `-o results.json` (or `.yaml`), `.jsonl`, `.junit.xml`.",
    claims: { file in
      switch file.content {
      case .tree(let root):
        root["results"]?["results"] != nil || root["results"]?["table"] != nil || PromptfooReader.isRow(root)
      case .lines(let lines): lines.first.map(PromptfooReader.isRow) ?? false
      case .markup(let root): root.name == "testsuites" && root.attributes["name"] == "promptfoo"
      default: false
      }
    },
    read: { file, _ in
      var reader = PromptfooReader(file: file)
      switch file.content {
      case .markup(let root): reader.readSuites(root)
      case .tree(let root) where !PromptfooReader.isRow(root): reader.readWhole(root)
      default: reader.readRows(file.records)
      }
      return reader.imported
    })
}

/// Reads one of promptfoo's files.
private struct PromptfooReader {
  let file: ResultFile
  var imported = Imported()

  init(file: ResultFile) { self.file = file }

  static func isRow(_ node: Node) -> Bool { node["promptIdx"] != nil && node["success"] != nil }

  // A whole file, with its header.
  mutating func readWhole(_ root: Node) {
    guard let results = root["results"] else { return }
    var tool = Run.Tool(name: "promptfoo")
    tool.version = root["metadata"]?.text("promptfooVersion")
    let at = [
      results["timestamp"], root["metadata"]?["evaluationCreatedAt"], root["createdAt"],
    ].lazy.compactMap { $0.flatMap(Self.time) }.first
    let paths = Self.files(in: root["config"]?["prompts"])
    let groups =
      results["results"].map { Self.grouped($0.items) } ?? []
    var runs: [ImportedRun] = []
    if let prompts = results["prompts"]?.items, !prompts.isEmpty {
      for (index, prompt) in prompts.enumerated() {
        let rows = groups.first { $0.index == index }?.rows ?? []
        var run = self.run(prompt, place: file.place(of: prompt))
        if prompts.count == 1 || Set(prompts.map { $0.text("raw") }).count == 1, paths.count == 1 {
          run.claim.paths += paths.filter { !run.claim.paths.contains($0) }
        }
        take(rows, into: &run)
        if run.model == nil { run.model = ModelNaming.name(prompt.text("provider")) }
        runs.append(run)
      }
    } else if let table = results["table"] {
      runs = readTable(table)
    } else {
      readRows(results["results"]?.items ?? [])
      runs = imported.runs
    }
    imported.runs = runs.map { run in
      var run = run
      run.tool = tool
      run.at = run.at ?? at
      run.suiteName = root["config"]?.text("description")
      run.judge = run.judge ?? Self.judge(root["config"]?["defaultTest"]?["options"]?["provider"], run)
      return run
    }
  }

  /// A column: a prompt on a provider, with the text before anything was filled in.
  private mutating func run(_ prompt: Node, place: Place) -> ImportedRun {
    var run = ImportedRun(PromptClaim(), tool: "promptfoo", at: place)
    let raw = prompt.first("raw")
    let isStripped = raw?.text == "[prompt stripped]"
    if let raw, !isStripped { run.claim.texts = Self.forms(of: raw) }
    if isStripped {
      imported.problems.append(
        SourceProblem(
          .value,
          "The prompts' texts were stripped from this file (PROMPTFOO_STRIP_PROMPT_TEXT), so none can be found by its text.",
          at: place))
    }
    takeLabel(prompt.text("label", "display"), into: &run.claim, isStripped: isStripped)
    return run
  }

  /// `PATH`, `PATH: TEXT`, or the text itself.
  private func takeLabel(_ label: String?, into claim: inout PromptClaim, isStripped: Bool) {
    guard let label else { return }
    let first = label.prefix { $0 != "\n" }
    if let colon = first.firstRange(of: ": "), first[..<colon.lowerBound].contains(".") {
      claim.paths.append(String(label[..<colon.lowerBound]))
      if claim.texts.isEmpty, !isStripped { claim.texts.append(String(label[colon.upperBound...])) }
    } else if first == label, label.contains("."), !label.contains(" ") {
      claim.paths.append(label)
    }
    if label.utf8.count < 200 { claim.names.append(label) }
    if claim.texts.isEmpty, !isStripped { claim.hints.append(label) }
  }

  /// A text as it stands, and where it is a chat, its messages' texts one under another as the library measures them.
  private static func forms(of raw: Node) -> [String] {
    let text = raw.string ?? raw.canonical
    let chat = raw.isScalar ? raw.unwrapped : raw
    let messages = (chat["messages"] ?? chat).items.compactMap { $0["content"]?.string }
    return [text] + (messages.isEmpty ? [] : [messages.joined(separator: "\n")])
  }

  private static func files(in prompts: Node?) -> [String] {
    (prompts?.list ?? []).compactMap { entry in
      guard let name = entry.string ?? entry.text("id", "raw") else { return nil }
      if name.hasPrefix("file://") { return String(name.dropFirst("file://".count)) }
      return name.contains(".") && !name.contains(" ") && !name.contains("\n") ? name : nil
    }
  }

  private static func grouped(_ rows: [Node]) -> [(index: Int, rows: [Node])] {
    var groups: [Int: [Node]] = [:]
    for row in rows { groups[row["promptIdx"]?.int ?? 0, default: []].append(row) }
    return groups.sorted { $0.key < $1.key }.map { (index: $0.key, rows: $0.value) }
  }

  // Rows alone, which know their prompt only as it was filled in.
  mutating func readRows(_ rows: [Node]) {
    for group in Self.grouped(rows) {
      guard let first = group.rows.first else { continue }
      var run = ImportedRun(PromptClaim(), tool: "promptfoo", at: file.place(of: first))
      let prompt = first["prompt"]
      let isFilledIn = !(first["vars"]?.pairs.isEmpty ?? true)
      if !isFilledIn, let raw = prompt?["raw"], raw.text != "[prompt stripped]" {
        run.claim.texts = Self.forms(of: raw)
      }
      takeLabel(
        prompt?.text("label", "display"), into: &run.claim,
        isStripped: prompt?.text("raw") == "[prompt stripped]")
      take(group.rows, into: &run)
      run.judge = Self.judge(nil, run)
      imported.runs.append(run)
    }
  }

  /// Versions 1 and 2 of the file: a table whose columns are the prompts.
  private mutating func readTable(_ table: Node) -> [ImportedRun] {
    let heads = table["head"]?["prompts"]?.items ?? []
    return heads.indices.map { column in
      let head = heads[column]
      var run: ImportedRun
      if head.isMapping {
        run = self.run(head, place: file.place(of: head))
        run.model = ModelNaming.name(head.text("provider"))
      } else {
        run = ImportedRun(PromptClaim(), tool: "promptfoo", at: file.place(of: head))
        run.claim.texts = Self.forms(of: head)
      }
      for row in table["body"]?.items ?? [] {
        guard let cell = row["outputs"]?[column] else { continue }
        var observation = Observation(
          key:
            "\((row["vars"] ?? row["test"]?["vars"])?.canonical ?? "")\u{0}\(row["test"]?["assert"]?.canonical ?? "")",
          label: row["test"]?.text("description") ?? row.text("description"),
          outcome: outcome(of: cell, row["test"]))
        read(cell, into: &observation)
        if run.model == nil { run.model = ModelNaming.name(cell.text("provider")) }
        run.observations.append(observation)
      }
      return run
    }
  }

  private mutating func take(_ rows: [Node], into run: inout ImportedRun) {
    for row in rows {
      let provider = row["provider"]
      if run.model == nil { run.model = ModelNaming.name(provider?.text("id") ?? provider?.string) }
      let test = row["testCase"]
      let vars = row.first("vars") ?? test?.first("vars")
      // Without its variables a case is known by its number alone.
      let isKnown = vars?.isMapping ?? false
      let key = isKnown ? vars?.canonical ?? "" : "test \(row["testIdx"]?.int ?? run.observations.count)"
      var observation = Observation(
        key: "\(key)\u{0}\(test?["assert"]?.canonical ?? "")\u{0}\(test?["threshold"]?.canonical ?? "")",
        label: test?.text("description") ?? row.text("description") ?? (isKnown ? nil : key),
        outcome: outcome(of: row, test))
      read(row, into: &observation)
      run.observations.append(observation)
      for assertion in test?["assert"]?.items ?? [] {
        if let judge = assertion["provider"].flatMap({ $0.string ?? $0.text("id") }) {
          run.judge = run.judge ?? ModelNaming.name(judge)
        }
      }
    }
  }

  /// What a row counts as: a case that nothing judges passes in promptfoo, and is unscored here.
  private func outcome(of row: Node, _ test: Node?) -> Outcome {
    if row["failureReason"]?.int == 2 { return .error }
    let passed = row["success"]?.bool ?? row["pass"]?.bool
    if row["failureReason"] == nil, passed != true, row.text("error") != nil,
      row["gradingResult"]?.isNull ?? true
    {
      return .error
    }
    let assertions = test?["assert"]?.items ?? []
    let components = row["gradingResult"]?["componentResults"]?.items ?? []
    if passed == true, assertions.isEmpty, components.isEmpty { return .unscored }
    return passed.map { $0 ? .pass : .fail } ?? .unscored
  }

  /// Zero is what promptfoo writes for what it does not know, and a cached answer took no time of the model's.
  private func read(_ row: Node, into observation: inout Observation) {
    let response = row["response"]
    let isCached = response?["cached"]?.bool ?? false
    func positive(_ node: Node?) -> Double? { isCached ? nil : node?.amount.flatMap { $0 > 0 ? $0 : nil } }
    // The 1 that a case gets which nothing judged is no score either.
    observation.score = observation.outcome.isVerdict ? row["score"]?.amount : nil
    observation.latency = positive(row["latencyMs"])
    observation.cost = positive(row["cost"]) ?? positive(response?["cost"])
    let tokens = response?["tokenUsage"] ?? row["tokenUsage"]
    observation.tokensIn = tokens?["prompt"]?.int.flatMap { $0 > 0 ? $0 : nil }
    observation.tokensOut = tokens?["completion"]?.int.flatMap { $0 > 0 ? $0 : nil }
    let output = response?.first("output") ?? row.first("text")
    if let output, output.text != "[output stripped]" {
      observation.output = Observation.hash(output.string ?? output.canonical)
    }
    observation.served =
      response?["metadata"]?.text("model") ?? response?["raw"]?.unwrapped.text("model")
  }

  private static func judge(_ provider: Node?, _ run: ImportedRun) -> String? {
    run.judge ?? ModelNaming.name(provider?.string ?? provider?.text("id"))
  }

  private static func time(_ node: Node) -> Timestamp? {
    // Up to the year 9999.
    if let milliseconds = node.int, (0..<253_402_300_800_000).contains(milliseconds) {
      return Timestamp(milliseconds: milliseconds)
    }
    return node.string.flatMap(Timestamp.init)
  }

  // JUnit: a suite for each provider and prompt, which has a number and no name.
  mutating func readSuites(_ root: Element) {
    for suite in root.children(named: "testsuite") {
      let name = suite.attributes["name"] ?? ""
      var run = ImportedRun(
        PromptClaim(), tool: "promptfoo", at: Place(path: file.source.path, start: suite.start))
      run.claim.names = [name]
      if name.hasPrefix("["), let close = name.firstRange(of: "] ") {
        run.model = ModelNaming.name(String(name[name.index(after: name.startIndex)..<close.lowerBound]))
      }
      run.at = suite.attributes["timestamp"].flatMap(Timestamp.init)
      for test in suite.children(named: "testcase") { run.observations.append(Observation(junit: test)) }
      imported.runs.append(run)
    }
  }
}
