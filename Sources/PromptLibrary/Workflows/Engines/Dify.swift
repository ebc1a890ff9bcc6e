import YAML

extension WorkflowEngine {
  /// Dify's application files (source: langgenius/dify, the DSL's fixtures and `app_dsl_service.py`).
  static let dify = WorkflowEngine(
    name: "dify",
    summary: "Dify: prompts of an exported application's model nodes, or of the application itself.",
    endings: [".yml", ".yaml"],
    claim: { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") ? .ifContent : .never },
    read: { source in
      let kinds = ["kind: app", "kind: \"app\"", "kind: 'app'", "kind: rag_pipeline"]
      guard source.contains("kind: "), kinds.contains(where: source.hasLine(startingWith:)),
        source.contains("prompt_template:") || source.contains("pre_prompt:") || source.contains("graph:")
      else { return nil }
      let root: Node
      do throws(YAMLError) {
        guard let node = try Node.parse(source.bytes) else { return nil }
        root = node
      } catch {
        return .broken(source, "YAML", error)
      }
      guard root["workflow"]?["graph"] != nil || root["model_config"] != nil else { return nil }
      return WorkflowFile(keeping: [DifyReader(source: source).read(root)])
    })
}

private struct DifyReader {
  let source: SourceText

  func read(_ root: Node) -> Workflow {
    var id = source.path.folder.isEmpty ? "" : "\(source.path.folder)/"
    id += source.path.stem
    var workflow = Workflow(
      id: id, path: source.path, engine: "dify", place: source.place(of: root["app"]?["name"] ?? root))
    workflow.title = root["app"]?["name"]?.string
    let graph = root["workflow"]?["graph"]
    for (index, node) in (graph?["nodes"]?.items ?? []).enumerated() {
      let step = step(node, index)
      if !step.inline.isEmpty { workflow.steps.append(step) }
    }
    workflow.connect(
      (graph?["edges"]?.items ?? []).compactMap { edge in
        guard let from = edge["source"]?.string, let to = edge["target"]?.string else { return nil }
        return (from, to, source.place(of: edge))
      })
    if let config = root["model_config"], graph == nil {
      let step = basic(config)
      if !step.inline.isEmpty { workflow.steps.append(step) }
    }
    return workflow
  }

  private func step(_ node: Node, _ index: Int) -> Step {
    var step = Step(
      id: node["id"]?.string ?? "\(index)", pointer: "/workflow/graph/nodes/\(index)",
      place: source.place(of: node))
    guard let data = node["data"] else { return step }
    step.title = data["title"]?.string
    switch data["type"]?.string {
    case "llm": addMessages(data["prompt_template"], role: "user", &step)
    case "question-classifier", "parameter-extractor":
      add(data["instruction"] ?? data["instructions"], role: "system", &step)
    case "agent":
      add(data["agent_parameters"]?["instruction"]?["value"], role: "system", &step)
      add(data["agent_parameters"]?["query"]?["value"], role: "user", &step)
    default: break
    }
    addModel(data["model"] ?? data["agent_parameters"]?["model"]?["value"], &step)
    return step
  }

  /// An application without a graph: chat, completion, agent.
  private func basic(_ config: Node) -> Step {
    var step = Step(id: "app", pointer: "/model_config", place: source.place(of: config))
    if config["prompt_type"]?.string == "advanced" {
      addMessages(config["chat_prompt_config"]?["prompt"], role: "system", &step)
      addMessages(config["completion_prompt_config"]?["prompt"], role: "user", &step)
    } else {
      add(config["pre_prompt"], role: "system", &step)
    }
    addModel(config["model"], &step)
    return step
  }

  /// A list of messages, or for completion models one text.
  private func addMessages(_ template: Node?, role: String, _ step: inout Step) {
    for message in template?.list ?? [] {
      let isJinja = message["edition_type"]?.string == "jinja2"
      let text = isJinja ? message["jinja2_text"] ?? message["text"] : message["text"]
      add(text, role: message["role"]?.string ?? role, &step)
    }
  }

  private func add(_ node: Node?, role: String, _ step: inout Step) {
    guard let node, let text = node.string, !text.trimmed.isEmpty, !Self.isVariable(text.trimmed) else {
      return
    }
    step.inline.append(InlinePrompt(text, at: source.place(of: node), role: role))
  }

  /// `{{#node.field#}}` and nothing else hands on what the user or another node said.
  private static func isVariable(_ text: String) -> Bool {
    text.hasPrefix("{{#") && text.firstRange(of: "#}}")?.upperBound == text.endIndex
  }

  private func addModel(_ model: Node?, _ step: inout Step) {
    guard let node = model?["name"] ?? model?["model"], let name = node.string, !name.isEmpty else { return }
    // Providers are plugins: `langgenius/openai/openai`.
    let provider = model?["provider"]?.string.map { String($0.fileName) }
    step.models.append(
      ModelTarget(provider.map { "\($0)/\(name)" } ?? name, at: source.place(of: node)))
  }
}
