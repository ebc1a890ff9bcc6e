import YAML

extension PromptFormat {
  /// promptfoo's configurations: the prompts that they hold and the prompt files that they measure (source: promptfoo
  /// `src/prompts/index.ts`, `src/prompts/utils.ts`).
  static let promptfoo = PromptFormat(
    name: "promptfoo",
    summary: "promptfoo configurations: prompts written inside, and the files that they test.",
    suffixes: [".yaml", ".yml", ".json"],
    claim: { path in
      guard path.fileName.hasPrefix("promptfooconfig"), ["yaml", "yml", "json"].contains(path.fileExtension)
      else {
        return .never
      }
      return .always
    },
    read: { source in
      var reader = PromptfooReader(source)
      return reader.read()
    })
}

/// Reads one `promptfooconfig.yaml`.
private struct PromptfooReader {
  let source: SourceText
  var map: SourceMap
  var file = PromptFile()
  private var providers: [PromptfooProvider] = []
  private var tests: PromptfooTests?

  init(_ source: SourceText) {
    self.source = source
    map = SourceMap(source)
  }

  mutating func read() -> PromptFile {
    do {
      guard let root = try source.parsed(), root.isMapping else {
        file.problems.append(
          SourceProblem(
            .syntax, "Expected a mapping with the keys 'prompts', 'providers' and 'tests'.",
            at: Place(path: source.path, start: .start)))
        return file
      }
      providers = PromptfooProvider.read(root["providers"] ?? root["targets"], in: source)
      tests = PromptfooTests(root, in: source)
      readPrompts(root["prompts"])
      for rubric in [root.at("defaultTest", "options", "rubricPrompt")].compactMap({ $0 }).flatMap(\.list) {
        if case .file(let reference)? = PromptfooEntry(rubric, in: source) {
          file.references.append(reference)
        }
      }
    } catch {
      file.problems.append(source.syntaxProblem(error))
    }
    return file
  }

  private mutating func readPrompts(_ prompts: Node?) {
    guard let prompts else { return }
    if prompts.isMapping {
      // The old form: text or path by label's place, `prompt.txt: label`.
      for (index, pair) in prompts.pairs.enumerated() {
        add(pair.key, entry: pair.key, label: pair.value.string, number: index + 1)
      }
      return
    }
    for (index, entry) in prompts.list.enumerated() {
      let label = entry["label"]?.string ?? (entry["raw"] != nil ? entry["id"]?.string : nil)
      if let text = entry.isMapping ? entry["raw"] ?? entry["id"] : entry {
        add(text, entry: entry, label: label, number: index + 1)
      }
    }
  }

  private mutating func add(_ text: Node, entry: Node, label: String?, number: Int) {
    switch PromptfooEntry(text, in: source) {
    case .file(let reference)?: file.references.append(reference)
    case .text?:
      let taken = file.prompts.contains { $0.key == label }
      let key = taken ? "\(number)" : label ?? "\(number)"
      addPrompt(text, entry: entry, key: key)
    case .remote?, nil: return
    }
  }

  private mutating func addPrompt(_ node: Node, entry: Node, key: String) {
    let content = node.text ?? ""
    var behaviour = Behaviour()
    behaviour.add("template", content)
    behaviour.add("config", entry["config"])
    var prompt = Prompt(
      id: "\(PromptFormat.promptfoo.id(for: source.path))#\(key)", path: source.path, key: key,
      format: PromptFormat.promptfoo.name, version: behaviour.version,
      place: Place(path: source.path, start: entry.start, end: entry.start))
    prompt.title = entry["label"]?.string
    // Set by promptfoo itself when it renders.
    prompt.supplied = ["env", "_conversation"]
    file.problems += prompt.read(node, syntax: .jinja, in: &map)
    prompt.targets = providers.filter { $0.prompts?.contains(key) ?? true }.map(\.target)
    if let tests {
      prompt.tests = tests.own
      let variables = Set(prompt.variables.map(\.value))
      prompt.inputs = tests.variables?.filter { variables.contains($0.value) }
    }
    prompt.measure(content.utf8)
    file.prompts.append(prompt)
  }
}

/// What a string under `prompts` means: promptfoo tells paths from texts by their look.
private enum PromptfooEntry {
  case text
  case file(PromptReference)
  /// In a service, or made by a package.
  case remote

  private static let extensions = [
    "cjs", "cts", "csv", "j2", "js", "json", "jsonl", "md", "mjs", "mts", "py", "ts", "txt", "yml", "yaml",
  ]

  init?(_ node: Node, in source: SourceText) {
    guard let text = node.string, !text.isEmpty else { return nil }
    var path = text
    var isCertain = false
    for scheme in ["file://", "exec:"] where path.hasPrefix(scheme) {
      path = String(path.dropFirst(scheme.count))
      // A command's arguments follow its path.
      if scheme == "exec:" { path = path.split(separator: " ").first.map(String.init) ?? "" }
      isCertain = true
    }
    if !isCertain {
      let schemes = ["langfuse://", "portkey://", "helicone://", "http://", "https://", "package:"]
      if schemes.contains(where: text.hasPrefix) {
        self = .remote
        return
      }
      guard Self.looksLikePath(text) else {
        self = .text
        return
      }
    }
    self = .file(Self.reference(path, isCertain: isCertain, node, source))
  }

