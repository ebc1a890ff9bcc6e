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
    _ snapshot: Snapshot, _ configuration: Configuration, jobs: Int, takes: (OwnFilePart?) -> Bool
  ) async -> Joining {
    let plan = ReadingPlan(configuration)
    let candidates = snapshot.files.indices.filter { index in
      plan.concerns(snapshot.files[index].path) && takes(plan.ownPart(of: snapshot.files[index].path))
    }
    let readings = await parallelMap(candidates.count, jobs: jobs, state: snapshot.openReader) {
      reader, position in
      let index = candidates[position]
      return plan.read(snapshot.files[index].path) { () throws(ReadFailure) in try reader.read(index) }
    }
    var library = Library(configuration: configuration)
    library.filesRead = candidates.count
    library.snapshotName = snapshot.name
    library.submodules = snapshot.submodules
    library.notes = snapshot.notes
    library.problems = snapshot.problems
    var joining = Joining(library, snapshot: snapshot, plan: plan)
    for (position, reading) in readings.enumerated() {
      joining.add(reading, from: snapshot.files[candidates[position]].path)
    }
    return joining
  }

  /// Reads a ledger's own snapshot; its files are named as git names a file of a revision.
  private static func read(ledger: Snapshot, named name: String, jobs: Int) async -> [FileReading] {
    let files = ledger.files.indices.filter { ledger.files[$0].path.hasSuffix(".jsonl") }
    return await parallelMap(files.count, jobs: jobs, state: ledger.openReader) { reader, position in
      let path = ledger.files[files[position]].path
      var reading = FileReading()
      do {
        let source = SourceText(path: "\(name):\(path)", bytes: try reader.read(files[position]))
        let file = LedgerFile(source, path.hasSuffix(".usage.jsonl") ? .usage : .runs)
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
  fileprivate mutating func addUnmatchedGlobs() {
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

  init(_ configuration: Configuration) {
    self.configuration = configuration
    prompts = configuration.prompts.map { [Glob]($0.map(\.value)) }
    workflows = configuration.workflows.map { [Glob]($0.map(\.value)) }
    cards = [Glob](configuration.cards)
    exclude = [Glob](configuration.exclude)
  }

  func isExcluded(_ path: String) -> Bool { FileRole.isVendored(path) || exclude.match(path) }

  /// Whether a prompt at this path belongs to the library.
  private func isLibrary(_ path: String) -> Bool { prompts?.match(path) ?? true }

  /// The prompt format whose reader this path goes to, and whether its content must agree.
  func format(for path: String) -> [PromptFormat] {
    if !isLibrary(path) {
      // A promptfoo configuration names what it tests, wherever it lies.
      return PromptFormat.promptfoo.claim(path) == .never ? [] : [.promptfoo]
    }
    var formats: [PromptFormat] = []
    for format in PromptFormat.all where prompts != nil || !format.needsConfiguration {
      switch format.claim(path) {
      case .always: return formats + [format]
      case .ifContent: formats.append(format)
      case .never: continue
      }
    }
    return formats
  }

  func engines(for path: String) -> [WorkflowEngine] {
    WorkflowEngine.all.filter { engine in
      switch engine.claim(path) {
      case .always: true
      case .ifContent: engine.name != .own || workflows?.match(path) ?? true
      case .never: false
      }
    }
  }

  /// Whether the configuration says that this file is a workflow of our own, and its name says nothing else.
  private func isDeclaredWorkflow(_ path: String) -> Bool {
    guard OwnWorkflow.hasSuffix(path), workflows?.match(path) ?? false else { return false }
    return !format(for: path).contains { $0.claim(path) == .always }
  }

  func concerns(_ path: String) -> Bool {
    !isExcluded(path)
      && (ownPart(of: path) != nil || !format(for: path).isEmpty || !engines(for: path).isEmpty)
  }

  /// Reads one file with every reader that it concerns.
  func read(_ path: String, bytes: () throws(ReadFailure) -> [UInt8]) -> FileReading {
    var reading = FileReading()
    let source: SourceText
    do {
      source = SourceText(path: path, bytes: try bytes())
    } catch {
      reading.problems.append(SourceProblem(.unreadable, error.message, at: Place(path: path)))
      reading.isObstacle = true
      return reading
    }
    if let part = ownPart(of: path), let reading = readOwn(source, as: part) { return reading }
    for engine in engines(for: path) {
      guard let file = engine.read(source) else { continue }
      reading.workflows = file
      reading.isObstacle = reading.isObstacle || file.problems.contains { $0.kind == .syntax }
      break
    }
    if reading.workflows == nil, isDeclaredWorkflow(path) {
      reading.workflows = OwnWorkflow.readDeclared(source)
      reading.isObstacle = reading.workflows?.problems.contains { $0.kind == .syntax } ?? false
    }
    let isWorkflow = reading.workflows != nil
    for format in format(for: path) where !(isWorkflow && format.yieldsToWorkflows) {
      guard var file = format.read(source) else { continue }
      if !isLibrary(path) { file.prompts = [] }
      file.addSecrets(in: source)
      reading.prompts = file
      break
    }
    return reading
  }
}
