import YAML

extension WorkflowEngine {
  /// Promptflow's flows (source: promptflow `Flow.schema.json` and its samples).
  static let promptflow = WorkflowEngine(
    name: "promptflow",
    summary: "Promptflow: LLM and prompt nodes of `flow.dag.yaml`, their variants, flex flows and runs.",
    endings: [".yaml", ".yml"],
    claim: { path in
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return .never }
      let stem = path.stem
      return stem == "flow.dag" || stem == "flow.flex" ? .always : .ifContent
    },
    read: { source in
      let isFlow = source.path.stem == "flow.dag" || source.path.stem == "flow.flex"
      if !isFlow, !(source.hasLine(startingWith: "flow:") && source.contains(".prompty")) { return nil }
      let root: Node
      do throws(YAMLError) {
        guard let node = try Node.parse(source.bytes) else { return isFlow ? WorkflowFile() : nil }
        root = node
      } catch {
        return isFlow ? .broken(source, "YAML", error) : nil
      }
      let reader = FlowReader(source: source, root: root)
      if source.path.stem == "flow.dag" { return WorkflowFile(keeping: [reader.graph()]) }
      let key = isFlow ? "entry" : "flow"
      let workflow = reader.single(key)
      if !isFlow, workflow.steps.isEmpty { return nil }
      return WorkflowFile(keeping: [workflow])
    })
}

private struct FlowReader {
  let source: SourceText
  let root: Node

  private func workflow(id: String) -> Workflow {
    var workflow = Workflow(
      id: id, path: source.path, engine: "promptflow", place: source.place(of: root["nodes"] ?? root))
    workflow.title = (root["display_name"] ?? root["name"])?.string
    return workflow
  }

  /// A flow that is one prompty file (`entry: x.prompty`), or a run of one (`flow: x.prompty`).
  func single(_ key: String) -> Workflow {
    let folder = source.path.folder
    var workflow = workflow(id: String(folder).appending(path: String(source.path.stem)))
    guard let node = root[key], let text = node.string, text.hasSuffix(".prompty"), root.isMapping else {
      return workflow
    }
    var step = Step(id: key, pointer: "/\(key)", place: source.place(of: node))
    step.uses = [reference(text, at: node)]
    workflow.steps = [step]
    return workflow
  }

  /// The flow is its folder.
  func graph() -> Workflow {
    let folder = String(source.path.folder)
    var workflow = workflow(id: folder.isEmpty ? String(source.path.stem) : folder)
    var edges: [(from: String, to: String, place: Place)] = []
    for (index, node) in (root["nodes"]?.items ?? []).enumerated() {
      let name = node["name"]?.string ?? "\(index)"
      var step = Step(id: name, pointer: "/nodes/\(index)", place: source.place(of: node))
      step.title = node["name"]?.string
      let variants = root["node_variants"]?[name]
      if node["use_variants"]?.bool == true {
        readVariants(variants, isUsed: true, &step)
      } else {
        readNode(node, idle: nil, &step)
        readVariants(variants, isUsed: false, &step)
      }
      edges += inputs(of: node, variants).map { ($0.value, name, $0.place) }
      if !step.uses.isEmpty { workflow.steps.append(step) }
    }
    workflow.connect(edges)
    return workflow
  }

  private func readVariants(_ variants: Node?, isUsed: Bool, _ step: inout Step) {
    let live = variants?["default_variant_id"]?.string
    for pair in variants?["variants"]?.pairs ?? [] {
      guard let name = pair.key.text, let node = pair.value["node"] else { continue }
      let idle =
        isUsed
        ? (name == live ? nil : "variant \(name) is not the default") : "the node does not use its variants"
      readNode(node, idle: idle, &step)
    }
  }

  private func readNode(_ node: Node, idle: String?, _ step: inout Step) {
    if let path = node["source"]?["path"], let text = path.string, !text.hasSuffix(".py") {
      step.uses.append(reference(text, at: path, idle: idle))
    }
    for pair in node["inputs"]?.pairs ?? [] {
      guard let text = pair.value.string, text.looksLikeTemplatePath else { continue }
      var reference = reference(text, at: pair.value, idle: idle)
      reference.isTentative = true
      step.uses.append(reference)
    }
    guard idle == nil, !step.uses.isEmpty else { return }
    for key in ["model", "deployment_name"] {
      guard let model = node["inputs"]?[key], let name = model.string, !name.isEmpty else { continue }
      step.models.append(ModelTarget(name, at: source.place(of: model)))
      return
    }
  }

  /// Resolved to the repository: from the flow's folder, or from an additional include, which is copied into it.
  private func reference(_ text: String, at node: Node, idle: String? = nil) -> PromptReference {
    PromptReference(
      .path, (included(text) ?? text).resolved(fromFolderOf: source.path) ?? text, at: source.place(of: node),
      idle: idle)
  }

  private func included(_ text: String) -> String? {
    guard let path = text.normalizedPath else { return nil }
    for node in root["additional_includes"]?.list ?? [] {
      guard let include = node.string else { continue }
      let name = String((include.hasSuffix("/") ? String(include.dropLast()) : include).fileName)
      if path == name { return include }
      // A folder is copied with its name.
      if path.hasPrefix(name + "/") {
        return include.appending(path: String(path.dropFirst(name.utf8.count + 1)))
      }
    }
    return nil
  }

  /// The nodes whose output a node takes, as `${name.output}`.
  private func inputs(of node: Node, _ variants: Node?) -> [Located<String>] {
    let nodes = [node] + (variants?["variants"]?.pairs.compactMap { $0.value["node"] } ?? [])
    var seen: Set<String> = []
    return nodes.flatMap { $0["inputs"]?.pairs ?? [] }.compactMap { pair in
      guard let text = pair.value.string, text.hasPrefix("${"), let dot = text.firstIndex(of: ".") else {
        return nil
      }
      let name = String(text[text.index(text.startIndex, offsetBy: 2)..<dot])
      guard name != "inputs", seen.insert(name).inserted else { return nil }
      return Located(name, at: source.place(of: pair.value))
    }
  }
}
