import Audit
import Git
import PromptLibrary

/// What a gate would refuse by in one state.
struct TreeState: Sendable {
  /// Levels of findings, by fingerprint.
  var levels: [String: Level] = [:]
  /// The addresses of retired prompts.
  var retired: Set<String> = []
  /// A rule that refuses there, and that only a whole audit can judge.
  var wholeRule: String?
}

/// Goes from tree to tree, and keeps what neighbours share.
///
/// A copy goes its own way.
struct TreeWalk: Sendable {
  private let gate: Gate
  private let blobs: SharedBlobs
  private var library: LibraryWalk?
  private var tree: ObjectID?
  /// The objects of configuration files, by name.
  private var configurations: [String: ObjectID] = [:]
  private(set) var states: [ObjectID: TreeState] = [:]
  /// The state of the last library that was joined.
  private var last = TreeState()
  /// A finding of each fingerprint.
  private(set) var findings: [String: Finding] = [:]

  init(_ gate: Gate) {
    self.gate = gate
    blobs = SharedBlobs(gate.opening)
  }

  /// Finds out the state of each of some trees.
  mutating func visit(_ trees: some Sequence<ObjectID>, jobs: Int) async throws {
    let repository = try gate.options.open(repository: gate.opening)
    for tree in trees where states[tree] == nil {
      try move(to: tree, repository, jobs: jobs)
      states[tree] = await state()
    }
  }

  private mutating func move(
    to tree: ObjectID, _ repository: borrowing Repository, jobs: Int
  ) throws {
    var changes: [FileChange]
    do throws(GitError) {
      changes = try repository.changes(from: self.tree, to: tree)
      // What paths and files come to holds by one configuration.
      let isConfigured = changes.contains { Configuration.fileNames.contains($0.path) }
      if isConfigured, library != nil {
        library = nil
        changes = try repository.changes(from: nil, to: tree)
      }
    } catch {
      throw Failure("git: \(error.message) (while trying to \(error.operation)).", status: .failed)
    }
    self.tree = tree
    if library == nil {
      let (configuration, problems) = try configuration(in: changes)
      library = LibraryWalk(
        gate.opening, configuration: configuration, problems: problems, jobs: jobs,
        isForErrors: gate.level == .error)
    }
    library?.apply(changes)
  }

  /// The configuration of a state whose files are all new.
  private func configuration(in files: [FileChange]) throws -> (Configuration, [SourceProblem]) {
    if gate.options.config != nil { return try gate.options.configuration(in: Snapshot(texts: [:])) }
    for name in Configuration.fileNames {
      guard let file = files.first(where: { $0.path == name })?.new, file.kind != .symbolicLink,
        let bytes = try? blobs.blob(file.id)
      else { continue }
      return Configuration.read(SourceText(path: name, bytes: bytes))
    }
    return (Configuration(), [])
  }

  private mutating func state() async -> TreeState {
    guard let configuration = library?.configuration else { return TreeState() }
    var state = TreeState()
    state.wholeRule = Rule.needingWhole(configuration, at: gate.level)
    guard state.wholeRule == nil else { return state }
    guard let library = await library?.library() else { return last }
    let found = refusable(in: library, from: gate.level, policy: Policy(configuration), today: gate.today)
    for finding in found {
      state.levels[finding.fingerprint] = max(state.levels[finding.fingerprint] ?? .note, finding.level)
      if findings[finding.fingerprint] == nil { findings[finding.fingerprint] = finding }
    }
    for prompt in library.prompts where prompt.declaredStatus == .retired {
      state.retired.insert(prompt.address)
    }
    last = state
    return state
  }

  /// Takes over what another walk found out.
  mutating func merge(_ other: TreeWalk) {
    states.merge(other.states) { mine, _ in mine }
    findings.merge(other.findings) { mine, _ in mine }
  }
}
