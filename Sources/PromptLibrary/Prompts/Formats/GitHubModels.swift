import YAML

extension PromptFormat {
  /// GitHub Models' `.prompt.yml` (source: gh-models `pkg/prompt/prompt.go`).
  static let githubModels = PromptFormat(
    name: "github-models",
    summary: "GitHub Models: messages, parameters, test data and evaluators in one YAML file.",
    suffixes: [".prompt.yml", ".prompt.yaml"],
    claim: { $0.hasSuffix(".prompt.yml") || $0.hasSuffix(".prompt.yaml") ? .always : .never },
    read: { source in
      var reader = GitHubModelsReader(source)
      return reader.read()
    })
}

/// Reads one `.prompt.yml`.
private struct GitHubModelsReader {
  private static let keys = [
    "name", "description", "model", "modelParameters", "responseFormat", "jsonSchema", "messages", "testData",
    "evaluators",
  ]
  private static let parameters = [
    "maxTokens", "temperature", "topP", "frequencyPenalty", "presencePenalty", "stop", "seed",
  ]
  private static let roles = ["system", "user", "assistant"]

  let source: SourceText
  var file = PromptFile()

  init(_ source: SourceText) { self.source = source }

  private mutating func note(_ kind: SourceProblem.Kind, _ message: String, at node: Node?) {
    let place = node.map { source.place(of: $0) } ?? Place(path: source.path, start: .start)
    file.problems.append(SourceProblem(kind, message, at: place))
  }

  /// Nil for a file that has nothing of the format but the name of its kind, which others use too.
  mutating func read() -> PromptFile? {
    do {
      guard let root = try source.parsed(), root.isMapping else {
        note(.syntax, "Expected a mapping with the key 'messages'.", at: nil)
        return file
      }
      let own = root.keys.filter { $0 != "name" && $0 != "description" }
      guard own.isEmpty || own.contains(where: Self.keys.contains) else { return nil }
      file.prompts = [prompt(root)]
    } catch {
      file.problems.append(source.syntaxProblem(error))
    }
    return file
  }

  private mutating func prompt(_ root: Node) -> Prompt {
    let messages = messages(root)
    var behaviour = Behaviour()
    var text: [UInt8] = []
    text.reserveCapacity(messages.reduce(0) { $0 + ($1.content.text?.utf8.count ?? 0) + 1 })
    for message in messages {
      behaviour.add(message.role, message.content.text ?? "")
      text += (message.content.text ?? "").utf8
      text.append(UInt8(ascii: "\n"))
    }
    for key in ["modelParameters", "responseFormat", "jsonSchema"] { behaviour.add(key, root[key]) }

    let header =
      root["name"] ?? root["messages"].map { Node($0.content, start: $0.start, end: $0.start) } ?? root
    var prompt = Prompt(
      id: PromptFormat.githubModels.id(for: source.path), path: source.path,
      format: PromptFormat.githubModels.name, version: behaviour.version,
      place: Place(path: source.path, start: root.start, end: header.end))
    prompt.title = root["name"]?.string
    prompt.summary = root["description"]?.string
    file.problems += prompt.readMetadata(root, in: source)
    prompt.declareModels(root["model"], in: source)
    var map = SourceMap(source)
    for message in messages {
      file.problems += prompt.read(message.content, syntax: .doubleBraces, in: &map)
    }
    checkKeys(of: root)
    checkResponse(root)
    readTests(root, into: &prompt)
    prompt.declareInputs(root["inputs"], in: source)
    prompt.measure(text)
    return prompt
  }

  private mutating func messages(_ root: Node) -> [(role: String, content: Node)] {
    guard let list = root["messages"], list.isSequence else {
      note(.syntax, "Expected the key 'messages' with a list of messages.", at: root["messages"] ?? nil)
      return []
    }
    var messages: [(String, Node)] = []
    for message in list.items {
      let role = message["role"]?.text ?? ""
      if !Self.roles.contains(role.lowercased()) {
        let hint = nearest(to: role, among: Self.roles).map { "; did you mean '\($0)'?" } ?? "."
        note(
          .value, "'\(role)' is no role of a message; expected system, user or assistant\(hint)",
          at: message["role"] ?? message)
      }
      if let content = message["content"], content.isScalar {
        messages.append((role, content))
      } else {
        note(.value, "Expected the message's text under 'content'.", at: message["content"] ?? message)
      }
    }
    return messages
  }

