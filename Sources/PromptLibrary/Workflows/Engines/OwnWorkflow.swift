import YAML

extension WorkflowEngine {
  /// Our own workflow files; see `Schemas/workflow.schema.json`.
  static let own = WorkflowEngine(
    name: .own,
    summary: "Shelflife's own workflow files.",
    claim: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? .ifContent : .never },
    read: { source in
      guard let root = try? Node.parse(source.bytes), let steps = root["steps"], root["id"] != nil else {
        return nil
      }
      var workflow = Workflow(
        id: root["id"]?.text ?? source.path, path: source.path, engine: .own, place: source.place(of: root))
      for (index, node) in steps.items.enumerated() {
        var step = Step(
          id: node["id"]?.text ?? "\(index)", pointer: "/steps/\(index)", place: source.place(of: node))
        step.uses = (node["uses"]?.list ?? []).compactMap { use in
          use.string.map { PromptReference(.name, $0, at: source.place(of: use)) }
        }
        workflow.steps.append(step)
      }
      return WorkflowFile(workflows: [workflow])
    })
}
