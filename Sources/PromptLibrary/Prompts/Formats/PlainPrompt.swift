import Git
import YAML

extension PromptFormat {
  /// A `.prompt` file of no tool's: Jinja, or text as it stands, with metadata above it or none.
  static let plainPrompt: PromptFormat = PromptFormat(
    name: "jinja-prompt",
    summary: "Plain .prompt files: Jinja templates and texts, empty ones too.",
    suffixes: [".prompt"],
    claim: { $0.hasSuffix(".prompt") ? .ifContent : .never },
    read: { source in
      let front = FrontMatter(source)
      guard PromptDialect(front, of: source) == .plain else { return nil }
      return readPlain(source, front)
    })

  private static func readPlain(_ source: SourceText, _ front: FrontMatter) -> PromptFile {
    let header = front.header.flatMap { $0.isMapping ? $0 : nil }
    let start = header == nil ? 0 : front.bodyStart
    let body = source.bytes[start...]
    var prompt = Prompt(
      id: plainPrompt.id(for: source.path), path: source.path, format: plainPrompt.name,
      version: Behaviour.version(of: body.trimmedOfSpace), place: Place(path: source.path))
    prompt.platform = PlatformLocation.sentence(for: source.path)
    var problems: [SourceProblem] = []
    if let header {
      prompt.place = Place(header: header, in: source)
      problems += prompt.metadata.read(rootOf: header, extension: header, in: source)
      problems += Metadata.misspelt(in: header, known: ["name", "description", "model", "input"], in: source)
      if let id = prompt.metadata.id?.value { prompt.id = id }
      prompt.title = prompt.metadata.title?.value ?? header["name"]?.string
      prompt.summary = header["description"]?.string
      prompt.inputs = header["inputs"].flatMap { MarkdownPrompt.names(in: $0, source) }
      prompt.targets =
        header["model"]?.list.compactMap { node in
          node.string.map { ModelTarget($0, at: source.place(of: node)) }
        } ?? []
    } else if let end = body.firstIndex(of: UInt8(ascii: "\n")), end > 0 {
      prompt.place = source.place(0..<end)
    }
    let text = Array(body)
    var template = prompt
    let faults = template.read(text, syntax: .jinja, in: source, at: start, fallback: prompt.place)
    // Braces that are never closed, and no tag of Jinja's: they are written so for something else.
    if !faults.isEmpty, offset(of: Array("{%".utf8), in: text, 0..<text.count) == nil {
      problems += prompt.read(text, syntax: .none, in: source, at: start, fallback: prompt.place)
    } else {
      prompt = template
      problems += faults
    }
    prompt.measure(body)
    return PromptFile(prompts: [prompt], problems: problems)
  }
}
