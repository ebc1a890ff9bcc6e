@testable import PromptLibrary

/// A text at a path, read as the library would: by the first format that claims the path and takes the content.
struct PromptSample {
  private(set) var format: String?
  private(set) var file: PromptFile?

  init(_ path: String, _ text: String) {
    let source = SourceText(path: path, text)
    for candidate in PromptFormat.all where candidate.claim(path) != .never && !candidate.needsConfiguration {
      guard let file = candidate.read(source) else { continue }
      format = candidate.name.description
      self.file = file
      return
    }
  }

  var prompt: Prompt? { file?.prompts.first }
  var problems: [SourceProblem] { file?.problems ?? [] }
}

extension Prompt {
  var inputNames: [String]? { inputs?.map(\.value) }
  var linkTargets: [String] { links.map { "\($0.kind.rawValue) \($0.target)" } }
  var includeTargets: [String] { includes.map { "\($0.kind.rawValue) \($0.target)" } }
}
