import YAML

extension PromptFormat {
  /// GitHub Models' `.prompt.yml` (source: gh-models `pkg/prompt/prompt.go`).
  static let githubModels = PromptFormat(
    name: "github-models",
    summary: "GitHub Models: messages, parameters, test data and evaluators in one YAML file.",
    suffixes: [".prompt.yml", ".prompt.yaml"],
    claim: { $0.hasSuffix(".prompt.yml") || $0.hasSuffix(".prompt.yaml") ? .always : .never },
    read: read)

  private static let keys: Set<String> = [
    "name", "description", "model", "modelParameters", "responseFormat", "jsonSchema", "messages", "testData",
    "evaluators",
  ]

  private static func read(_ source: SourceText) -> PromptFile? {
    var file = PromptFile()
    let root: Node
    do {
      guard let node = try Node.parse(source.bytes), node.isMapping else {
        file.problems.append(
          SourceProblem(
            .syntax, "Expected a mapping with the key 'messages'.",
            at: Place(path: source.path, start: .start)))
        return file
      }
      root = node
    } catch {
      file.problems.append(
        SourceProblem(
          .syntax, "This is not valid YAML: \(error.message).",
          at: Place(path: source.path, start: error.position)))
      return file
    }
    var behaviour = Behaviour()
    var text: [UInt8] = []
    for message in root["messages"]?.items ?? [] {
      let content = message["content"]?.text ?? ""
      behaviour.add(message["role"]?.text ?? "", content)
      text += content.utf8
      text.append(UInt8(ascii: "\n"))
    }
    for key in ["modelParameters", "responseFormat", "jsonSchema"] { behaviour.add(key, root[key]) }

    let header = root["name"] ?? root["messages"] ?? root
    var prompt = Prompt(
      id: githubModels.id(for: source.path), path: source.path, format: githubModels.name,
      version: behaviour.version, place: Place(path: source.path, start: root.start, end: header.end))
    file.problems += prompt.metadata.read(root, in: source)
    file.problems += Metadata.misspelt(in: root, known: keys, in: source)
    prompt.title = root["name"]?.string
    prompt.summary = root["description"]?.string
    if let model = root["model"], let name = model.string {
      prompt.targets = [ModelTarget(name, at: source.place(of: model))]
    }
    for message in root["messages"]?.items ?? [] {
      guard let content = message["content"], let template = content.text else { continue }
      file.problems += prompt.read(
        Array(template.utf8), syntax: .doubleBraces, in: source, at: nil, fallback: source.place(of: content))
    }
    if root["testData"] != nil || root["evaluators"] != nil {
      let place = source.place(of: root["testData"] ?? root["evaluators"] ?? root)
      prompt.tests = OwnTests(
        cases: root["testData"]?.items.count ?? 0, criteria: root["evaluators"]?.items.count ?? 0,
        place: place)
    }
    prompt.measure(text)
    file.prompts = [prompt]
    return file
  }
}
