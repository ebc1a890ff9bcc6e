import YAML

extension PromptFormat {
  /// Semantic Kernel's functions: `skprompt.txt` with a `config.json` beside it, or one YAML file (source:
  /// `PromptTemplateConfig.cs` and the YAML schema reference on learn.microsoft.com).
  static let semanticKernel = PromptFormat(
    name: "semantic-kernel",
    summary: "Semantic Kernel functions: skprompt.txt with config.json beside it, or one YAML file.",
    suffixes: ["/skprompt.txt", ".prompt.yaml", ".prompt.yml", ".yaml", ".yml"],
    otherEndings: ["config.json"],
    claim: { path in
      if path.hasSuffix("/skprompt.txt") || path == "skprompt.txt" { return .always }
      if path.fileName == "config.json" { return .ifContent }
      return path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? .ifContent : .never
    },
    read: { source in
      switch source.name {
      case "skprompt.txt": SemanticKernel.readText(source)
      case "config.json": SemanticKernel.readConfig(source)
      default: SemanticKernel.readFunction(source)
      }
    })
}

private enum SemanticKernel {
  /// Reads `skprompt.txt`, named by its folder.
  static func readText(_ source: SourceText) -> PromptFile {
    var prompt = Prompt(
      id: PromptFormat.semanticKernel.id(for: source.path), path: source.path,
      format: PromptFormat.semanticKernel.name,
      version: Behaviour.version(of: source.bytes[...].trimmedOfSpace),
      place: Place(path: source.path, start: .start))
    let problems = prompt.read(
      source.bytes, syntax: syntax(of: source), in: source, at: 0, fallback: prompt.place)
    prompt.measure(source.bytes)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  /// The template's language by its look: `template_format` stands in the other file.
  private static func syntax(of source: SourceText) -> TemplateSyntax {
    if source.contains("{{$") { return .semanticKernel }
    if source.contains("{{#") || source.contains("{{/") { return .handlebars }
    return source.contains("{%") ? .liquid : .semanticKernel
  }

  /// Reads the `config.json` beside a `skprompt.txt`; nil for the many other files of that name.
  static func readConfig(_ source: SourceText) -> PromptFile? {
    let words: [StaticString] = [
      "execution_settings", "input_variables", "template_format", "\"completion\"",
    ]
    guard words.contains(where: source.contains), let root = try? source.parsed() else { return nil }
    let isConfig =
      root["execution_settings"]?.isMapping ?? false || isVariables(root["input_variables"])
      || root["template_format"]?.string != nil
      || (root["schema"]?.int == 1 && root["completion"]?.isMapping ?? false)
    guard isConfig else { return nil }
    var behaviour = Behaviour()
    behaviour.add("settings", settings(root))
    behaviour.add("defaults", defaults(root))
    behaviour.add("template_format", root["template_format"])
    let folder = source.path.folder
    var companion = Companion(
      path: source.path, prompt: folder.isEmpty ? "skprompt.txt" : "\(folder)/skprompt.txt",
      behaviour: behaviour.version)
    var declared = Prompt(
      id: "", path: source.path, format: PromptFormat.semanticKernel.name, version: behaviour.version,
      place: Place(path: source.path))
    declare(root, into: &declared, in: source)
    companion.inputs = declared.inputs
    companion.optional = declared.optional
    companion.targets = declared.targets
    companion.title = root["name"]?.string
    companion.summary = root["description"]?.string
    var file = PromptFile()
    file.companions = [companion]
    return file
  }

  /// Reads a YAML function; nil when the file is something else.
  static func readFunction(_ source: SourceText) -> PromptFile? {
    guard source.contains("template:"),
      source.contains("template_format") || source.contains("input_variables")
        || source.contains("execution_settings"),
      let root = try? source.parsed(), let template = root["template"], template.string != nil,
      root["_type"] == nil
    else { return nil }
    let formats: [String: TemplateSyntax] = [
      "semantic-kernel": .semanticKernel, "handlebars": .handlebars, "liquid": .liquid, "jinja2": .jinja,
    ]
    let format = root["template_format"]?.string
    let syntax = formats[format ?? "semantic-kernel"]
    guard syntax != nil || format == nil,
      format != nil || isVariables(root["input_variables"]) || root["execution_settings"]?.isMapping ?? false
    else { return nil }
    var behaviour = Behaviour()
    behaviour.add("template", template.text ?? "")
    behaviour.add("settings", settings(root))
    behaviour.add("defaults", defaults(root))
    behaviour.add("template_format", root["template_format"])
    var prompt = Prompt(
      id: PromptFormat.semanticKernel.id(for: source.path), path: source.path,
      format: PromptFormat.semanticKernel.name, version: behaviour.version,
      place: Place(path: source.path, start: root.start, end: root["name"]?.end))
    prompt.title = root["name"]?.string
    prompt.summary = root["description"]?.string
    var problems = prompt.readMetadata(root, in: source)
    declare(root, into: &prompt, in: source)
    var map = SourceMap(source)
    problems += prompt.read(template, syntax: syntax ?? .semanticKernel, in: &map)
    prompt.measure((template.text ?? "").utf8)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  /// `input_variables` is a list of mappings here; LangChain's key of the same name lists names.
  private static func isVariables(_ node: Node?) -> Bool {
    guard let node, let first = node.items.first else { return false }
    return first["name"] != nil
  }

  private static func declare(_ root: Node, into prompt: inout Prompt, in source: SourceText) {
    // Before version 1.0, inputs stood under `input.parameters` with `defaultValue`.
    prompt.declareInputs(root["input_variables"] ?? root.at("input", "parameters"), in: source)
    for item in root.at("input", "parameters")?.items ?? [] where item["defaultValue"]?.string != nil {
      if let name = item["name"]?.string { prompt.optional.insert(name) }
    }
    for service in root["execution_settings"]?.pairs ?? [] {
      prompt.declareModels(service.value["model_id"] ?? service.value["ai_model_id"], in: source)
    }
  }

  /// The settings without what names a model or a service.
  private static func settings(_ root: Node) -> Node? {
    guard let settings = root["execution_settings"] ?? root["completion"] else { return nil }
    let services = settings.pairs.map { service -> Node.Pair in
      guard service.value.isMapping else { return service }
      let kept = service.value.pairs.filter { pair in
        !["model_id", "ai_model_id", "service_id"].contains(pair.key.text ?? "")
      }
      return Node.Pair(
        key: service.key, value: Node(.mapping(kept), start: service.value.start, end: service.value.end))
    }
    return Node(.mapping(services), start: settings.start, end: settings.end)
  }

  /// What stands in for inputs that are not given.
  private static func defaults(_ root: Node) -> Node? {
    let variables = (root["input_variables"] ?? root.at("input", "parameters"))?.items ?? []
    let pairs = variables.compactMap { item -> Node.Pair? in
      guard let name = item["name"], let value = item["default"] ?? item["defaultValue"], !value.isNull else {
        return nil
      }
      return Node.Pair(key: name, value: value)
    }
    return pairs.isEmpty ? nil : Node(.mapping(pairs), start: root.start, end: root.end)
  }
}
