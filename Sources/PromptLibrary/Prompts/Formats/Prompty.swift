import Git
import YAML

extension PromptFormat {
  /// Prompty, both versions (sources: prompty `spec/spec.md` and `migration.mdx`; promptflow's loader for version 1).
  static let prompty: PromptFormat = PromptFormat(
    name: "prompty",
    summary: "Prompty: a header with model and inputs, and messages under role lines.",
    suffixes: [".prompty"],
    claim: { $0.hasSuffix(".prompty") ? .always : .never },
    read: { source in
      var file = PromptyFile(source)
      return file.read()
    })
}

/// One `.prompty` file being read.
private struct PromptyFile {
  let source: SourceText
  let front: FrontMatter
  let header: Node
  var prompt: Prompt
  var problems: [SourceProblem]

  init(_ source: SourceText) {
    self.source = source
    front = FrontMatter(
      source,
      FrontMatter.Grammar(allowsLeadingLines: true, allowsPlusFences: true, requiresClosing: true))
    problems = front.problems
    let isMapping = front.header?.isMapping ?? false
    if let node = front.header, !isMapping {
      problems.append(
        SourceProblem(.syntax, "Expected lines 'key: value' in the front matter.", at: source.place(of: node))
      )
    }
    let empty = Node(.mapping([]), start: .start, end: .start)
    header = isMapping ? front.header ?? empty : empty
    prompt = Prompt(
      id: PromptFormat.prompty.id(for: source.path), path: source.path, format: PromptFormat.prompty.name,
      version: Behaviour.unknown, place: Place(header: header, in: source))
  }

  mutating func read() -> PromptFile {
    problems += prompt.metadata.read(rootOf: header, extension: header["metadata"], in: source)
    if let id = prompt.metadata.id?.value { prompt.id = id }
    prompt.title =
      prompt.metadata.title?.value ?? header["displayName"]?.string ?? header["name"]?.string
    prompt.summary = header["description"]?.string
    readInputs()
    readTargets()
    readFileReferences(header)
    if let base = header["base"], let target = base.string {
      prompt.includes.append(Include(.extends, target, at: source.place(of: base)))
    }
    let body = source.bytes[front.bodyStart...]
    problems += prompt.read(
      Array(body), syntax: syntax, in: source, at: front.bodyStart, fallback: prompt.place)
    prompt.measure(body)
    prompt.version = version(of: body)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  private mutating func readInputs() {
    let sample = header["sample"]
    // Version 1 takes the sample's keys for inputs where none are declared.
    let declared = header["inputs"] ?? (sample?.isMapping == true ? sample : nil)
    if let declared { prompt.inputs = MarkdownPrompt.names(in: declared, source) }
    var cases = sample == nil ? 0 : 1
    for pair in header["inputs"]?.pairs ?? [] {
      if pair.value["sample"] != nil || pair.value["example"] != nil { cases = 1 }
      if let name = pair.key.text, isOptional(pair.value) { prompt.optional.insert(name) }
    }
    for item in header["inputs"]?.items ?? [] {
      if item["sample"] != nil || item["example"] != nil { cases = 1 }
      if let name = item["name"]?.text, isOptional(item) { prompt.optional.insert(name) }
    }
    if cases > 0, let place = sample ?? header["inputs"] {
      prompt.tests = OwnTests(cases: cases, criteria: 0, place: source.place(of: place))
    }
  }

  private func isOptional(_ input: Node) -> Bool {
    input["default"] != nil || input["required"]?.bool == false
  }

  private mutating func readTargets() {
    guard let model = header["model"] else { return }
    var node = model.isScalar ? model : model["id"]
    // Version 1 names the deployment or the model in the connection's configuration.
    for key in ["azure_deployment", "model", "name", "deployment_name"] where node == nil {
      node = model["configuration"]?[key]
    }
    node = node ?? model["parameters"]?["model"] ?? model["name"]
    guard let node, let name = node.string else { return }
    let provider = model["provider"]?.string.flatMap { name.contains("/") ? nil : "\($0)/" } ?? ""
    prompt.targets = [ModelTarget(provider + name, at: source.place(of: node))]
  }

  /// Adds each `${file:path}` of the header, which the runtime replaces by the file's content.
  private mutating func readFileReferences(_ node: Node) {
    switch node.content {
    case .scalar(let text, _):
      let prefix = "${file:"
      guard text.hasPrefix(prefix), text.hasSuffix("}"), text.utf8.count > prefix.utf8.count + 1 else {
        return
      }
      let path = String(text.dropFirst(prefix.count).dropLast()).trimmed
      prompt.includes.append(Include(.file, path, at: source.place(of: node)))
    case .sequence(let items): for item in items { readFileReferences(item) }
    case .mapping(let pairs): for pair in pairs { readFileReferences(pair.value) }
    }
  }

  private var templateKind: String? {
    let template = header["template"]
    return template?.string ?? template?["format"]?.string ?? template?["format"]?["kind"]?.string
      ?? template?["type"]?.string ?? template?["kind"]?.string
  }

  private var syntax: TemplateSyntax {
    switch templateKind?.lowercased() {
    case "mustache": .mustache
    case "handlebars": .handlebars
    case "liquid": .liquid
    case "none", "text": .none
    // Sections are no Jinja, and a text that has them was written for a loader of Mustache.
    default: templateKind == nil && hasSections ? .mustache : .jinja
    }
  }

  private var hasSections: Bool {
    let body = front.bodyStart..<source.bytes.count
    return ["{{#", "{{/"].allSatisfy { offset(of: Array($0.utf8), in: source.bytes, body) != nil }
  }

  private func version(of body: ArraySlice<UInt8>) -> ObjectID {
    var behaviour = Behaviour()
    for message in PromptyMessage.split(body) { behaviour.add(message.role, message.text) }
    let model = header["model"]
    for key in ["parameters", "options", "response"] { behaviour.add(key, model?[key]) }
    for key in ["tools", "outputs", "base"] { behaviour.add(key, header[key]) }
    if syntax != .jinja { behaviour.add("template", syntax.rawValue) }
    for pair in header["inputs"]?.pairs ?? [] { behaviour.add(pair.key.text ?? "", pair.value["default"]) }
    for item in header["inputs"]?.items ?? [] { behaviour.add(item["name"]?.text ?? "", item["default"]) }
    return behaviour.version
  }
}
