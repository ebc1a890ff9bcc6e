import YAML

extension PromptFormat {
  /// LangChain's prompts as `load_prompt` reads them, and the manifests that LangSmith exports (source:
  /// `langchain_core/prompts/loading.py` and `langchain_core/load`).
  static let langChain = PromptFormat(
    name: "langchain",
    summary:
      "LangChain prompts in JSON or YAML (_type: prompt, few_shot or chat, or none), and LangSmith manifests.",
    suffixes: [".json", ".yaml", ".yml"],
    claim: { path in
      ["json", "yaml", "yml"].contains(path.fileExtension) ? .ifContent : .never
    },
    read: { source in
      // Most files of these endings are anything else: they are told apart before they are parsed.
      if source.contains("_type"), LangChainReader.namesType(source) {
        var reader = LangChainReader(source)
        return reader.readConfig()
      }
      if source.contains("input_variables"), source.contains("template") {
        var reader = LangChainReader(source)
        if let file = reader.readUntyped() { return file }
      }
      if source.contains("\"lc\""), source.contains("PromptTemplate") || source.contains("StructuredPrompt") {
        var reader = LangChainReader(source)
        return reader.readManifest()
      }
      return nil
    })
}

/// Reads one LangChain file.
private struct LangChainReader {
  let source: SourceText
  var map: SourceMap
  var behaviour = Behaviour()
  var text: [UInt8] = []
  /// The templates in the order of the messages.
  private var templates: [(node: Node, syntax: TemplateSyntax)] = []
  private var placeholders: [(node: Node, isOptional: Bool)] = []

  init(_ source: SourceText) {
    self.source = source
    map = SourceMap(source)
  }

