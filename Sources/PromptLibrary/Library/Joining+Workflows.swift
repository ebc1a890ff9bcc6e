import YAML

extension Joining {
  /// Gives a step that points into an engine's file the uses of the step it points to.
  mutating func resolveEnginePointers() {
    var steps: [String: [PromptReference]] = [:]
    for workflow in library.workflows where workflow.engine != .own {
      for step in workflow.steps { steps["\(workflow.path)#\(step.pointer)", default: []] += step.uses }
    }
    for workflow in library.workflows.indices where library.workflows[workflow].engine == .own {
      for step in library.workflows[workflow].steps.indices {
        guard let engine = library.workflows[workflow].steps[step].engine else { continue }
        let name = "\(library.workflows[workflow].id)/\(library.workflows[workflow].steps[step].id)"
        if let uses = steps[engine.value] {
          library.workflows[workflow].steps[step].uses += uses
        } else if !resolves(engine.value) {
          library.dangling.append(
            DanglingReference(
              target: engine.value, place: engine.place, source: .step(name),
              nearest: nearest(to: engine.value, among: steps.keys)))
        }
      }
    }
  }

  /// Whether `path#/pointer` names a value in a YAML or JSON file of the snapshot.
  private func resolves(_ engine: String) -> Bool {
    let parts = engine.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let source = text(at: parts[0]) else { return false }
    guard parts.count == 2, !parts[1].isEmpty else { return true }
    let root = parts[0].hasSuffix(".json") ? try? Node.parseJSON(source.bytes) : try? Node.parse(source.bytes)
    return root?.at(pointer: parts[1]) != nil
  }

  /// Draws an edge for each prompt that a step uses, and counts what each importer resolved.
  mutating func addWorkflowEdges() {
    var files: [EngineName: Set<String>] = [:]
    for workflow in library.workflows {
      files[workflow.engine, default: []].insert(workflow.path)
      for step in workflow.steps {
        coverage[workflow.engine, default: Coverage()].steps += 1
        coverage[workflow.engine]!.inline += step.inline.count
        for use in step.uses { add(use, of: step, in: workflow) }
      }
    }
    for (engine, paths) in files { coverage[engine, default: Coverage()].files = paths.count }
  }

  private mutating func add(_ use: PromptReference, of step: Step, in workflow: Workflow) {
    let name = "\(workflow.id)/\(step.id)"
    var edge = Edge(
      workflow.engine == .own ? .declared : workflow.isPlatform ? .platform : .imported, at: use.place,
      step: name,
      idle: step.idle ?? use.idle)
    let file = use.place.path
    switch use.kind {
    case .path, .name:
      let found =
        use.kind == .name
        ? resolver.prompts(named: use.target, in: file) : resolver.prompts(at: use.target, from: file)
      let reached =
        found.isEmpty
        ? existingPath(use.target, from: file).map { resolver.prompts(at: $0, from: "") } ?? [] : found
      for index in reached { library.edges[index].append(edge) }
      if !reached.isEmpty {
        coverage[workflow.engine]!.resolved += 1
      } else if !use.isTentative, existingPath(use.target, from: file) == nil {
        coverage[workflow.engine]!.dangling += 1
        library.dangling.append(
          DanglingReference(
            target: use.target, place: use.place, source: .step(name),
            nearest: library.dangling.count < 200 ? resolver.nearest(to: use.target) : nil))
      }
    case .glob:
      coverage[workflow.engine]!.resolved += 1
      for index in resolver.prompts(matching: use.target) { library.edges[index].append(edge) }
    case .dynamic:
      coverage[workflow.engine]!.dynamic += 1
      // A bare expression could name anything; it says nothing of any one prompt.
      guard use.target.utf8.contains(where: { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "/") }) else {
        return
      }
      edge.kind = .dynamic
      edge.how = "\(use.target)"
      for index in resolver.prompts(matching: use.target) { library.edges[index].append(edge) }
    }
  }

  /// Holds what prompts declare of their steps against what the steps say.
  mutating func confirmDeclarations() {
    // Asked for where a prompt declares what no step says.
    lazy var steps = Set(
      library.workflows.flatMap { workflow in workflow.steps.map { "\(workflow.id)/\($0.id)" } })
    for index in library.prompts.indices where !library.prompts[index].metadata.steps.isEmpty {
      for declared in library.prompts[index].metadata.steps {
        if let edge = library.edges[index].firstIndex(where: { $0.step == declared.value }) {
          library.edges[index][edge].how =
            library.edges[index][edge].how ?? "confirmed by the prompt's metadata"
          continue
        }
        library.unconfirmed.append(
          UnconfirmedAttachment(
            promptIndex: index, step: declared, stepExists: steps.contains(declared.value),
            nearest: library.unconfirmed.count < 200
              ? nearest(to: declared.value, among: steps.sorted()) : nil))
      }
    }
  }
}
