/// Brings what the files say together, in one pass from readings to a library.
struct Joining {
  var library: Library
  let snapshot: Snapshot
  let plan: ReadingPlan
  /// Files that could hold an edge and could not be read whole.
  var obstacles: [Obstacle] = []
  /// Positions in the snapshot, by path.
  let positions: [String: Int]
  var resolver = PromptResolver([])
  var coverage: [EngineName: Coverage] = [:]
  /// What suites name, and what files say of prompts that stand in others.
  var suiteReferences: [PromptReference] = []
  private var companions: [Companion] = []
  private let reader: any FileReader
  private var ledger = LedgerUnion()

  /// A file that stands in the way of certainty.
  struct Obstacle {
    var place: Place
    var message: String
  }

  init(_ library: Library, snapshot: Snapshot, plan: ReadingPlan, positions: [String: Int]? = nil) {
    self.library = library
    self.snapshot = snapshot
    self.plan = plan
    reader = snapshot.openReader()
    self.positions =
      positions
      ?? Dictionary(
        snapshot.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Makes room once: to grow an array of prompts, which are large, moves them all.
  mutating func reserve(prompts count: Int) { library.prompts.reserveCapacity(count) }

  /// Takes over what a file gave; its prompts are moved, since to copy one touches dozens of counters.
  mutating func add(_ reading: consuming FileReading, from path: String) {
    var file = reading.prompts.take() ?? PromptFile()
    if file.prompts.count == 1 {
      library.prompts.append(file.prompts.removeLast())
    } else {
      library.prompts += file.prompts
    }
    suiteReferences += file.references
    companions += file.companions
    if let workflows = reading.workflows?.workflows { library.workflows += workflows }
    if reading.isOwn {
      library.cards += reading.cards
      library.waivers += reading.waivers
      library.models += reading.models
      library.tombstones += reading.tombstones
      library.usage += ledger.add(reading.usage)
      let (runs, clashes) = ledger.add(reading.runs)
      library.runs += runs
      library.problems += clashes
    }
    let problems =
      reading.problems + file.problems + (reading.workflows?.problems ?? [])
    library.problems += problems
    // What a test file could say keeps nothing alive.
    if reading.isObstacle, FileRole(path) != .test,
      let problem = problems.first(where: { $0.kind == .syntax || $0.kind == .unreadable })
    {
      obstacles.append(Obstacle(place: problem.place, message: problem.message))
    }
  }

  /// The prompts as every file that speaks of them has them, once every reading was added.
  mutating func joinPrompts() {
    addNamedFiles()
    addLoadedFiles()
    splitSuiteFiles()
    library.prompts.merge(companions)
    library.problems += apply(library.cards, to: &library.prompts)
    let isSorted = library.prompts.indices.dropFirst().allSatisfy { index in
      library.prompts[index].key == nil && library.prompts[index - 1].key == nil
        && library.prompts[index - 1].path.precedesByBytes(library.prompts[index].path)
    }
    // Files come in order of path; a sort moves every prompt, which are large.
    if !isSorted { library.prompts.sort { $0.address.precedesByBytes($1.address) } }
  }

  /// The library, once every reading was added.
  mutating func joined(jobs: Int) async -> Library {
    joinPrompts()
    library.edges = [[Edge]](repeating: [], count: library.prompts.count)
    let prompts = library.prompts
    let gathering = Task { PromptNames(prompts) }
    resolver = PromptResolver(prompts)
    dropTentativeSteps()
    // While workers gather names and search the other files, the workflows' and prompts' own edges are drawn.
    let (workflows, plan, snapshot) = (library.workflows, plan, snapshot)
    let comparing = Task { NamesakeFolders(prompts, await gathering.value) }
    let searching = Task {
      await SearchedFiles(snapshot, plan, prompts: prompts, workflows: workflows, jobs: jobs)
        .hits(names: await gathering.value, jobs: jobs)
    }
    drawWrittenEdges()
    let names = await gathering.value
    library.coverage = coverage.sorted { $0.key.description < $1.key.description }
      .map { (engine: $0.key, coverage: $0.value) }
    await addReferenceEdges(
      await searching.value, names: names, folders: await comparing.value, jobs: jobs)
    freeAside((consume searching, consume comparing))
    decideVerdicts(jobs: jobs)
    await addMentionsInWorkflows(among: names, jobs: jobs)
    addUnread()
    return library
  }

  /// Draws the edges that workflows, prompts and suites write down themselves.
  mutating func drawWrittenEdges() {
    resolveEnginePointers()
    addWorkflowEdges()
    confirmDeclarations()
    addPlatformEdges()
    addIncludeEdges()
    addSuiteEdges()
  }

  /// Reads a file of the snapshot; nil when it is not there or cannot be had.
  func text(at path: String) -> SourceText? {
    guard let position = positions[path] else { return nil }
    return (try? reader.read(position)).map { SourceText(path: path, bytes: $0) }
  }

  /// The snapshot's file that a path written in `file` means.
  func existingPath(_ path: String, from file: String) -> String? {
    for candidate in [path.normalizedPath, path.resolved(fromFolderOf: file)] {
      if let candidate, let path = throughLinks(candidate) { return path }
    }
    return nil
  }

  /// The file at a path, or the one that a link there, or at a folder above it, leads to.
  private func throughLinks(_ path: String) -> String? {
    if positions[path] != nil { return path }
    for link in snapshot.links where path == link.path || path.hasPrefix(link.path + "/") {
      let target = link.target + path.dropFirst(link.path.count)
      if positions[target] != nil { return target }
    }
    return nil
  }
}