  /// Whether `_type` stands as a key with one of the three values.
  static func namesType(_ source: SourceText) -> Bool {
    let bytes = source.bytes
    var start = 0
    while let found = source.firstOffset(of: Array("_type".utf8), from: start) {
      start = found + 5
      if found > 0, bytes[found - 1].isWordByte { continue }
      var index = start
      func skip(_ set: [UInt8]) { while index < bytes.count, set.contains(bytes[index]) { index += 1 } }
      let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: " ")]
      skip(quotes)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { continue }
      index += 1
      skip(quotes)
      let word = bytes[index...].prefix { $0.isWordByte }
      if ["prompt", "few_shot", "chat"].contains(where: { word.elementsEqual($0.utf8) }) { return true }
    }
    return false
  }

  private func format(_ node: Node?, default fallback: TemplateSyntax = .fString) -> TemplateSyntax {
    switch node?.string {
    case "jinja2": .jinja
    case "mustache": .mustache
    case "f-string": .fString
    default: fallback
    }
  }

  mutating func readConfig() -> PromptFile? {
    let root: Node
    do {
      guard let node = try source.parsed(), node.isMapping else { return nil }
      root = node
    } catch {
      return PromptFile(problems: [source.syntaxProblem(error)])
    }
    let syntax = format(root["template_format"])
    switch root["_type"]?.string {
    case "prompt" where root["template"] != nil || root["template_path"] != nil:
      take(root["template"], "template", syntax)
    case "few_shot" where root["suffix"] != nil || root["suffix_path"] != nil || root["examples"] != nil:
      take(root["prefix"], "prefix", syntax)
      for key in ["examples", "example_separator", "example_prompt"] { behaviour.add(key, root[key]) }
      take(root["suffix"], "suffix", syntax)
    case "chat" where root["messages"]?.isSequence ?? false:
      for message in root["messages"]?.items ?? [] { takeMessage(message) }
    default: return nil
    }
    return file(root, root)
  }

  /// A file without `_type`, which `load_prompt` takes for a prompt; nil for the many that only look like one.
  mutating func readUntyped() -> PromptFile? {
    guard let root = try? source.parsed(), root["_type"] == nil, root["template"]?.string != nil,
      let variables = root["input_variables"], variables.isSequence,
      variables.items.allSatisfy({ $0.string != nil }),
      ["f-string", "jinja2", "mustache", nil].contains(root["template_format"]?.string)
    else { return nil }
    take(root["template"], "template", format(root["template_format"]))
    return file(root, root)
  }

  mutating func readManifest() -> PromptFile? {
    guard let root = try? source.parsed() else { return nil }
    // An export of a commit holds the manifest, and a chain with a model holds the prompt as its first part.
    var node = root["manifest"] ?? root
    for _ in 0..<4 {
      if let inner = node.at("kwargs", "first") ?? node.at("kwargs", "bound") { node = inner }
    }
    guard node["lc"]?.int != nil, let name = node["id"]?.items.last?.string, let kwargs = node["kwargs"]
    else {
      return nil
    }
    switch name {
    case "PromptTemplate": take(kwargs["template"], "template", format(kwargs["template_format"]))
    case "ChatPromptTemplate", "StructuredPrompt":
      for message in kwargs["messages"]?.items ?? [] { takeMessage(message) }
      behaviour.add("schema", kwargs["schema_"] ?? kwargs["schema"])
    case "FewShotPromptTemplate":
      take(kwargs["prefix"], "prefix", format(kwargs["template_format"]))
      for key in ["examples", "example_separator", "example_prompt"] { behaviour.add(key, kwargs[key]) }
      take(kwargs["suffix"], "suffix", format(kwargs["template_format"]))
    default: return nil
    }
    return file(root, kwargs)
  }

  private mutating func take(_ template: Node?, _ name: String, _ syntax: TemplateSyntax) {
    guard let template, let content = template.string else { return }
    behaviour.add(name, content)
    text += Array(content.utf8) + [UInt8(ascii: "\n")]
    templates.append((template, syntax))
  }

  /// One message: a template under `prompt` (one or a list of parts), a fixed `content`, or a place for messages.
  private mutating func takeMessage(_ message: Node) {
    let kwargs = message["kwargs"] ?? message
    let role =
      message["id"]?.items.last?.string ?? kwargs["role"]?.string ?? message["_type"]?.string ?? "message"
    if let variable = kwargs["variable_name"] {
      behaviour.add("placeholder", variable)
      placeholders.append((variable, kwargs["optional"]?.bool == true))
    }
    for part in kwargs["prompt"]?.list ?? [] {
      let properties = part["kwargs"] ?? part
      take(properties["template"], role, format(properties["template_format"]))
    }
    if let content = kwargs["content"] {
      // Fixed text: what looks like a placeholder in it is text too.
      for part in content.list { take(part["text"] ?? part, role, .none) }
    }
  }

  private mutating func file(_ root: Node, _ properties: Node) -> PromptFile {
    var prompt = Prompt(
      id: PromptFormat.langChain.id(for: source.path), path: source.path, format: PromptFormat.langChain.name,
      version: behaviour.version,
      place: Place(path: source.path, start: root.start, end: root["_type"]?.end))
    prompt.title = root["name"]?.string ?? properties["name"]?.string
    prompt.declareInputs(properties["input_variables"], in: source)
    prompt.supplied.formUnion(properties["partial_variables"]?.keys ?? [])
    var problems: [SourceProblem] = []
    for (node, syntax) in templates { problems += prompt.read(node, syntax: syntax, in: &map) }
    prompt.syntax = templates.first { $0.syntax != .none }?.syntax ?? .none
    for (node, isOptional) in placeholders {
      guard let name = node.string else { continue }
      if isOptional { prompt.optional.insert(name) }
      if !prompt.variables.contains(where: { $0.value == name }) {
        prompt.variables.append(Located(name, at: source.place(of: node)))
      }
    }
    for key in ["template_path", "prefix_path", "suffix_path", "example_prompt_path"] {
      guard let node = properties[key], let path = node.string else { continue }
      behaviour.add(key, path)
      prompt.includes.append(Include(.template, path, at: source.place(of: node)))
      // The text stands in the other file, so that what is declared counts as used.
      let known = Set(prompt.variables.map(\.value))
      prompt.variables += (prompt.inputs ?? []).filter { !known.contains($0.value) }
    }
    prompt.version = behaviour.version
    problems += prompt.readMetadata(root, in: source)
    prompt.measure(text)
    return PromptFile(prompts: [prompt], problems: problems)
  }
}
