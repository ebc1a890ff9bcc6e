/// What one file gave.
struct FileReading: Sendable {
  var prompts: PromptFile?
  var workflows: WorkflowFile?
  var cards: [Card] = []
  var waivers: [Waiver] = []
  var models: [ModelRecord] = []
  var tombstones: [Tombstone] = []
  var runs: [RunLine] = []
  var usage: [Usage] = []
  var problems: [SourceProblem] = []
  /// A file that could hold edges and that could not be read whole.
  var isObstacle = false

  /// Whether it has something that only files of our own have.
  var isOwn: Bool {
    !(cards.isEmpty && waivers.isEmpty && models.isEmpty && tombstones.isEmpty && usage.isEmpty
      && runs.isEmpty)
  }
}

extension Library {
  /// Reads a snapshot and joins all that it says.
  ///
  /// `jobs` workers read at once; the result does not depend on how many. `ledger` has the files of a ledger that is not
  /// in the snapshot.
  package static func read(
    _ snapshot: Snapshot, ledger: Snapshot? = nil, configuration: Configuration, jobs: Int
  ) async -> Library {
    var joining = await joining(snapshot, configuration, jobs: jobs) { _ in true }
    joining.addUnmatchedGlobs()
    if let ledger {
      for reading in await read(ledger: ledger, named: configuration.ledgerRef ?? "ledger", jobs: jobs) {
        joining.add(reading, from: "")
      }
    }
    return await joining.joined(jobs: jobs)
  }
}

extension Library {
  /// Reads the prompts alone, without what reaches them and without the ledger.
  package static func readPrompts(
    in snapshot: Snapshot, configuration: Configuration, jobs: Int
  ) async -> Library {
    var joining = await joining(snapshot, configuration, jobs: jobs) { part in
      switch part {
      case .runs, .usage: false
      default: true
      }
    }
    joining.joinPrompts()
    return joining.library
  }

  private static func joining(
    _ snapshot: Snapshot, _ configuration: Configuration, jobs: Int,
    takes: @escaping @Sendable (OwnFilePart?) -> Bool
  ) async -> Joining {
    let plan = ReadingPlan(configuration)
    let readings = await parallelMap(snapshot.files.count, jobs: jobs, state: snapshot.openReader) {
      reader, index -> FileReading? in
      let path = snapshot.files[index].path
      guard let readers = plan.readers(of: path), takes(readers.ownPart) else { return nil }
      return plan.read(path, with: readers) { () throws(ReadFailure) in try reader.read(index) }
    }
    return joining(consume readings, of: snapshot, plan)
  }

  /// Joins what the files of a snapshot gave, in their order.
  static func join(
    _ readings: [FileReading?], of snapshot: Snapshot, _ plan: ReadingPlan, jobs: Int
  ) async -> Library {
    var joining = joining(readings, of: snapshot, plan)
    joining.addUnmatchedGlobs()
    return await joining.joined(jobs: jobs)
  }

  private static func joining(
    _ readings: consuming [FileReading?], of snapshot: Snapshot, _ plan: ReadingPlan
  ) -> Joining {
    var library = Library(configuration: plan.configuration)
    library.filesRead = readings.count { $0 != nil }
    library.snapshotName = snapshot.name
    library.submodules = snapshot.submodules
    library.notes = snapshot.notes
    library.problems = snapshot.problems
    var joining = Joining(library, snapshot: snapshot, plan: plan)
    joining.reserve(prompts: readings.reduce(0) { $0 + ($1?.prompts?.prompts.count ?? 0) })
    for index in readings.indices {
      if let reading = readings[index].take() { joining.add(reading, from: snapshot.files[index].path) }
    }
    return joining
  }

