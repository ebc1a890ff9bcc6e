/// How one engine's files are found and read.
///
/// `WorkflowEngine.all` lists them.
package struct WorkflowEngine: Sendable {
  package let name: EngineName
  /// One line for `Documentation/formats.md`.
  package let summary: String
  /// What the paths end in that it may claim.
  package let endings: [String]
  package let claim: @Sendable (_ path: String) -> PromptFormat.Claim
  /// Reads a file; nil says that it is not this engine's after all, which only `ifContent` may.
  package let read: @Sendable (SourceText) -> WorkflowFile?

  package init(
    name: EngineName, summary: String, endings: [String],
    claim: @escaping @Sendable (String) -> PromptFormat.Claim,
    read: @escaping @Sendable (SourceText) -> WorkflowFile?
  ) {
    self.name = name
    self.summary = summary
    self.endings = endings
    self.claim = claim
    self.read = read
  }
}

/// What was read from one workflow file.
package struct WorkflowFile: Sendable {
  package var workflows: [Workflow] = []
  package var problems: [SourceProblem] = []

  package init(workflows: [Workflow] = [], problems: [SourceProblem] = []) {
    self.workflows = workflows
    self.problems = problems
  }
}
