import YAML

extension WorkflowEngine {
  /// Workflows exported from n8n (source: n8n's `INode` and `IConnections` interfaces and its LangChain nodes).
  static let n8n = WorkflowEngine(
    name: "n8n",
    summary: "n8n: prompts in the language model nodes of an exported workflow.",
    endings: [".json"],
    claim: { $0.hasSuffix(".json") ? .ifContent : .never },
    read: { source in
      guard source.contains("\"connections\""), source.contains("\"nodes\""), source.contains("n8n-nodes-")
      else { return nil }
      let root: Node
      do throws(YAMLError) {
        root = try Node.parseJSON(source.bytes)
      } catch {
        return .broken(source, "JSON", error)
      }
      // One workflow, a list of them, or one inside an envelope.
      var found: [(node: Node, pointer: String)] = []
      if root.isSequence {
        found = root.items.enumerated().map { ($1, "/\($0)") }
      } else if root["nodes"] == nil, let inner = root["workflow"] {
        found = [(inner, "/workflow")]
      } else {
        found = [(root, "")]
      }
      found = found.filter { $0.node["nodes"]?.isSequence == true && $0.node["connections"] != nil }
      guard !found.isEmpty else { return nil }
      let isOne = found.count == 1
      return WorkflowFile(
        keeping: found.enumerated().map { index, workflow in
          var id = String(source.path.dropLast(".json".utf8.count))
          if !isOne { id += "#\(workflow.node["id"]?.string ?? "\(index)")" }
          return N8nReader(source: source, root: workflow.node, pointer: workflow.pointer).read(id: id)
        })
    })
}

private struct N8nReader {
  let source: SourceText
  let root: Node
  let pointer: String

  func read(id: String) -> Workflow {
    var workflow = Workflow(
      id: id, path: source.path, engine: "n8n", place: source.place(of: root["name"] ?? root))
    workflow.title = root["name"]?.string
    let nodes = root["nodes"]?.items ?? []
    // Connections go by name; steps by the id, which survives renaming.
    var ids: [String: String] = [:]
    for node in nodes { if let name = node["name"]?.string { ids[name] = node["id"]?.string ?? name } }
    let models = modelsByUser(nodes)
    for (index, node) in nodes.enumerated() {
      let name = node["name"]?.string
      var step = Step(
        id: node["id"]?.string ?? name ?? "\(index)", pointer: "\(pointer)/nodes/\(index)",
        place: source.place(of: node["name"] ?? node))
      step.title = name
      if node["disabled"]?.bool == true { step.idle = "the node is disabled" }
      guard let parameters = node["parameters"], Self.mayHoldPrompts(node["type"]?.string ?? "") else {
        continue
      }
      N8nParameters(source: source, type: node["type"]?.string ?? "").read(parameters, into: &step)
      guard !step.uses.isEmpty || !step.inline.isEmpty else { continue }
      step.models = name.flatMap { models[$0] } ?? model(in: parameters).map { [$0] } ?? []
      workflow.steps.append(step)
    }
    workflow.connect(edges(ids))
    return workflow
  }

  /// Nodes beside the models hold text that no model is told: memories, stores, readers, the chat window.
  private static func mayHoldPrompts(_ type: String) -> Bool {
    guard type.contains("langchain") || type == "n8n-nodes-base.openAi" else { return false }
    let name = type.split(separator: ".").last.map(String.init) ?? type
    if name == "agentTool" { return true }
    return ![
      "chatTrigger", "memory", "embeddings", "vectorStore", "document", "textSplitter", "lm", "tool",
      "retriever", "code", "mcp", "manualChatTrigger", "reranker",
    ].contains { name.hasPrefix($0) }
  }

  /// The models that are plugged into each node, by the user's name.
  private func modelsByUser(_ nodes: [Node]) -> [String: [ModelTarget]] {
    var own: [String: ModelTarget] = [:]
    for node in nodes {
      if let name = node["name"]?.string, let model = node["parameters"].flatMap(model) { own[name] = model }
    }
    var result: [String: [ModelTarget]] = [:]
    for pair in root["connections"]?.pairs ?? [] {
      guard let name = pair.key.text, let model = own[name] else { continue }
      for target in pair.value["ai_languageModel"]?.items.flatMap(\.items) ?? [] {
        if let user = target["node"]?.string { result[user, default: []].append(model) }
      }
    }
    return result
  }

  private func model(in parameters: Node) -> ModelTarget? {
    for key in ["model", "modelId", "modelName", "options"] {
      guard let node = parameters[key] else { continue }
      // A plain name, a resource locator, or among the options.
      let value = node.isScalar ? node : node["value"] ?? node["model"]
      if let value, let name = value.string, !name.isEmpty {
        return name.hasPrefix("=")
          ? ModelTarget(name, precision: .unspecified, at: source.place(of: value))
          : ModelTarget(name, at: source.place(of: value))
      }
    }
    return nil
  }

  private func edges(_ ids: [String: String]) -> [(from: String, to: String, place: Place)] {
    (root["connections"]?.pairs ?? []).flatMap { pair -> [(from: String, to: String, place: Place)] in
      guard let from = pair.key.text.flatMap({ ids[$0] }) else { return [] }
      return (pair.value["main"]?.items.flatMap(\.items) ?? []).compactMap { target in
        guard let node = target["node"], let to = node.string.flatMap({ ids[$0] }) else { return nil }
        return (from, to, source.place(of: node))
      }
    }
  }
}
