import YAML

extension WorkflowEngine {
  /// GitHub Actions workflows and composite actions (source: the workflow syntax reference, and each action's own
  /// `action.yml`).
  static let githubActions = WorkflowEngine(
    name: "github-actions",
    summary:
      "GitHub Actions: steps that give a prompt to a model, by an action's inputs or on the command line.",
    endings: [".yml", ".yaml"],
    claim: { path in
      guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return .never }
      if path.fileName == "action.yml" || path.fileName == "action.yaml" { return .ifContent }
      // Compiled from Markdown, which is read itself.
      guard path.folder == ".github/workflows", !path.hasSuffix(".lock.yml") else { return .never }
      return .always
    },
    read: { source in
      let isAction = source.path.folder != ".github/workflows"
      if isAction, !source.contains("runs:") { return nil }
      let root: Node
      do throws(YAMLError) {
        guard let node = try Node.parse(source.bytes) else { return WorkflowFile() }
        root = node
      } catch {
        return .broken(source, "YAML", error)
      }
      if isAction, root["runs"]?["steps"] == nil { return nil }
      var reader = ActionsReader(source, root)
      reader.read(root)
      return WorkflowFile(keeping: [reader.workflow])
    })
}

/// Reads the jobs of one workflow file.
private struct ActionsReader {
  let source: SourceText
  var workflow: Workflow

  init(_ source: SourceText, _ root: Node) {
    self.source = source
    let folder = source.path.folder
    let isWorkflow = folder == ".github/workflows"
    let id = isWorkflow || folder.isEmpty ? String(source.path.stem) : String(folder)
    workflow = Workflow(
      id: id, path: source.path, engine: "github-actions", place: source.place(of: root["name"] ?? root))
    workflow.title = root["name"]?.string
    workflow.trigger = root["on"].flatMap(Self.trigger)
  }

  /// The events' names, as `on` lists them in any of its three forms.
  static func trigger(_ on: Node) -> String? {
    let names = on.isMapping ? on.keys : on.list.compactMap(\.string)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  mutating func read(_ root: Node) {
    if let steps = root["runs"]?["steps"] {
      let job = ActionsJob(source, steps: steps, variables: ActionsVariables())
      read(job, prefix: "", pointer: "/runs/steps")
    }
    for pair in root["jobs"]?.pairs ?? [] {
      guard let name = pair.key.text else { continue }
      var variables = ActionsVariables()
      variables.add(env: root["env"])
      variables.add(env: pair.value["env"])
      variables.add(matrix: pair.value["strategy"]?["matrix"])
      var job = ActionsJob(source, steps: pair.value["steps"], variables: variables)
      job.workingDirectory =
        (pair.value["defaults"] ?? root["defaults"])?["run"]?["working-directory"]?.string ?? ""
      job.idle = pair.value["if"].flatMap(ActionsJob.idle)
      let pointer = "/jobs/\(name.pointerPart)"
      if pair.value["uses"] != nil {
        add(job.step(pair.value, id: name, pointer: pointer))
      }
      read(job, prefix: "\(name).", pointer: "\(pointer)/steps")
    }
  }

  private mutating func read(_ job: ActionsJob, prefix: String, pointer: String) {
    for (index, node) in (job.steps?.items ?? []).enumerated() {
      let name = (node["name"]?.string ?? node["uses"]?.string).map { "-\($0.slug)" } ?? ""
      let id = node["id"]?.string ?? "\(index)\(name)"
      add(job.step(node, id: prefix + id, pointer: "\(pointer)/\(index)"))
    }
  }

  private mutating func add(_ step: Step) {
    if !step.uses.isEmpty || !step.inline.isEmpty { workflow.steps.append(step) }
  }
}
