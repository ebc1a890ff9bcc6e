import YAML

/// A Markdown file with a YAML header on its way to a prompt: what the formats of coding agents share.
struct MarkdownPrompt {
  let source: SourceText
  /// The header's mapping; an empty one when there is none.
  let header: Node
  let body: ArraySlice<UInt8>
  var prompt: Prompt
  var problems: [SourceProblem]
  private var behaviour = Behaviour()

  /// Reads the header and what any format has in it: metadata, name, description, models, inputs.
  ///
  /// `isHeaderOptional` is for files whose first `---` may as well be a rule between paragraphs.
  init(_ source: SourceText, format: PromptFormat, isHeaderOptional: Bool = false) {
    self.source = source
    let front = FrontMatter(source, FrontMatter.Grammar(allowsLeadingBlankLines: true, isLenient: true))
    problems = front.problems
    var bodyStart = front.bodyStart
    var isMapping = front.header?.isMapping ?? false
    if isHeaderOptional, let range = front.headerRange, front.header != nil || !problems.isEmpty,
      !Self.startsWithKey(source.bytes[range].trimmedOfSpace)
    {
      problems = []
      bodyStart = 0
      isMapping = false
    } else if let header = front.header, !isMapping {
      problems.append(
        SourceProblem(
          .syntax, "Expected lines 'key: value' between the lines '---'.", at: source.place(of: header)))
    }
    let origin = Node(.mapping([]), start: .start, end: .start)
    header = isMapping ? front.header ?? origin : origin
    body = source.bytes[bodyStart...]
    prompt = Prompt(
      id: format.id(for: source.path), path: source.path, format: format.name,
      version: Behaviour.unknown, place: Self.place(of: header, body: body, in: source))
    if front.headerRange == nil, let place = Self.unclosedHeader(of: source) {
      problems.append(
        SourceProblem(
          .syntax, "The front matter that starts here is never closed; expected a line '---'.", at: place))
    }
    readMetadata()
    prompt.title = prompt.metadata.title?.value ?? header["name"]?.string
    prompt.summary = header["description"]?.string
    prompt.platform = PlatformLocation.sentence(for: source.path)
    readModels()
  }

  private mutating func readMetadata() {
    let found = prompt.metadata.read(header, in: source)
    // `status: stable` may be somebody else's word, where nothing says that the header is ours.
    problems += found.filter { $0.kind != .value || isOurs || $0.message.contains("did you mean") }
    problems += Metadata.misspelt(in: header, known: Self.knownKeys, in: source)
    if let metadata = header["metadata"] {
      problems += prompt.metadata.readExtension(of: metadata, in: source)
    }
    if header[Metadata.namespace] != nil {
      problems += prompt.metadata.readExtension(of: header, in: source)
    }
    if let id = prompt.metadata.id?.value { prompt.id = id }
    prompt.inputs = header["inputs"].flatMap { Self.names(in: $0, source) }
    for include in header["includes"]?.list ?? [] {
      guard let target = include.string else { continue }
      prompt.includes.append(Include(.include, target, at: source.place(of: include)))
    }
  }

  /// Whether a key stands here that hardly anybody else writes.
  private var isOurs: Bool {
    ["id", "owner", "backup", "steps", "contexts", "successor", "review_by"].contains { header[$0] != nil }
  }

  private mutating func readModels() {
    for node in (header["model"]?.list ?? []) + (header["models"]?.list ?? []) {
      guard let name = node.string else { continue }
      prompt.targets.append(ModelTarget(name, at: source.place(of: node)))
    }
  }

  /// The names of a list, of a mapping's keys, or of a list of mappings with `name`.
  static func names(in node: Node, _ source: SourceText) -> [Located<String>]? {
    switch node.content {
    case .mapping(let pairs):
      return pairs.compactMap { pair in pair.key.text.map { Located($0, at: source.place(of: pair.key)) } }
    case .sequence(let items):
      return items.compactMap { item in
        guard let name = item["name"] ?? (item.isScalar ? item : item.pairs.first?.key) else { return nil }
        return name.string.map { Located($0, at: source.place(of: name)) }
      }
    case .scalar: return nil
    }
  }

  /// Counts these values of the header as part of what the model sees.
  mutating func count(_ keys: String...) {
    for key in keys { behaviour.add(key, header[key]) }
  }

  /// Whether the header holds a key of ours, which says that somebody keeps this file as a prompt of a library.
  var isKept: Bool {
    header.keys.contains { Metadata.keys.contains($0) } || header["models"] != nil
      || Metadata.extensionNode(of: header["metadata"] ?? header) != nil
  }

  func bodyContains(_ text: String) -> Bool {
    offset(of: Array(text.utf8), in: source.bytes, body.startIndex..<body.endIndex) != nil
  }

