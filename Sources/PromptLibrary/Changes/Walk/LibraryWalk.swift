package import Git

/// Goes from state to state of a repository, and reads and joins at each what differs from the one before.
///
/// The library of each state is the one that is read from it alone, but for counts that no rule of the gate asks for,
/// and for shadow prompts. A copy goes its own way.
package struct LibraryWalk: Sendable {
  let plan: ReadingPlan
  private let opening: Repository.Opening
  private let blobs: SharedBlobs
  private let jobs: Int
  private let references: [Glob]
  /// In order of their paths' bytes.
  private var files: [WalkedFile] = []
  private var links: [String: ObjectID] = [:]
  /// The files as a snapshot has them, and their positions by path; nil where they have to be listed anew.
  private var listing: (files: [Snapshot.File], positions: [String: Int], links: [Snapshot.Link])?
  private var memory = ReferenceMemory()
  private var problems: [SourceProblem]

  package init(
    _ opening: Repository.Opening, configuration: Configuration, problems: [SourceProblem], jobs: Int
  ) {
    plan = ReadingPlan(configuration)
    self.problems = problems
    self.opening = opening
    self.jobs = jobs
    blobs = SharedBlobs(opening)
    references = [Glob](configuration.references)
  }

  package var configuration: Configuration { plan.configuration }

  // MARK: Files

  package mutating func apply(_ changes: [FileChange]) {
    if files.isEmpty {
      files = changes.compactMap { file($0.new) }.map { WalkedFile($0, plan, references) }
      files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      for change in changes { note(change) }
      return
    }
    for change in changes {
      note(change)
      let position = position(of: change.path)
      let isKnown = position < files.count && files[position].path == change.path
      switch (file(change.new), isKnown) {
      case (let entry?, true):
        if entry.id != files[position].id {
          memory.forget(&files[position].scan)
          files[position].change(to: entry)
        }
        files[position].isExecutable = entry.kind == .executable
      case (let entry?, false):
        files.insert(WalkedFile(entry, plan, references), at: position)
        listing = nil
      case (nil, true):
        memory.forget(&files[position].scan)
        files.remove(at: position)
        listing = nil
      case (nil, false): continue
      }
    }
  }

  private func file(_ entry: FileEntry?) -> FileEntry? {
    guard let entry, entry.kind == .file || entry.kind == .executable else { return nil }
    return entry
  }

  private mutating func note(_ change: FileChange) {
    let link = change.new.flatMap { $0.kind == .symbolicLink ? $0.id : nil }
    if links[change.path] != link {
      links[change.path] = link
      listing = nil
    }
  }

  private func position(of path: String) -> Int {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The object at a path; nil when no file is there.
  package func id(of path: String) -> ObjectID? {
    let position = position(of: path)
    return position < files.count && files[position].path == path ? files[position].id : nil
  }

  // MARK: The library

  /// The library of the state that was come to.
  package mutating func library() async -> Library {
    await readFiles()
    var library = Library(configuration: plan.configuration)
    library.problems = problems
    let snapshot = snapshot()
    var joining = Joining(library, snapshot: snapshot, plan: plan, positions: listing?.positions)
    joining.reserve(prompts: files.reduce(0) { $0 + ($1.reading?.prompts?.prompts.count ?? 0) })
    for file in files {
      if let reading = file.reading { joining.add(reading, from: file.path) }
    }
    joining.addUnmatchedGlobs()
    joining.joinPrompts()
    joining.library.edges = joining.library.prompts.map { _ in [] }
    let change = memory.adopt(joining.library.prompts)
    joining.resolver = memory.resolver
    joining.dropTentativeSteps()
    joining.drawWrittenEdges()
    if joining.library.prompts.isEmpty {
      for index in files.indices where files[index].scan != nil { memory.forget(&files[index].scan) }
    } else {
      await searchFiles(change, read: Self.readPaths(joining.library))
      memory.draw(&files, after: change, into: &joining, plan, blobs)
    }
    joining.decideVerdicts()
    return joining.library
  }

  private static func readPaths(_ library: Library) -> Set<String> {
    var read = Set<String>(minimumCapacity: library.prompts.count + library.workflows.count)
    for prompt in library.prompts { read.insert(prompt.path) }
    for workflow in library.workflows { read.insert(workflow.path) }
    return read
  }

  private mutating func readFiles() async {
    let new = files.indices.filter { files[$0].readers != nil && files[$0].reading == nil }
    let readings = await parallel(new) { [plan] file, reader in
      plan.read(file.path, with: file.readers!) { () throws(ReadFailure) in try reader.blob(file.id) }
    }
    for (index, var reading) in zip(new, readings) {
      // No rule of the gate looks at runs.
      (reading.runs, reading.usage) = ([], [])
      files[index].reading = reading
    }
  }

  /// Searches the files that are neither prompts nor workflows now, as far as their texts or the names are new.
  private mutating func searchFiles(_ change: NameChange, read: Set<String>) async {
    var new: [Int] = []
    for index in files.indices where files[index].nature != .other {
      if read.contains(files[index].path) {
        if files[index].scan != nil { memory.forget(&files[index].scan) }
      } else if files[index].scan.map({ $0.isStale(after: change) }) ?? true {
        new.append(index)
      }
    }
    let names = memory.names
    let scans = await parallel(new) { file, reader in
      FileScan.of(file.path, file.nature, names: names) { () throws(ReadFailure) in try reader.blob(file.id) }
    }
    for (index, scan) in zip(new, scans) {
      if files[index].scan != nil { memory.forget(&files[index].scan) }
      files[index].scan = scan
      memory.learn(&files[index].scan)
    }
  }

  /// Maps some files: on all workers where they are many, and else with texts that are kept.
  private func parallel<Result: Sendable>(
    _ indices: [Int], _ body: @escaping @Sendable (WalkedFile, any BlobReader) -> Result
  ) async -> [Result] {
    guard indices.count > 200 else { return indices.map { body(files[$0], blobs) } }
    let chosen = indices.map { files[$0] }
    return await parallelMap(chosen.count, jobs: jobs, state: { [opening] in OpenRepository(opening) }) {
      reader, position in body(chosen[position], reader)
    }
  }

  private mutating func snapshot() -> Snapshot {
    if listing == nil {
      let list = files.map { Snapshot.File(path: $0.path, isExecutable: $0.isExecutable) }
      let positions = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1.path, $0) })
      let texts = links.sorted { $0.key < $1.key }.compactMap { path, id in
        (try? blobs.blob(id)).map { SymbolicLink(path: path, text: String(decoding: $0, as: UTF8.self)) }
      }
      let resolved = SymbolicLink.resolve(texts, among: texts.isEmpty ? [] : list.map(\.path)).0
      listing = (list, positions, resolved)
    }
    let ids = files.map(\.id)
    return Snapshot(name: "", files: listing!.files, links: listing!.links) { [blobs] in
      WalkReader(blobs, ids)
    }
  }
}

private final class WalkReader: FileReader {
  private let blobs: SharedBlobs
  private let ids: [ObjectID]

  init(_ blobs: SharedBlobs, _ ids: [ObjectID]) {
    self.blobs = blobs
    self.ids = ids
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] { try blobs.blob(ids[index]) }
}
