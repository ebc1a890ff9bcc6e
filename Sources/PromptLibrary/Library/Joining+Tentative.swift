extension Joining {
  /// Forgets names that were perhaps none: tentative references that reach no prompt, the steps that had nothing else,
  /// and the workflows that are left without a step.
  mutating func dropTentativeSteps() {
    for index in library.workflows.indices where library.workflows[index].engine != .own {
      var workflow = library.workflows[index]
      for step in workflow.steps.indices where workflow.steps[step].uses.contains(where: \.isTentative) {
        workflow.steps[step].uses.removeAll { use in
          guard use.isTentative else { return false }
          return switch use.kind {
          case .name: resolver.prompts(named: use.target, in: use.place.path).isEmpty
          case .path: resolver.prompts(at: use.target, from: use.place.path).isEmpty
          case .glob: resolver.prompts(matching: use.target).isEmpty
          case .dynamic: false
          }
        }
      }
      workflow.steps.removeAll { $0.uses.isEmpty && $0.inline.isEmpty }
      let left = Set(workflow.steps.map(\.id))
      for step in workflow.steps.indices { workflow.steps[step].next.removeAll { !left.contains($0.value) } }
      library.workflows[index] = workflow
    }
    library.workflows.removeAll { $0.engine != .own && $0.steps.isEmpty }
  }
}
