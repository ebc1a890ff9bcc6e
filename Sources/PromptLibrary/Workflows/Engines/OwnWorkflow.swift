import YAML

extension WorkflowEngine {
  /// Our own workflow files; see `Schemas/workflow.schema.json`.
  static let own = WorkflowEngine(
    name: .own,
    summary: "Shelflife's own workflow files.",
    endings: [".yaml", ".yml"],
    claim: { OwnWorkflow.hasSuffix($0) ? .ifContent : .never },
    read: { OwnWorkflow.read($0) })
}

/// How a file of our own becomes a workflow.
enum OwnWorkflow {
  static func hasSuffix(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  /// Reads a file that nobody declared; nil says that it is somebody else's.
  static func read(_ source: SourceText) -> WorkflowFile? {
    guard mayHaveSteps(source.bytes) else { return nil }
    do {
      let document = try OwnFile.document(of: source)
      guard let root = document.root, isOurs(root) else { return nil }
      return read(root, document.surplus, in: source)
    } catch {
      return looksLikeOurs(source.bytes) ? broken(error, in: source) : nil
    }
  }

  /// Reads a file that the configuration's `workflows` names: whatever it holds, it should be a workflow.
  static func readDeclared(_ source: SourceText) -> WorkflowFile {
    do {
      let document = try OwnFile.document(of: source)
      guard let root = document.root, !root.isNull else {
        return refused("The file is empty", at: .start, in: source)
      }
      guard root.isMapping else { return refused("Found \(Schema.naming(root))", at: root.start, in: source) }
      guard let steps = root["steps"], steps.isSequence else {
        return refused("'steps' is no list here", at: (root["steps"] ?? root).start, in: source)
      }
      return read(root, document.surplus, in: source)
    } catch {
      return broken(error, in: source)
    }
  }

  private static func refused(_ what: String, at position: Position, in source: SourceText) -> WorkflowFile {
    let message =
      "\(what), although shelflife.yaml names this file as a workflow; expected a mapping with 'id' and 'steps'."
    return WorkflowFile(problems: [
      SourceProblem(.syntax, message, at: Place(path: source.path, start: position))
    ])
  }

  private static func broken(_ error: YAMLError, in source: SourceText) -> WorkflowFile {
    WorkflowFile(problems: [
      SourceProblem(
        .syntax, "This workflow is not valid YAML: \(error.message).",
        at: Place(path: source.path, start: error.position))
    ])
  }

  private static func read(
    _ root: Node, _ surplus: [SourceProblem], in source: SourceText
  ) -> WorkflowFile {
    let fields = Fields(root, in: source)
    var file = WorkflowFile(problems: Schema.workflow.check(root, in: source))
    let header = root["id"] ?? root.pairs.first?.value ?? root
    // Without an id, a workflow is called by its path, as prompts are.
    let id =
      fields.text("id") ?? String(source.path.dropLast(source.path.fileName.count - source.path.stem.count))
    var workflow = Workflow(
      id: id, path: source.path, engine: .own,
      place: Place(path: source.path, start: root.start, end: header.isScalar ? header.end : nil))
    workflow.title = fields.text("title")
    workflow.owner = fields.located("owner")
    workflow.backup = fields.located("backup")
    workflow.claimedStage = fields.located("stage")
    workflow.trigger = fields.text("trigger")
    workflow.sourceOfTruth = fields.text("source_of_truth")
    workflow.steps.reserveCapacity(root["steps"]?.items.count ?? 0)
    for (index, node) in (root["steps"]?.items ?? []).enumerated() where node.isMapping {
      workflow.steps.append(Step(own: Fields(node, in: source), index: index))
    }
    file.problems += problems(among: workflow.steps)
    file.problems += surplus
    file.workflows = [workflow]
    return file
  }

  /// Step ids that are there twice, and names of steps that are misspelt.
  ///
  /// `next` and `review.at` may name what lies outside the file (an exit, a hand-off): only a near miss is an error.
  private static func problems(among steps: [Step]) -> [SourceProblem] {
    var problems: [SourceProblem] = []
    var ids: Set<String> = []
    for step in steps where !ids.insert(step.id).inserted {
      problems.append(
        SourceProblem(.value, "Another step of this workflow has the id '\(step.id)'.", at: step.place))
    }
    for step in steps {
      for name in step.next + [step.governance?.reviewAt].compactMap(\.self) where !ids.contains(name.value) {
        guard let near = nearest(to: name.value, among: ids) else { continue }
        problems.append(
          SourceProblem(
            .value, "No step of this workflow has the id '\(name.value)'; did you mean '\(near)'?",
            at: name.place))
      }
    }
    return problems
  }
}
