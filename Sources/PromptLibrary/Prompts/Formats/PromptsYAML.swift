import YAML

extension PromptFormat {
  /// A library of prompts inside one YAML or JSON file, by key.
  static let promptsYAML = PromptFormat(
    name: "prompts-yaml",
    summary: "Several prompts in one YAML or JSON file, each by its key path (file.yaml#planner.system).",
    suffixes: [".yaml", ".yml", ".json"], yieldsToWorkflows: true, needsConfiguration: true,
    claim: { ["yaml", "yml", "json"].contains($0.fileExtension) ? .ifContent : .never },
    read: { readKeyed($0) })

  private static func readKeyed(_ source: SourceText) -> PromptFile? {
    do {
      guard let root = try source.parsed(), !root.isScalar else { return nil }
      var reader = PromptsYAMLReader(source)
      let file = reader.read(root)
      return file.prompts.isEmpty ? nil : file
    } catch {
      return PromptFile(problems: [source.syntaxProblem(error)])
    }
  }
}

/// Finds the prompts of one such file.
private struct PromptsYAMLReader {
  /// Keys whose string is a prompt, wherever they stand; the first set are parts of a conversation.
  private static let roles: Set<String> = ["system", "user", "assistant"]
  private static let texts: Set<String> = [
    "prompt", "template", "content", "text", "instruction", "instructions", "message", "messages",
    "system_prompt", "user_prompt", "systemPrompt", "userPrompt", "system_message", "user_message",
  ]
  private static let endings = ["prompt", "template", "instruction", "instructions", "message"]
  /// Keys that speak about a prompt.
  private static let descriptive: Set<String> = [
    "description", "name", "summary", "comment", "comments", "notes", "note",
  ]

  let source: SourceText
  var map: SourceMap
  var file = PromptFile()
  private var base = Metadata()
  private var acceptsAnyString = false
  private var positions: [String: Int] = [:]

  init(_ source: SourceText) {
    self.source = source
    map = SourceMap(source)
  }

  mutating func read(_ root: Node) -> PromptFile {
    acceptsAnyString = root.isMapping && Self.isMapOfStrings(root)
    if root.isMapping, !acceptsAnyString {
      // What the file says of itself holds for each of its prompts, except what names one.
      _ = base.read(root, in: source)
      (base.id, base.title, base.successor, base.steps) = (nil, nil, nil, [])
    }
    visit(root, path: [])
    return file
  }

  /// Whether every leaf is a string, whatever mappings stand above it; then each leaf can be a prompt.
  private static func isMapOfStrings(_ node: Node) -> Bool {
    node.pairs.allSatisfy { pair in
      if Metadata.keys.contains(pair.key.text ?? "") { return true }
      if pair.value.isMapping { return isMapOfStrings(pair.value) }
      return pair.value.isNull || isText(pair.value)
    }
  }

  private static func isText(_ node: Node) -> Bool {
    node.string != nil && node.bool == nil && node.double == nil
  }

  private mutating func visit(_ node: Node, path: [String]) {
    if node.isSequence {
      for (index, item) in node.items.enumerated() where !item.isScalar {
        let name = item["id"]?.string ?? item["name"]?.string ?? item["key"]?.string ?? "\(index)"
        visit(item, path: path + [name])
      }
      return
    }
    let texts = node.pairs.filter { Self.isPromptText($0) }
    for pair in node.pairs {
      guard let key = pair.key.text else { continue }
      if Self.isPromptText(pair) {
        let isOnly = texts.count == 1 && !Self.roles.contains(key) && (!path.isEmpty || !acceptsAnyString)
        add(pair, in: node, path: isOnly ? path : path + [key], texts: texts)
      } else if !pair.value.isScalar {
        if !Metadata.keys.contains(key) { visit(pair.value, path: path + [key]) }
      } else if acceptsAnyString, Self.isText(pair.value), Self.words(pair.value) >= 5,
        !Self.descriptive.contains(key), !Metadata.keys.contains(key)
      {
        add(pair, in: node, path: path + [key], texts: [])
      }
    }
  }