  private mutating func checkKeys(of root: Node) {
    // `models` is ours too; GitHub's own key is `model`.
    let known = Self.keys + Metadata.keys
    for pair in root.pairs {
      guard let key = pair.key.text, !known.contains(key) else { continue }
      unknown(key, among: known, at: pair.key, of: "a .prompt.yml file")
    }
    // The tool passes over parameters that it does not know, so that a misspelt one has no effect.
    for pair in root["modelParameters"]?.pairs ?? [] {
      guard let key = pair.key.text, !Self.parameters.contains(key),
        nearest(to: key, among: Self.parameters) != nil
      else { continue }
      unknown(key, among: Self.parameters, at: pair.key, of: "'modelParameters'")
    }
  }

  private mutating func unknown(_ key: String, among known: [String], at node: Node, of owner: String) {
    let near = nearest(to: key, among: known)
    let hint = near.map { "; did you mean '\($0)'?" } ?? "."
    note(.unknownKey(key, nearest: near), "'\(key)' is no key of \(owner)\(hint)", at: node)
  }

  private mutating func checkResponse(_ root: Node) {
    guard let format = root["responseFormat"], let name = format.string else { return }
    let names = ["text", "json_object", "json_schema"]
    if !names.contains(name) {
      let hint = nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "."
      note(
        .value, "'\(name)' is no response format; expected \(names.joined(separator: ", "))\(hint)",
        at: format)
    } else if name == "json_schema" {
      checkSchema(root["jsonSchema"], format)
    }
  }

  private mutating func checkSchema(_ schema: Node?, _ format: Node) {
    guard let schema, let text = schema.string else {
      note(
        .value, "'json_schema' needs the key 'jsonSchema' with a schema as JSON text.", at: schema ?? format)
      return
    }
    guard let node = try? Node.parseJSON(Array(text.utf8)), node["name"] != nil, node["schema"] != nil else {
      note(.value, "Expected 'jsonSchema' to be JSON text with the keys 'name' and 'schema'.", at: schema)
      return
    }
  }

  /// Takes test data and evaluators.
  ///
  /// The format declares no inputs: its test rows give them. What the rows hold besides is for evaluators, and a
  /// variable that no row gives is sent to the model as it stands.
  private mutating func readTests(_ root: Node, into prompt: inout Prompt) {
    let data = root["testData"]
    let rows = data?.items ?? []
    if let data, !data.isNull, !data.isSequence {
      note(.value, "Expected 'testData' to be a list of rows.", at: data)
    }
    let criteria = (root["evaluators"]?.items ?? []).filter { isEvaluator($0) }.count
    guard let first = [data, root["evaluators"]].compactMap({ $0 }).first else { return }
    prompt.tests = OwnTests(cases: rows.count, criteria: criteria, place: source.place(of: first))
    guard !rows.isEmpty else { return }
    let variables = Set(prompt.variables.map(\.value))
    var seen: Set<String> = []
    prompt.inputs = []
    for pair in rows.flatMap(\.pairs) {
      guard let key = pair.key.text, variables.contains(key), seen.insert(key).inserted else { continue }
      prompt.inputs?.append(Located(key, at: source.place(of: pair.key)))
    }
  }

  /// Whether an evaluator could judge anything; what stands in its way is noted.
  private mutating func isEvaluator(_ node: Node) -> Bool {
    let kinds = ["string", "llm", "uses"].filter { node[$0].map { !$0.isNull } ?? false }
    guard node.isMapping, kinds.count == 1 else {
      note(.value, "Expected an evaluator with one of the keys 'string', 'llm' and 'uses'.", at: node)
      return false
    }
    if let string = node["string"] {
      let tests = ["equals", "contains", "startsWith", "endsWith"]
      if !tests.contains(where: { string[$0] != nil }) {
        note(.value, "Expected one of the keys \(tests.joined(separator: ", ")) under 'string'.", at: string)
        return false
      }
    } else if let llm = node["llm"] {
      if llm["prompt"]?.string == nil || llm["choices"]?.isSequence != true {
        note(.value, "Expected the keys 'prompt' and 'choices' (a list) under 'llm'.", at: llm)
        return false
      }
    }
    return true
  }
}