  /// Adds links in the text; `@path` too where the format's owner follows it.
  mutating func readReferences(imports: Bool) {
    let references = MarkdownReferences(source.bytes, from: body.startIndex)
    prompt.addLinks(references, in: source)
    for file in references.files + (imports ? references.imports : [])
    where !prompt.includes.contains(where: { $0.kind == .file && $0.target == file.target }) {
      prompt.includes.append(Include(.file, file.target, at: source.place(file.range)))
    }
  }

  /// Adds the files that commands in the text may read, where the format's owner runs them.
  mutating func readInjectedCommands() {
    for file in InjectedCommand.files(in: body, from: "!`", to: "`") {
      prompt.includes.append(Include(.file, file.target, at: source.place(file.range)))
    }
  }

  /// Reads the text in the syntax that it is written in, and hands over the file.
  mutating func file(syntax usual: TemplateSyntax) -> PromptFile {
    problems += prompt.read(
      Array(body), syntax: syntax(usual), in: source, at: body.startIndex, fallback: prompt.place)
    prompt.measure(body)
    behaviour.add("text", body.trimmedOfSpace)
    prompt.version = behaviour.version
    return PromptFile(prompts: [prompt], problems: problems)
  }

  /// VS Code's variables decide; braces are placeholders where the file is kept as a prompt, and examples elsewhere.
  private func syntax(_ usual: TemplateSyntax) -> TemplateSyntax {
    if has("$", "{"), bodyContains("${input:") { return .vscode }
    guard isKept, usual == .vscode || prompt.inputs != nil else { return usual }
    if has("{", "%") { return .jinja }
    return has("{", "{") ? .doubleBraces : usual
  }

  private func has(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    offset(of: UInt8(ascii: first), UInt8(ascii: second), in: source.bytes, body.startIndex..<body.endIndex)
      != nil
  }

  /// The name in the header, else the first line that says something.
  private static func place(of header: Node, body: ArraySlice<UInt8>, in source: SourceText) -> Place {
    if !header.pairs.isEmpty { return Place(header: header, in: source) }
    var line = FrontMatter.line(in: source.bytes, from: body.startIndex)
    while line.isEmpty, line.upperBound < source.bytes.count {
      line = FrontMatter.line(in: source.bytes, from: FrontMatter.next(after: line, in: source.bytes))
    }
    return line.isEmpty ? Place(path: source.path) : source.place(line)
  }

  /// The first line, when it is a fence, the next one looks like a header, and nothing closes it.
  private static func unclosedHeader(of source: SourceText) -> Place? {
    let first = FrontMatter.line(in: source.bytes, from: 0)
    guard source.bytes[first].trimmedOfSpace.elementsEqual("---".utf8) else { return nil }
    guard Self.startsWithKey(source.bytes[FrontMatter.next(after: first, in: source.bytes)...]) else {
      return nil
    }
    return source.place(first)
  }

  private static func startsWithKey(_ bytes: ArraySlice<UInt8>) -> Bool {
    let key = bytes.prefix { $0.isWordByte || $0 == UInt8(ascii: "-") }
    return !key.isEmpty && bytes.dropFirst(key.count).first == UInt8(ascii: ":")
  }
}

extension MarkdownPrompt {
  /// Keys of the formats' owners, so that none of them is taken for a misspelt key of ours.
  static let knownKeys: Set<String> = [
    "agent", "agents", "allowed-tools", "alwaysApply", "applyTo", "argument-hint", "author", "color",
    "compatibility", "context", "date", "description", "disable-model-invocation", "disallowedTools",
    "effort", "excludeAgent", "fileMatchPattern", "globs", "handoffs", "hidden", "hooks", "infer",
    "inclusion", "initialPrompt", "input", "invokable", "isolation",
    "license", "maxTurns", "mcp-servers", "mcpServers", "memory", "metadata", "mode", "model", "models",
    "name", "output", "outputs", "paths", "permission", "permissionMode", "prompt", "regex", "shell",
    "skills", "tags", "subtask", "target", "temperature", "tools",
    "trigger", "user-invocable", "user-invokable", "version", "when_to_use",
  ]
}

extension RandomAccessCollection<UInt8> {
  /// Without white space at either end.
  var trimmedOfSpace: SubSequence {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) })
    else {
      return self[endIndex...]
    }
    return self[first...last]
  }
}

extension Prompt {
  /// Takes over what its prose links to and names.
  mutating func addLinks(_ references: MarkdownReferences, in source: SourceText) {
    for link in references.links { links.append(Include(.link, link.target, at: source.place(link.range))) }
    for name in references.names
    where !links.contains(where: { $0.kind == .handoff && $0.target == name.target }) {
      links.append(Include(.handoff, name.target, at: source.place(name.range)))
    }
  }
}
