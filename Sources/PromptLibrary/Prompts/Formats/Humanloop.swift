import Git
import YAML

extension PromptFormat {
  /// Humanloop's serialised prompts and agents (source: Humanloop's documentation of serialized files).
  static let humanloop: PromptFormat = PromptFormat(
    name: "humanloop",
    summary: "Humanloop: a header with model and provider, and messages between tags.",
    suffixes: [".prompt", ".agent"],
    claim: { $0.hasSuffix(".prompt") || $0.hasSuffix(".agent") ? .ifContent : .never },
    read: { source in
      let front = FrontMatter(source)
      guard PromptDialect(front, of: source) == .humanloop else { return nil }
      return readHumanloop(source, front)
    })

  private static func readHumanloop(_ source: SourceText, _ front: FrontMatter) -> PromptFile {
    let header = front.header ?? Node(.mapping([]), start: .start, end: .start)
    let body = source.bytes[front.bodyStart...]
    var behaviour = Behaviour()
    behaviour.add("messages", body.trimmedOfSpace)
    for pair in header.pairs {
      guard let key = pair.key.text, !notSeen.contains(key), !key.hasPrefix(Metadata.namespace) else {
        continue
      }
      behaviour.add(key, pair.value)
    }
    var prompt = Prompt(
      id: humanloop.id(for: source.path), path: source.path, format: humanloop.name,
      version: behaviour.version,
      place: Place(header: header, in: source))
    var problems = front.problems
    problems += prompt.metadata.read(rootOf: header, extension: header, in: source)
    if let id = prompt.metadata.id?.value { prompt.id = id }
    prompt.title = prompt.metadata.title?.value
    prompt.summary = header["description"]?.string
    if let model = header["model"], let name = model.string {
      let provider = header["provider"]?.string.flatMap { name.contains("/") ? nil : "\($0)/" } ?? ""
      prompt.targets = [ModelTarget(provider + name, at: source.place(of: model))]
    }
    problems += prompt.read(
      Array(body), syntax: header["template_language"]?.string == "jinja" ? .jinja : .doubleBraces,
      in: source,
      at: front.bodyStart, fallback: prompt.place)
    prompt.measure(body)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  /// Keys that the model sees nothing of; every other one is a parameter.
  private static let notSeen: Set<String> = Set(Metadata.keys).union([
    "model", "provider", "description", "tags", "path", "readme", "attributes",
  ])
}
