/// How one format's files are found and read.
///
/// A format is a value; `PromptFormat.all` lists them, most specific first.
package struct PromptFormat: Sendable {
  /// Whether a path is this format's.
  package enum Claim: Sendable {
    /// By its path alone: the file is this format, or broken.
    case always
    /// Only the content can tell: `read` returns nil when it is something else.
    case ifContent
    case never
  }

  package let name: FormatName
  /// One line for `Documentation/formats.md`.
  package let summary: String
  /// Suffixes dropped from a path to make an id, longest first.
  package let suffixes: [String]
  /// Other ends of the paths that it claims: with the suffixes, no path that ends otherwise is its own.
  package var otherEndings: [String] = []
  /// Claims whatever no other reader understands, so that a workflow file is none of its prompts.
  package var yieldsToWorkflows = false
  /// Claims only files that the configuration names as prompts: anywhere else such a file is something else.
  package var needsConfiguration = false
  package let claim: @Sendable (_ path: String) -> Claim
  /// Reads a file; nil says that it is not this format after all, which only `ifContent` may.
  package let read: @Sendable (SourceText) -> PromptFile?

  package init(
    name: FormatName, summary: String, suffixes: [String],
    otherEndings: [String] = [], yieldsToWorkflows: Bool = false, needsConfiguration: Bool = false,
    claim: @escaping @Sendable (String) -> Claim, read: @escaping @Sendable (SourceText) -> PromptFile?
  ) {
    self.otherEndings = otherEndings
    self.yieldsToWorkflows = yieldsToWorkflows
    self.needsConfiguration = needsConfiguration
    self.name = name
    self.summary = summary
    self.suffixes = suffixes
    self.claim = claim
    self.read = read
  }

  /// The id of a file whose metadata has none.
  package func id(for path: String) -> String {
    for suffix in suffixes where path.hasSuffix(suffix) && path.utf8.count > suffix.utf8.count {
      return String(path.utf8.dropLast(suffix.utf8.count)) ?? path
    }
    return path
  }
}

/// What was read from one prompt file.
package struct PromptFile: Sendable {
  package var prompts: [Prompt] = []
  package var problems: [SourceProblem] = []
  /// Prompts that this file measures or lists without holding them (a promptfoo configuration).
  package var references: [PromptReference] = []
  /// What this file says of prompts whose text stands in another file.
  package var companions: [Companion] = []

  package init(prompts: [Prompt] = [], problems: [SourceProblem] = []) {
    self.prompts = prompts
    self.problems = problems
  }
}
