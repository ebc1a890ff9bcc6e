import Git

/// Finds the files on which it depends what a change brings in: those it touches, those that name what it touches, and
/// those that it names.
///
/// Reading these files of the state before and of the state after gives two small libraries, whose difference is that
/// of the whole ones as far as `Documentation/hooks.md` says. What cannot be told in this way throws `TooWide`.
struct ChangeReach {
  let plan: ReadingPlan
  let changes: [FileChange]
  let before: any FileTable
  let after: any FileTable
  let blobs: BlobReading
  let jobs: Int
  let reader: any BlobReader

  /// Files to read.
  var reached: Set<String> = []
  /// Files of prompts whose verdict the change may have decided.
  var judged: Set<String> = []
  /// Words by which workflows may name what came, went or lost an edge.
  var workflowWords: Set<[UInt8]> = []
  /// Ids that are new, or that a step names: whichever prompt writes one is read.
  var ids: Set<[UInt8]> = []
  /// Names of files that are gone: whichever prompt includes one is read.
  var goneNames: Set<[UInt8]> = []

  /// More changed files than this are a rebuilt library, and read as one.
  static let mostChanges = 300
  /// More files to read than this cost as much as all of them.
  static let mostReached = 20_000

  init(
    changes: [FileChange], before: any FileTable, after: any FileTable, configuration: Configuration,
    blobs: @escaping BlobReading, jobs: Int
  ) {
    plan = ReadingPlan(configuration)
    self.changes = changes.filter { ($0.old ?? $0.new)?.kind != .submodule || $0.old?.kind != $0.new?.kind }
    self.before = before
    self.after = after
    self.blobs = blobs
    self.jobs = jobs
    reader = blobs()
    links = Self.links(in: after, reader)
  }

  /// Adds everything that the change touches, and what that names; then what names those.
  mutating func grow() async throws {
    guard changes.count <= Self.mostChanges else {
      throw TooWide("it changes \(changes.count) files")
    }
    try readOwnFiles()
    for change in changes { try readChange(change) }
    try readNamedTexts()
    try readMentions()
    try await searchWorkflows()
    try await searchPrompts()
    // Only verdicts ask for the policy.
    if !judged.isEmpty { try findStep() }
    guard reached.count <= Self.mostReached else { throw TooWide("it concerns \(reached.count) files") }
  }

  /// Our own lists, which decide what other files mean.
  private mutating func readOwnFiles() throws {
    let configuration = plan.configuration
    for path in [configuration.waiversPath, configuration.tombstonesPath]
    where before.file(at: path) != nil || after.file(at: path) != nil {
      reached.insert(path)
    }
    let globs = plan.cards.map { Array($0.pattern.utf8.prefix { !"*?[{\\".utf8.contains($0) }) }
    let cards =
      globs.isEmpty
      ? []
      : after.files { path in
        globs.contains { path.starts(with: $0) } && (path.ends(with: Self.yaml) || path.ends(with: Self.yml))
          && plan.ownPart(of: String(decoding: path, as: UTF8.self)) == .cards
      }
    reached.formUnion(cards.map(\.path))
    hasCards = !cards.isEmpty
    context = reached
  }

  /// The files after the change, and the sets that they belong to, as far as those were asked for.
  var sorted: (files: [FileEntry], sets: [FileSets], kinds: FileSets) = ([], [], [])
  var stepFiles: [FileEntry]?

  /// Files that are read to understand others.
  var context: Set<String> = []

  /// Whether the change touches and reaches nothing that a rule speaks of.
  var isIdle: Bool {
    judged.isEmpty && changes.allSatisfy { !plan.concerns($0.path) }
      && reached.subtracting(context).subtracting(changes.map(\.path)).isEmpty
  }

  /// Changed files that are neither prompts nor workflows.
  var mentions: [FileChange] = []
  /// Ids by which a step named a prompt that it names no longer.
  var lostIDs: Set<String> = []
  /// Links within the repository, the same in both states.
  var links: [Snapshot.Link] = []

  /// Files of prompts that are gone, or have another name.
  var gone: Set<String> = []
  /// Files of prompts that include one whose verdict is open: theirs decides it, whatever their own state.
  var includers: Set<String> = []

  private static let yaml = Array(".yaml".utf8)
  private static let yml = Array(".yml".utf8)

  /// Whether metadata is kept beside prompts, where any change of a name needs all of them.
  var hasCards = false

  private static func links(in table: any FileTable, _ reader: any BlobReader) -> [Snapshot.Link] {
    let links = table.links.compactMap { entry in
      (try? reader.blob(entry.id)).map {
        SymbolicLink(path: entry.path, text: String(decoding: $0, as: UTF8.self))
      }
    }
    if links.isEmpty { return [] }
    return SymbolicLink.resolve(links, among: table.files { _ in true }.map(\.path)).0
  }

  func file(_ entry: FileEntry?) -> FileEntry? {
    guard let entry, entry.kind == .file || entry.kind == .executable else { return nil }
    return entry
  }

  func bytes(_ entry: FileEntry) throws(ReadFailure) -> [UInt8] { try reader.blob(entry.id) }

  func source(_ entry: FileEntry?) throws -> SourceText? {
    guard let entry = file(entry) else { return nil }
    do throws(ReadFailure) {
      return SourceText(path: entry.path, bytes: try bytes(entry))
    } catch {
      throw TooWide("\(entry.path) cannot be read")
    }
  }

  func reading(_ entry: FileEntry?) -> FileReading? {
    guard let entry = file(entry) else { return nil }
    return plan.read(entry.path) { () throws(ReadFailure) in try reader.blob(entry.id) }
  }
}

extension ArraySlice<UInt8> {
  func ends(with text: [UInt8]) -> Bool {
    guard count >= text.count else { return false }
    var index = endIndex - text.count
    for byte in text {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }
}
