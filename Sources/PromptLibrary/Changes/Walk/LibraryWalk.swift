package import Git

/// Goes from state to state of a repository, and reads and joins at each what differs from the one before.
///
/// The library of each state is the one that is read from it alone, but for counts that no rule of the gate asks for,
/// and for shadow prompts; where errors alone are asked for, it may lack edges that decide none. A copy goes its own way.
package struct LibraryWalk: Sendable {
  let plan: ReadingPlan
  let opening: Repository.Opening
  let blobs: SharedBlobs
  let jobs: Int
  /// Nobody asks for findings below errors.
  let isForErrors: Bool
  /// In order of their paths' bytes.
  var files: [WalkedFile] = []
  var links: [String: ObjectID] = [:]
  /// The files as a snapshot has them, and their positions by path; nil where they have to be listed anew.
  var listing: (files: [Snapshot.File], positions: [String: Int], links: [Snapshot.Link])?
  private let problems: [SourceProblem]
  var names = WalkedNames()
  var memory = ReferenceMemory()
  /// What was found in texts that are gone, and that the memory still holds.
  var outdated: [FileScan] = []
  var witnesses = Witnesses()
  /// What has to be named still for the last state's findings to hold; nil where that is not enough.
  var relied: [Reliance]?
  /// Prompts that nothing written down uses and no witness speaks for, in the state that was come to.
  var open: [Int] = []
  /// The addresses of those of the last state whose names were searched.
  var unnamed: Set<String> = []
  /// What differs from the last state; nil where that may be anything.
  var difference: Difference?
  /// What differs from the state whose names were searched last, where the last state's findings are that one's.
  var searchedDifference: Difference?
  /// Files whose text or place is new since the last state.
  var changed: Set<String> = []
  /// Files whose names of prompts mean others than in the last state, perhaps.
  var suspects: Set<String> = []
  /// Prompts and workflows of the library that was joined last, by path: nobody searches them for names.
  var read: Set<String> = []
  /// The last parts of the paths that it names.
  var named: Set<Substring> = []
  /// The names, without their endings, of files that it names as modules.
  var modules: Set<Substring> = []
  /// The names of files into which steps point.
  var pointed: Set<Substring> = []
  /// What manifests have their platforms load, whatever else it is.
  var loading: [String: Glob] = [:]
  var hasVersionedWaivers = false

  /// Files that are new to a library, and nothing else is.
  struct Difference {
    /// Files with a text that nobody has read, and what the one before gave.
    var readings: [String: FileReading?] = [:]
    var scans: [String: FileScan?] = [:]
  }

  package init(
    _ opening: Repository.Opening, configuration: Configuration, problems: [SourceProblem], jobs: Int,
    isForErrors: Bool
  ) {
    plan = ReadingPlan(configuration)
    self.problems = problems
    self.opening = opening
    self.jobs = jobs
    self.isForErrors = isForErrors
    blobs = SharedBlobs(opening)
  }

  package var configuration: Configuration { plan.configuration }

  /// The library of the state that was come to; nil where the gate's rules say of it what they said of the last one.
  package mutating func library() async -> Library? {
    await readFiles()
    keepWitnesses()
    let isRead = isSameReading(difference)
    if isRead, await isStillNamed() {
      startAnew()
      return nil
    }
    if await isSame() {
      startAnew()
      return nil
    }
    let joining = join()
    if let library = await settled(joining) {
      searchedDifference = nil
      startAnew()
      return library
    }
    let library = await searched(joining)
    searchedDifference = Difference()
    startAnew()
    return library
  }

  private mutating func startAnew() {
    difference = Difference()
    changed = []
  }

  /// Joins what the files say, and what prompts and workflows write down of each other.
  private mutating func join() -> Joining {
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
    joining.library.edges = [[Edge]](repeating: [], count: joining.library.prompts.count)
    suspects = witnesses.forget(names.adopt(joining.library.prompts))
    joining.resolver = names.resolver
    joining.dropTentativeSteps()
    joining.drawWrittenEdges()
    note(joining)
    witnesses.forget(where: read.contains)
    return joining
  }

  /// Notes what the library hangs on besides its own files.
  private mutating func note(_ joining: Joining) {
    let library = joining.library
    read = Set(minimumCapacity: library.prompts.count + library.workflows.count)
    (named, pointed, modules) = ([], [], [])
    // To take a prompt out of its array copies it, and it is large.
    for index in library.prompts.indices {
      read.insert(library.prompts[index].path)
      for include in library.prompts[index].includes { note(include.target) }
      for include in library.prompts[index].links { note(include.target) }
    }
    for workflow in library.workflows {
      read.insert(workflow.path)
      for step in workflow.steps {
        for use in step.uses {
          note(use.target)
          if use.kind == .glob, use.format != nil, loading[use.target] == nil {
            loading[use.target] = Glob(use.target)
          }
        }
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
    // `module.file:key`
    if let colon = target.firstIndex(of: ":"), let module = target[..<colon].split(separator: ".").last {
      modules.insert(module)
    }
  }

  /// Whether what differs gives the gate's rules and the join what the files before gave.
  func isSameReading(_ difference: Difference?) -> Bool {
    guard let difference, !hasVersionedWaivers else { return false }
    return difference.readings.allSatisfy { path, old in
      let new = files.element(ofPath: path, by: \.path)?.reading
      return (new ?? FileReading()).says(theSameAs: (old ?? nil) ?? FileReading())
    }
  }
}