  private static func looksLikePath(_ text: String) -> Bool {
    guard !text.utf8.contains(UInt8(ascii: "\n")), !text.contains("{{") else { return false }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).suffix(2)
    if parts.contains(where: { extensions.contains($0.fileExtension) }) { return true }
    return !text.utf8.contains(UInt8(ascii: " "))
      && text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "*") }
  }

  /// The reference to a path as seen from the configuration's folder, without the function that follows a colon.
  private static func reference(
    _ written: String, isCertain: Bool, _ node: Node, _ source: SourceText
  ) -> PromptReference {
    var path = written
    if let colon = path.utf8.lastIndex(of: UInt8(ascii: ":")),
      extensions.contains(path[..<colon].fileExtension)
    {
      path = String(path[..<colon])
    }
    let isDynamic = path.contains("{{")
    if isDynamic { path = starred(path) }
    let isFolder = path.hasSuffix("/")
    let resolved = path.resolved(fromFolderOf: source.path)
    var target = resolved ?? path
    if isFolder { target += "/" }
    let kind: PromptReference.Kind = isDynamic ? .dynamic : isFolder || Glob.isPattern(target) ? .glob : .path
    var reference = PromptReference(kind, target, at: source.place(of: node), role: "suite")
    reference.isTentative = !isCertain || resolved == nil
    return reference
  }

  /// Writes `*` for each `{{…}}`.
  private static func starred(_ path: String) -> String {
    var result: [UInt8] = []
    var bytes = Array(path.utf8)[...]
    while let byte = bytes.first {
      if bytes.starts(with: "{{".utf8) {
        while !bytes.isEmpty, !bytes.starts(with: "}}".utf8) { bytes.removeFirst() }
        bytes = bytes.dropFirst(2)
        result.append(UInt8(ascii: "*"))
      } else {
        result.append(byte)
        bytes.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// A model that a configuration runs its prompts on.
private struct PromptfooProvider {
  let target: ModelTarget
  /// The labels of the prompts that it is run on; nil means all.
  let prompts: Set<String>?

  static func read(_ node: Node?, in source: SourceText) -> [PromptfooProvider] {
    (node?.list ?? []).compactMap { item in
      // A string, an object with an id, or the id as the only key of a mapping.
      let pair = item["id"] == nil ? item.pairs.first : nil
      let id = pair.map { $0.value["id"] ?? $0.key } ?? item["id"] ?? item
      let properties = pair?.value ?? item
      guard let name = id.string.flatMap(model) else { return nil }
      let labels = properties["prompts"].map { Set($0.list.compactMap(\.string)) }
      return PromptfooProvider(target: ModelTarget(name, at: source.place(of: id)), prompts: labels)
    }
  }

  /// `provider/model` for `provider:kind:model`; nil for a provider that is a program.
  private static func model(_ id: String) -> String? {
    let parts = id.split(separator: ":", omittingEmptySubsequences: false)
    let programs = [
      "file", "exec", "python", "javascript", "js", "golang", "ruby", "package", "http", "https", "ws", "wss",
      "webhook",
      "mcp", "browser", "promptfoo",
    ]
    guard parts.count > 1, !programs.contains(String(parts[0])) else { return nil }
    var rest = parts.dropFirst()
    let kinds = [
      "chat", "completion", "messages", "responses", "assistant", "realtime", "embedding", "embeddings",
      "image",
      "text-generation", "converse",
    ]
    if let kind = rest.first, rest.count > 1, kinds.contains(String(kind)) { rest = rest.dropFirst() }
    return "\(parts[0])/\(rest.joined(separator: ":"))"
  }
}

/// The cases that a configuration holds, and the variables that they give.
private struct PromptfooTests {
  let own: OwnTests
  /// Nil when cases stand in other files, or code adds variables.
  let variables: [Located<String>]?

  init?(_ root: Node, in source: SourceText) {
    guard let place = root["tests"] ?? root["scenarios"] else { return nil }
    let general = root["defaultTest"]
    var cases = 0
    var criteria = general?["assert"]?.items.count ?? 0
    var rows = [general?["vars"]].compactMap { $0 }
    var isWhole =
      root["extensions"] == nil && (general == nil || general?.isMapping == true)
      && general?.at("options", "transformVars") == nil
    func add(_ test: Node, times: Int) {
      cases += times
      guard test.isMapping, test["vars"]?.isMapping ?? true, test["path"] == nil else {
        // A file of cases or of values: at least one, judged somehow.
        criteria += test["assert"]?.items.count ?? 1
        isWhole = false
        return
      }
      criteria += test["assert"]?.items.count ?? 0
      if let row = test["vars"] { rows.append(row) }
      if test.at("options", "transformVars") != nil { isWhole = false }
    }
    for test in root["tests"]?.isMapping == true ? [root["tests"]!] : root["tests"]?.list ?? [] {
      add(test, times: 1)
    }
    for scenario in root["scenarios"]?.list ?? [] {
      let rows = scenario["config"]?.items ?? []
      for test in scenario["tests"]?.list ?? [] { add(test, times: max(1, rows.count)) }
      for row in rows { add(row, times: 0) }
      if !scenario.isMapping { add(scenario, times: 1) }
    }
    own = OwnTests(cases: cases, criteria: criteria, place: source.place(of: place))
    var seen: Set<String> = []
    let found = rows.flatMap(\.pairs).compactMap { pair in
      pair.key.text.flatMap { name in
        seen.insert(name).inserted ? Located(name, at: source.place(of: pair.key)) : nil
      }
    }
    variables = isWhole && cases > 0 ? found : nil
  }
}
