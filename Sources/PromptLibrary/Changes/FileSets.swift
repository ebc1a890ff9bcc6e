extension ReadingPlan {
  /// Whether a file belongs to a set by its path.
  func belongs(_ path: String, to set: FileSets) -> Bool {
    var format = 0
    return !sets(of: path, among: set, format: &format).isEmpty
  }

  /// The sets, among those that are asked for, that a file belongs to by its path.
  ///
  /// `format` is the number of the prompt format that claimed the path before.
  func sets(of path: String, among wanted: FileSets, format: inout Int) -> FileSets {
    if wanted == .steps { return mayHoldSteps(path, &format) ? .steps : [] }
    if isExcluded(path) { return [] }
    var sets: FileSets = []
    let isUnclaimed = wanted.isDisjoint(with: .readable) ? false : !isClaimed(path, first: &format)
    if wanted.contains(.prompts), !isUnclaimed, ownPart(of: path) == nil { sets.insert(.prompts) }
    if isUnclaimed && wanted.contains(.plain) || !wanted.isDisjoint(with: .texts) {
      let nature: FileSets =
        switch FileNature(path) {
        case .code: .code
        case .configuration: .configuration
        case .prose: .prose
        case .other: []
        }
      if isUnclaimed, nature == .prose { sets.insert(.plain) }
      sets.formUnion(nature)
    }
    return sets.intersection(wanted)
  }

  /// A file whose name says that it is a prompt holds no steps, whatever else its ending could mean.
  private func mayHoldSteps(_ path: String, _ format: inout Int) -> Bool {
    guard Self.stepEndings.contains(path.fileExtension) else { return false }
    // Markdown holds steps in one folder alone.
    if path.hasSuffix(".md") {
      let folder = path.folder
      guard folder == ".github/workflows" || folder == "workflows" else { return false }
    }
    if PromptFormat.promptfoo.claim(path) != .never { return !isExcluded(path) }
    if isClaimed(path, always: true, first: &format) { return false }
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
  /// What a prompt format decides.
  static let readable: FileSets = [.prompts, .plain]
  /// Everything that may name a prompt.
  static let texts: FileSets = [.code, .configuration, .prose]
}
