import YAML

extension WorkflowEngine {
  /// CrewAI's `config/agents.yaml` and `config/tasks.yaml` (source: the CrewAI documentation on agents and tasks).
  static let crewAI = WorkflowEngine(
    name: "crewai",
    summary:
      "CrewAI: tasks and agents of `config/tasks.yaml` and `config/agents.yaml`, whose texts are prompts.",
    endings: [".yaml", ".yml"],
    claim: { path in
      let isName = ["agents.yaml", "tasks.yaml", "agents.yml", "tasks.yml"].contains(String(path.fileName))
      return isName && path.folder.fileName == "config" ? .ifContent : .never
    },
    read: { source in
      let isTasks = source.path.stem == "tasks"
      guard source.contains(isTasks ? "expected_output:" : "role:"),
        source.contains(isTasks ? "description:" : "goal:")
      else { return nil }
      let root: Node
      do throws(YAMLError) {
        guard let node = try Node.parse(source.bytes), node.isMapping else { return nil }
        root = node
      } catch {
        return .broken(source, "YAML", error)
      }
      let workflow = CrewReader(source: source, isTasks: isTasks).read(root)
      return workflow.steps.isEmpty ? nil : WorkflowFile(workflows: [workflow])
    })
}

private struct CrewReader {
  let source: SourceText
  let isTasks: Bool

  func read(_ root: Node) -> Workflow {
    // The crew is the folder that holds `config`.
    let crew = String(source.path.folder.folder)
    var workflow = Workflow(
      id: crew.appending(path: String(source.path.stem)), path: source.path, engine: "crewai",
      place: source.place(of: root))
    var edges: [(from: String, to: String, place: Place)] = []
    for pair in root.pairs {
      guard let name = pair.key.text, pair.value.isMapping else { continue }
      var step = Step(
        id: name, pointer: "/\(name.pointerPart)",
        place: Place(path: source.path, start: pair.key.start, end: pair.value.end))
      step.title = (pair.value["name"] ?? pair.value["role"])?.string?.trimmed
      let fields =
        isTasks
        ? [("description", "user"), ("expected_output", "user")]
        : [("role", "system"), ("goal", "system"), ("backstory", "system")]
      for (field, role) in fields {
        guard let node = pair.value[field], let text = node.string, !text.trimmed.isEmpty else { continue }
        step.inline.append(InlinePrompt(text, at: source.place(of: node), role: role))
      }
      if let model = pair.value["llm"], let text = model.string {
        step.models = [ModelTarget(text, at: source.place(of: model))]
      }
      if let agent = pair.value["agent"], let text = agent.string {
        step.agent = Located(text, at: source.place(of: agent))
      }
      // `context` names the tasks whose output this one takes.
      edges += (pair.value["context"]?.list ?? []).compactMap { node in
        node.string.map { ($0, name, source.place(of: node)) }
      }
      if !step.inline.isEmpty { workflow.steps.append(step) }
    }
    workflow.connect(edges)
    return workflow
  }
}