  private static func words(_ node: Node) -> Int {
    node.text?.split(whereSeparator: \.isWhitespace).count ?? 0
  }

  /// Whether a pair is a prompt by its key: a text, or a list of messages.
  ///
  /// `user: admin` and `text: Submit` are not.
  private static func isPromptText(_ pair: Node.Pair) -> Bool {
    guard let key = pair.key.text else { return false }
    guard roles.contains(key) || texts.contains(key) else {
      // `planner_prompt_template`: a key that ends as these do, with more than a label for its text.
      return isText(pair.value) && words(pair.value) >= 5
        && endings.contains { key.count > $0.count && key.lowercased().hasSuffix("_" + $0) }
    }
    if pair.value.isSequence {
      return pair.value.items.contains { $0["role"] != nil && $0["content"]?.isScalar == true }
    }
    guard isText(pair.value), let text = pair.value.text else { return false }
    return words(pair.value) >= 3 || text.utf8.contains(UInt8(ascii: "{"))
  }

  private mutating func add(_ pair: Node.Pair, in entry: Node, path: [String], texts: [Node.Pair]) {
    let key = path.isEmpty ? nil : path.joined(separator: ".")
    var behaviour = Behaviour()
    var text: [UInt8] = []
    var parts: [Node] = []
    if pair.value.isSequence {
      for message in pair.value.items {
        guard let content = message["content"], content.isScalar else { continue }
        behaviour.add(message["role"]?.text ?? "", content.text ?? "")
        parts.append(content)
      }
    } else {
      behaviour.add("template", pair.value.text ?? "")
      parts = [pair.value]
    }
    for name in FrontMatter.behaviourKeys { behaviour.add(name, entry[name]) }
    for part in parts { text += Array((part.text ?? "").utf8) + [UInt8(ascii: "\n")] }

    let id = PromptFormat.promptsYAML.id(for: source.path)
    var prompt = Prompt(
      id: key.map { "\(id)#\($0)" } ?? id, path: source.path, key: key, format: PromptFormat.promptsYAML.name,
      version: behaviour.version, place: source.place(of: pair.key))
    prompt.metadata = base
    if let first = texts.first {
      let problems = describe(&prompt, by: entry, isOnly: texts.count == 1)
      // Said once of an entry, whatever the number of its prompts.
      if first.key.start == pair.key.start { file.problems += problems }
    }
    let syntax = TemplateSyntax.detected(in: text, declared: prompt.inputs)
    for part in parts { _ = prompt.read(part, syntax: syntax, in: &map) }
    prompt.measure(text)
    keep(prompt)
  }

  /// Takes what the mapping around a prompt says of it.
  private func describe(_ prompt: inout Prompt, by entry: Node, isOnly: Bool) -> [SourceProblem] {
    prompt.title = entry["title"]?.string ?? entry["name"]?.string
    prompt.summary = entry["description"]?.string
    prompt.declareModels(entry["model"] ?? entry["models"], in: source)
    prompt.declareInputs(entry["inputs"] ?? entry["input_variables"] ?? entry["variables"], in: source)
    let problems = prompt.metadata.read(entry, in: source)
    // An id that stands for several prompts names none of them.
    if !isOnly { prompt.metadata.id = nil }
    // A number is that of a message, a control or a row.
    if prompt.metadata.id?.value.utf8.allSatisfy({ 48...57 ~= $0 }) ?? false { prompt.metadata.id = nil }
    if let given = prompt.metadata.id { prompt.id = given.value }
    return problems
  }

  /// Keeps the last of a key that is written twice, as readers of YAML do.
  private mutating func keep(_ prompt: Prompt) {
    if let position = positions[prompt.key ?? ""] {
      file.prompts[position] = prompt
    } else {
      positions[prompt.key ?? ""] = file.prompts.count
      file.prompts.append(prompt)
    }
  }
}