  /// Reads a ledger's own snapshot; its files are named as git names a file of a revision.
  private static func read(ledger: Snapshot, named name: String, jobs: Int) async -> [FileReading] {
    let files = ledger.files.indices.compactMap { index in
      LedgerFile.Kind(path: ledger.files[index].path.utf8).map { (index, $0) }
    }
    return await parallelMap(files.count, jobs: jobs, state: ledger.openReader) { reader, position in
      let (index, kind) = files[position]
      let path = ledger.files[index].path
      var reading = FileReading()
      do {
        let source = SourceText(path: "\(name):\(path)", bytes: try reader.read(index))
        let file = LedgerFile(source, kind)
        (reading.runs, reading.usage, reading.problems) = (file.runs, file.usage, file.problems)
      } catch {
        reading.problems = [
          SourceProblem(.ledger, (error as? ReadFailure)?.message ?? "", at: Place(path: "\(name):\(path)"))
        ]
      }
      return reading
    }
  }
}

extension Joining {
  /// A pattern of the configuration that no file matches names something that is not there.
  mutating func addUnmatchedGlobs() {
    // Folders that fill up later are no mistake, and what is left out may have gone.
    let optional: Set<String> = ["exclude", "report.exclude", "cards", "ledger"]
    for (key, glob) in plan.configuration.writtenGlobs where !optional.contains(key) {
      let pattern = Glob(glob.value)
      if snapshot.files.contains(where: { pattern.matches($0.path) }) { continue }
      library.dangling.append(
        DanglingReference(target: glob.value, place: glob.place, source: .configuration))
    }
  }
}

/// Which readers a path concerns.
struct ReadingPlan: Sendable {
  let configuration: Configuration
  private let prompts: [Glob]?
  private let workflows: [Glob]?
  let cards: [Glob]
  private let exclude: [Glob]
  /// What is searched for names; nil for every file.
  private let references: [Glob]?

  init(_ configuration: Configuration) {
    self.configuration = configuration
    prompts = configuration.prompts.map { [Glob]($0.map(\.value)) }
    workflows = configuration.workflows.map { [Glob]($0.map(\.value)) }
    cards = [Glob](configuration.cards)
    exclude = [Glob](configuration.exclude)
    references = configuration.references == ["**"] ? nil : [Glob](configuration.references)
  }

  func isExcluded(_ path: String) -> Bool { FileRole.isVendored(path) || exclude.match(path) }

  /// What a file's text is, where it is searched for what names a prompt; nil where it is not.
  func searchedNature(of path: String) -> FileNature? {
    let nature = FileNature(path)
    guard nature != .other, path != configuration.path, ownPart(of: path) == nil, !isExcluded(path),
      references?.match(path) ?? true
    else { return nil }
    return nature
  }

  /// Whether a prompt at this path belongs to the library.
  func isLibrary(_ path: String) -> Bool { prompts?.match(path) ?? true }

  /// The prompt format whose reader this path goes to, and whether its content must agree.
  func formats(for path: String) -> [PromptFormat] {
    if path.isReadMe { return [] }
    if !isLibrary(path) {
      // A promptfoo configuration names what it tests, wherever it lies.
      return PromptFormat.promptfoo.claim(path) == .never ? [] : [.promptfoo]
    }
    var formats: [PromptFormat] = []
    for format in PromptFormat.candidates(for: path) where prompts != nil || !format.needsConfiguration {
      switch format.claim(path) {
      case .never: continue
      case .ifContent: formats.append(format)
      case .always:
        formats.append(format)
        return formats
      }
    }
    return formats
  }

  /// Whether a prompt format may read the file; by its path alone where that is asked for.
  ///
  /// The format that claimed the last path most often claims the next.
  func isClaimed(_ path: String, always isAlways: Bool = false, first: inout Int) -> Bool {
    if path.isReadMe { return false }
    func claims(_ format: PromptFormat) -> Bool {
      guard prompts != nil || !format.needsConfiguration else { return false }
      return switch format.claim(path) {
      case .always: true
      case .ifContent: !isAlways
      case .never: false
      }
    }
    if !isLibrary(path) {
      return isAlways
        ? PromptFormat.promptfoo.claim(path) == .always : PromptFormat.promptfoo.claim(path) != .never
    }
    let formats = PromptFormat.all
    if formats.indices.contains(first), claims(formats[first]) { return true }
    guard let found = formats.firstIndex(where: claims) else { return false }
    first = found
    return true
  }

  func engines(for path: String) -> [WorkflowEngine] {
    WorkflowEngine.candidates(for: path).filter { engine in
      switch engine.claim(path) {
      case .always: true
      case .ifContent: engine.name != .own || workflows?.match(path) ?? true
      case .never: false
      }
    }
  }

