import Git
import YAML

extension PromptFormat {
  /// Dotprompt (sources: dotprompt `js/src/types.ts`, `parse.ts`, `stores/dir.ts`).
  static let dotprompt: PromptFormat = PromptFormat(
    name: "dotprompt",
    summary: "Dotprompt: Handlebars under a header with model, config and schemas.",
    suffixes: [".prompt"],
    claim: { $0.hasSuffix(".prompt") ? .ifContent : .never },
    read: { source in
      let front = FrontMatter(source, FrontMatter.Grammar(allowsLeadingLines: true))
      guard PromptDialect(front, of: source) == .dotprompt else { return nil }
      var file = DotpromptFile(source, front)
      return file.read()
    })
}

/// One `.prompt` file in Handlebars being read.
private struct DotpromptFile {
  let source: SourceText
  let front: FrontMatter
  let header: Node
  var prompt: Prompt
  var problems: [SourceProblem] = []

  init(_ source: SourceText, _ front: FrontMatter) {
    self.source = source
    self.front = front
    header = front.header ?? Node(.mapping([]), start: .start, end: .start)
    prompt = Prompt(
      id: PromptFormat.dotprompt.id(for: source.path), path: source.path, format: PromptFormat.dotprompt.name,
      version: Behaviour.unknown, place: Place(header: header, in: source))
    for var problem in front.problems {
      // The JavaScript runtime logs this and sends header and all to the model.
      problem.message += " Dotprompt then takes the whole file for the template."
      problems.append(problem)
    }
  }

  mutating func read() -> PromptFile {
    problems += prompt.metadata.read(rootOf: header, extension: header, in: source)
    if let id = prompt.metadata.id?.value { prompt.id = id }
    prompt.title = prompt.metadata.title?.value ?? header["name"]?.string
    prompt.summary = header["description"]?.string
    prompt.isPartial = source.name.hasPrefix("_")
    prompt.platform = PlatformLocation.sentence(for: source.path)
    if let model = header["model"], let name = model.string {
      prompt.targets = [ModelTarget(name, at: source.place(of: model))]
    }
    readInputs()
    let body = source.bytes[front.bodyStart...]
    problems += prompt.read(
      Array(body), syntax: .handlebars, in: source, at: front.bodyStart, fallback: prompt.place)
    prompt.supplied = ["history", "this"]
    for variable in prompt.variables where variable.value.hasPrefix("@") {
      prompt.supplied.insert(variable.value)
    }
    prompt.measure(body)
    prompt.version = version(of: body)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  private mutating func readInputs() {
    let input = header["input"]
    for key in input?["default"]?.keys ?? [] { prompt.optional.insert(key) }
    guard let node = input?["schema"], let schema = Picoschema(node, in: source) else { return }
    prompt.optional.formUnion(schema.optional)
    if !schema.isOpen { prompt.inputs = schema.fields }
  }

  private func version(of body: ArraySlice<UInt8>) -> ObjectID {
    var behaviour = Behaviour()
    behaviour.add("template", body.trimmedOfSpace)
    for key in ["config", "tools", "toolDefs", "output"] { behaviour.add(key, header[key]) }
    behaviour.add("default", header["input"]?["default"])
    return behaviour.version
  }
}
