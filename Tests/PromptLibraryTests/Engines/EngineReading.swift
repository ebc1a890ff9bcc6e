@testable import PromptLibrary

/// Reads a text as the one engine would, for the tests of the engines.
func read(_ engine: WorkflowEngine, _ path: String, _ text: String) -> WorkflowFile? {
  engine.read(SourceText(path: path, text))
}

extension WorkflowFile {
  var steps: [Step] { workflows.flatMap(\.steps) }

  /// `kind target` of each reference, `~` before a tentative one.
  var references: [String] {
    steps.flatMap(\.uses).map { "\($0.isTentative ? "~" : "")\($0.kind.rawValue) \($0.target)" }
  }

  var texts: [String] { steps.flatMap(\.inline).map(\.text) }
}
