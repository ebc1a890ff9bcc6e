extension WorkflowEngine {
  /// Every engine whose files are sources of steps.
  package static let all: [WorkflowEngine] = [
    .own
  ]
}
