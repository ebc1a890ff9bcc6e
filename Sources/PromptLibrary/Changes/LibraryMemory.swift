import Git

/// What one configuration makes of paths and files, kept from commit to commit.
///
/// One thread at a time.
package final class LibraryMemory {
  let plan: ReadingPlan
  /// Several commits are judged with it: what is found out once is of use again.
  let isLasting: Bool
  private var sets: [String: FileSets] = [:]
  private var readings: [ReadingKey: FileReading] = [:]
  /// What speaks for each prompt, as far as one was looked for.
  var witnesses: [String: Witness] = [:]
  /// The files that keep prompts alive which include others.
  var living: [String: Witness] = [:]

  private struct ReadingKey: Hashable {
    var path: String
    var id: ObjectID
  }

  /// More readings than this are thrown away together.
  private static let mostReadings = 20_000

  package init(_ configuration: Configuration, isLasting: Bool) {
    plan = ReadingPlan(configuration)
    self.isLasting = isLasting
  }

  package var configuration: Configuration { plan.configuration }

  /// The sets that a file belongs to by its path.
  func sets(of path: String) -> FileSets {
    if let known = sets[path] { return known }
    var found = FileSets()
    for set in FileSets.all where isMember(path, of: set) { found.insert(set) }
    sets[path] = found
    return found
  }

  func belongs(_ path: String, to set: FileSets) -> Bool {
    // A single look at each path is cheaper than to remember it.
    isLasting ? !sets(of: path).isDisjoint(with: set) : isMember(path, of: set)
  }

  private func isMember(_ path: String, of set: FileSets) -> Bool {
    if !set.isDisjoint(with: .texts) {
      let nature: FileSets =
        switch FileNature(path) {
        case .code: .code
        case .configuration: .configuration
        case .prose: .prose
        case .other: []
        }
      return !set.isDisjoint(with: nature) && !plan.isExcluded(path)
    }
    return switch set {
    case .prompts: isPrompt(path)
    case .steps: mayHoldSteps(path)
    case .plain: FileNature(path) == .prose && !plan.isExcluded(path) && plan.formats(for: path).isEmpty
    default: false
    }
  }

  /// What a file's readers made of it.
  func reading(_ path: String, _ id: ObjectID, _ reader: any BlobReader) -> FileReading {
    let key = ReadingKey(path: path, id: id)
    if let known = readings[key] { return known }
    let reading = plan.read(path) { () throws(ReadFailure) in try reader.blob(id) }
    if isLasting {
      if readings.count > Self.mostReadings { readings = [:] }
      readings[key] = reading
    }
    return reading
  }

  private func isPrompt(_ path: String) -> Bool {
    !plan.isExcluded(path) && plan.ownPart(of: path) == nil && !plan.formats(for: path).isEmpty
  }

  /// A file whose name says that it is a prompt holds no steps, whatever else its ending could mean.
  private func mayHoldSteps(_ path: String) -> Bool {
    guard Self.stepEndings.contains(path.fileExtension) else { return false }
    // Markdown holds steps in one folder alone.
    if path.hasSuffix(".md") {
      let folder = path.folder
      guard folder == ".github/workflows" || folder == "workflows" else { return false }
    }
    if PromptFormat.promptfoo.claim(path) != .never { return !plan.isExcluded(path) }
    if plan.formats(for: path).contains(where: { $0.claim(path) == .always }) { return false }
    if plan.isExcluded(path) || plan.ownPart(of: path) != nil { return false }
    return !plan.engines(for: path).isEmpty
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
  static let all: [FileSets] = [.prompts, .steps, .code, .configuration, .prose, .plain]
}
