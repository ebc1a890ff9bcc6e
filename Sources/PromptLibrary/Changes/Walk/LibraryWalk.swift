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
  /// What differs from the library that was joined last; nil where that may be anything.
  private var difference: Difference?
  /// Prompts and workflows of that library, by path: nobody searches them for names.
  private var read: Set<String> = []
  /// The last parts of the paths that it names.
  private var named: Set<Substring> = []
  /// The names of files into which steps point.
  private var pointed: Set<Substring> = []
  private var hasVersionedWaivers = false

  /// Files that are new to a library, and nothing else is.
  private struct Difference {
    /// Files with a text that nobody has read, and what the one before gave.
    var readings: [String: FileReading?] = [:]
    var scans: [String: FileScan?] = [:]
  }

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
          noteOld(files[position])
          if isReadByName(files[position]) { difference = nil }
          memory.forget(&files[position].scan)
          files[position].change(to: entry)
        }
        files[position].isExecutable = entry.kind == .executable
      case (let entry?, false):
        let file = WalkedFile(entry, plan, references)
        noteOld(file)
        if mayBeNamed(file) { difference = nil }
        files.insert(file, at: position)
        listing = nil
      case (nil, true):
        noteOld(files[position])
        if mayBeNamed(files[position]) { difference = nil }
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
      difference = nil
    }
  }

  /// Remembers what a file gave before its text changed.
  private mutating func noteOld(_ file: WalkedFile) {
    if file.readers != nil, difference?.readings[file.path] == nil {
      difference?.readings.updateValue(file.reading, forKey: file.path)
    }
    if file.nature != .other, difference?.scans[file.path] == nil {
      difference?.scans.updateValue(file.scan, forKey: file.path)
    }
  }

  /// Whether a file is read because others name it, whatever its own readers make of it.
  private func isReadByName(_ file: WalkedFile) -> Bool {
    if pointed.contains(file.path.fileName) { return true }
    guard read.contains(file.path) else { return false }
    return file.path.hasSuffix(".txt")
      || file.reading?.prompts?.prompts.isEmpty ?? true && file.reading?.workflows == nil
  }

  /// Whether it can matter that a file is there: something names it, or could name any file of its kind.
  private func mayBeNamed(_ file: WalkedFile) -> Bool {
    !links.isEmpty || file.path.hasSuffix(".txt") || named.contains(file.path.fileName)
      || pointed.contains(file.path.fileName)
  }

  private func position(of path: String) -> Int {
    files.position(ofPath: path, by: \.path)
  }

  /// The object at a path; nil when no file is there.
  package func id(of path: String) -> ObjectID? {
    files.element(ofPath: path, by: \.path)?.id
  }

  // MARK: The library

  /// The library of the state that was come to; nil where the gate's rules say of it what they said of the last one.
  package mutating func library() async -> Library? {
    await readFiles()
    if await isSame() { return nil }
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
    note(joining)
    if joining.library.prompts.isEmpty {
      for index in files.indices where files[index].scan != nil { memory.forget(&files[index].scan) }
      memory.forgetEdges()
    } else {
      await searchFiles(files.indices, after: change)
      memory.draw(&files, after: change, into: &joining, plan, blobs)
    }
    joining.decideVerdicts()
    difference = Difference()
    return joining.library
  }

  /// Notes what the library hangs on besides its own files.
  private mutating func note(_ joining: Joining) {
    let library = joining.library
    read = Set(minimumCapacity: library.prompts.count + library.workflows.count)
    (named, pointed) = ([], [])
    for prompt in library.prompts {
      read.insert(prompt.path)
      for include in prompt.includes { note(include.target) }
      for include in prompt.links { note(include.target) }
    }
    for workflow in library.workflows {
      read.insert(workflow.path)
      for step in workflow.steps {
        for use in step.uses { note(use.target) }
        if let engine = step.engine { pointed.insert(String(engine.value.prefix { $0 != "#" }).fileName) }
      }
    }
    for reference in joining.suiteReferences { note(reference.target) }
    hasVersionedWaivers = library.waivers.contains { $0.version != nil }
  }

  private mutating func note(_ target: String) {
    if let last = target.lastPathPart ?? target.normalizedPath.map({ $0[...].fileName }) {
      named.insert(last)
    }
  }

  /// Whether all that changed since the last library was joined changes nothing that the gate's rules look at.
  private mutating func isSame() async -> Bool {
    guard let difference, !hasVersionedWaivers else { return false }
    for (path, old) in difference.readings {
      let new = files.element(ofPath: path, by: \.path)?.reading
      guard (new ?? FileReading()).says(theSameAs: (old ?? nil) ?? FileReading()) else { return false }
    }
    let positions = difference.scans.keys.map { position(of: $0) }.filter { $0 < files.count }.sorted()
    if !memory.isEmpty { await searchFiles(positions, after: NameChange()) }
    for (path, old) in difference.scans {
      let position = position(of: path)
      let isThere = position < files.count && files[position].path == path
      var new = isThere ? files[position].scan : nil
      guard memory.isSame((old ?? nil), &new, plan) else { return false }
      if isThere { files[position].scan = new }
    }
    self.difference = memory.isSettled ? Difference() : nil
    return memory.isSettled
  }

  private mutating func readFiles() async {
    let new = files.indices.filter { files[$0].readers != nil && files[$0].reading == nil }
    let readings = await parallel(new) { [plan] file, reader in
      plan.read(file.path, with: file.readers!) { () throws(ReadFailure) in try reader.blob(file.id) }
    }
    for (index, var reading) in zip(new, readings) {
      // No rule of the gate looks at runs.
      (reading.runs, reading.usage) = ([], [])
      memory.note(reading)
      files[index].reading = reading
    }
  }

  /// Searches the files that are neither prompts nor workflows now, as far as their texts or the names are new.
  private mutating func searchFiles(_ positions: some Sequence<Int>, after change: NameChange) async {
    var new: [Int] = []
    for index in positions where files[index].nature != .other {
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
