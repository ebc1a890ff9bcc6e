extension ReadingPlan {
  /// Whether a file belongs to a set by its path.
  func belongs(_ path: String, to set: FileSets) -> Bool {
    if !set.isDisjoint(with: .texts) {
      let nature: FileSets =
        switch FileNature(path) {
        case .code: .code
        case .configuration: .configuration
        case .prose: .prose
        case .other: []
        }
      return !set.isDisjoint(with: nature) && !isExcluded(path)
    }
    return switch set {
    case .prompts: isPrompt(path)
    case .steps: mayHoldSteps(path)
    case .plain: FileNature(path) == .prose && !isExcluded(path) && formats(for: path).isEmpty
    default: false
    }
  }

  private func isPrompt(_ path: String) -> Bool {
    !isExcluded(path) && ownPart(of: path) == nil && !formats(for: path).isEmpty
  }

  /// A file whose name says that it is a prompt holds no steps, whatever else its ending could mean.
  private func mayHoldSteps(_ path: String) -> Bool {
    guard Self.stepEndings.contains(path.fileExtension) else { return false }
    // Markdown holds steps in one folder alone.
    if path.hasSuffix(".md") {
      let folder = path.folder
      guard folder == ".github/workflows" || folder == "workflows" else { return false }
    }
    if PromptFormat.promptfoo.claim(path) != .never { return !isExcluded(path) }
    if formats(for: path).contains(where: { $0.claim(path) == .always }) { return false }
    if isExcluded(path) || ownPart(of: path) != nil { return false }
    return !engines(for: path).isEmpty
  }

  static let stepEndings: Set<String> = [
    "yaml", "yml", "json", "code-workspace", "js", "ts", "py", "mjs", "cjs", "md",
  ]
}

/// Sets of files, by what their paths say of them.
struct FileSets: OptionSet, Hashable {
  var rawValue: Int

  /// A prompt format may read the file.
  static let prompts = FileSets(rawValue: 1)
  /// Steps, manifests or suites may stand in it.
  static let steps = FileSets(rawValue: 2)
  static let code = FileSets(rawValue: 4)
  static let configuration = FileSets(rawValue: 8)
  static let prose = FileSets(rawValue: 16)
  /// Prose that no prompt format reads.
  static let plain = FileSets(rawValue: 32)
  /// Everything that may name a prompt.
  static let texts: FileSets = [.code, .configuration, .prose]
}