  /// Who reads a file: found once for each path, before anything is read.
  struct Readers {
    var ownPart: OwnFilePart?
    var engines: [WorkflowEngine]
    var formats: [PromptFormat]
    /// The configuration says that this file is a workflow of our own, and its name says nothing else.
    var isDeclaredWorkflow: Bool

    /// Whether the path alone makes the file the library's, whatever stands in it.
    func isCertain(of path: String) -> Bool {
      ownPart != nil || isDeclaredWorkflow || engines.contains { $0.claim(path) == .always }
        || formats.contains { $0.claim(path) == .always || $0.needsConfiguration }
    }
  }

  /// The readers that a path concerns; nil when it concerns none.
  func readers(of path: String) -> Readers? {
    if isExcluded(path) { return nil }
    let (part, formats, engines) = (ownPart(of: path), formats(for: path), engines(for: path))
    if part == nil, formats.isEmpty, engines.isEmpty { return nil }
    let isDeclared =
      OwnWorkflow.hasSuffix(path) && workflows?.match(path) ?? false
      && !Configuration.fileNames.contains(path)
      && !formats.contains { $0.claim(path) == .always }
    return Readers(ownPart: part, engines: engines, formats: formats, isDeclaredWorkflow: isDeclared)
  }

  /// Whether the library may hold something of a file: a reader claims it, or a manifest may have it loaded.
  func concerns(_ path: String) -> Bool { readers(of: path) != nil || mayBeLoaded(path) }

  private func mayBeLoaded(_ path: String) -> Bool {
    guard path.hasSuffix(".md") || path.hasSuffix(".toml"), !path.isReadMe, !isExcluded(path),
      configuration.prompts == nil
    else { return false }
    return path.split(separator: "/").dropLast().contains { Self.loadedFolders.contains($0) }
  }

  /// The folders from which platforms load what a plugin brings.
  private static let loadedFolders: Set<Substring> = ["commands", "agents", "output-styles"]

  /// Reads one file with every reader that its path concerns.
  func read(_ path: String, bytes: () throws(ReadFailure) -> [UInt8]) -> FileReading {
    guard let readers = readers(of: path) else { return FileReading() }
    return read(path, with: readers, bytes: bytes)
  }

  /// Reads one file with readers that were found already.
  func read(
    _ path: String, with readers: Readers, bytes: () throws(ReadFailure) -> [UInt8]
  ) -> FileReading {
    var reading = FileReading()
    let source: SourceText
    do {
      source = SourceText(path: path, bytes: try bytes())
    } catch {
      var problem = SourceProblem(.unreadable, error.message, at: Place(path: path))
      problem.isOfPerhapsNothing = !readers.isCertain(of: path)
      reading.problems.append(problem)
      reading.isObstacle = true
      return reading
    }
    if source.isLFSPointer {
      reading.problems.append(.lfsPointer(at: path))
      return reading
    }
    if let part = readers.ownPart, let reading = readOwn(source, as: part) { return reading }
    for engine in readers.engines {
      guard var file = engine.read(source) else { continue }
      for workflow in file.workflows.indices {
        for step in file.workflows[workflow].steps.indices
        where !file.workflows[workflow].steps[step].inline.isEmpty {
          file.workflows[workflow].steps[step].useNamedFiles()
        }
      }
      reading.workflows = file
      reading.isObstacle = reading.isObstacle || file.problems.contains { $0.kind == .syntax }
      break
    }
    if reading.workflows == nil, readers.isDeclaredWorkflow {
      reading.workflows = OwnWorkflow.readDeclared(source)
      reading.isObstacle = reading.workflows?.problems.contains { $0.kind == .syntax } ?? false
    }
    let isWorkflow = reading.workflows != nil
    for format in readers.formats where !(isWorkflow && format.yieldsToWorkflows) {
      guard var file = format.read(source) else { continue }
      if !isLibrary(path) { file.prompts = [] }
      file.addSecrets(in: source)
      reading.prompts = file
      break
    }
    return reading
  }
}
