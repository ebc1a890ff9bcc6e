import Audit
import FoundationEssentials
import Git
import PromptLibrary
import Report

/// A library as a command found it: where it lies, what was read, and by which configuration.
struct OpenedLibrary {
  var snapshot: Snapshot
  var configuration: Configuration
  var library: Library

  /// What the history says, where it was asked for.
  var past: PastPaths?
  var jobs: Int

  /// Looks up since when orphans are orphans; where there is no history, it stays unknown.
  mutating func addRemovals(jobs: Int) async {
    guard let start = snapshot.base, let opening = snapshot.opening else { return }
    await library.addRemovals(of: opening, before: start, jobs: jobs)
  }

  /// The library with its policy and the clock, without history; `asksAlways` measures also where nobody has yet.
  func evidence(today: CalendarDay, asksAlways: Bool = false) -> Evidence {
    Evidence(
      library: library, policy: Policy(for: library), today: today, asksAlways: asksAlways, jobs: jobs)
  }

  /// Judges the library: rules, then waivers, levels and baseline; the source lines that a report shows are not in it.
  func judged(today: CalendarDay, baseline: Baseline? = nil) -> Report {
    var library = library
    let policy = Policy(for: library)
    library.noteCollection()
    if configuration.path == nil { library.notes += PromptFolder.notes(in: snapshot, library: library) }
    let (known, jobs) = (library, jobs)
    var (evidence, age) = concurrently(jobs: jobs) {
      Evidence(library: known, policy: policy, today: today, jobs: jobs)
    } _: {
      past.map(known.age)
    }
    if let age { evidence.add(age) }
    addTextChanges(to: &evidence)
    let result = audit(evidence, baseline: baseline, jobs: jobs)
    var report = Report(
      findings: result.findings, library: library, rules: Rule.all, today: today, version: shelflifeVersion)
    report.rulesOff = result.rulesOff
    report.goneFromBaseline = result.goneFromBaseline
    keep(evidence)
    return report
  }
}

extension OpenedLibrary {
  /// Prompts whose change is dated: each costs a walk back to its last run.
  private static let mostDated = 100

  /// Looks up by which commits texts changed that were run before.
  private func addTextChanges(to evidence: inout Evidence) {
    let stale = library.prompts.indices.compactMap { index in
      evidence.staleRun(of: index).map { (index, $0.run.run.version) }
    }
    guard !stale.isEmpty else { return }
    let history = PromptHistory(snapshot, root: nil, configuration: configuration)
    for (index, version) in stale.prefix(Self.mostDated) {
      evidence.textChanges[index] = history.change(of: library.prompts[index], since: version)
    }
  }
}

/// Keeps a value until the program ends, which is soon: to free each text of a hundred thousand prompts first would only
/// take time.
func keep(_ value: some Sendable) { _ = Unmanaged.passRetained(Box(value)) }

extension LibraryOptions {
  /// Reads and joins the library that the options name, and its past as seen from `day`, where that is given.
  func open(staged: Bool = false, pastOf day: CalendarDay? = nil) async throws -> OpenedLibrary {
    try await open(snapshot(staged: staged), pastOf: day)
  }

  /// Reads and joins a state of the repository.
  func open(
    _ state: Snapshot.State, in opening: Repository.Opening, pastOf day: CalendarDay? = nil
  ) async throws -> OpenedLibrary {
    try await open(snapshot(of: state, in: opening), pastOf: day)
  }

  private func snapshot(of state: Snapshot.State, in opening: Repository.Opening) throws -> Snapshot {
    let jobs = try workers()
    do throws(GitError) {
      return try Snapshot.of(state, in: opening, jobs: jobs)
    } catch {
      return try recover(from: error, staged: true)
    }
  }

  /// Reads the prompts of a commit alone, without what uses them.
  func prompts(of commit: ObjectID, in opening: Repository.Opening) async throws -> Library {
    let snapshot = try snapshot(of: .commit(commit.description), in: opening)
    let (configuration, _) = try configuration(in: snapshot)
    return await Library.readPrompts(in: snapshot, configuration: configuration, jobs: try workers())
  }

  private func open(_ snapshot: Snapshot, pastOf day: CalendarDay?) async throws -> OpenedLibrary {
    let jobs = try workers()
    let (configuration, problems) = try configuration(in: snapshot)
    let ledger = try ledgerSnapshot(configuration, snapshot)
    async let past = Self.past(of: snapshot, from: day, configuration)
    var library = await Library.read(snapshot, ledger: ledger, configuration: configuration, jobs: jobs)
    library.problems += problems
    if let ref = configuration.ledgerRef, ledger?.files.isEmpty ?? true {
      library.notes.append("The ledger's ref \(ref) is not here; 'shelflife ledger pull' fetches it.")
    }
    return OpenedLibrary(
      snapshot: snapshot, configuration: configuration, library: library, past: await past, jobs: jobs)
  }

  @concurrent
  private static func past(
    of snapshot: Snapshot, from day: CalendarDay?, _ configuration: Configuration
  ) async -> PastPaths? {
    guard let day, let start = snapshot.base, let opening = snapshot.opening else { return nil }
    return PastPaths(of: opening, before: start, today: day, graceDays: Policy(configuration).graceDays)
  }

  /// The files of a ledger that lies on a ref; nil where it is a folder of the snapshot.
  private func ledgerSnapshot(_ configuration: Configuration, _ snapshot: Snapshot) throws -> Snapshot? {
    guard let ref = configuration.ledgerRef, let opening = snapshot.opening else { return nil }
    do throws(Ledger.Failure) {
      return try Ledger(.ref(ref), in: opening).snapshot()
    } catch {
      throw Failure(error.description, hint: "'git fsck' shows what is missing.")
    }
  }

  func snapshot(staged: Bool, leavingOut folder: String? = nil) throws -> Snapshot {
    guard FileManager.default.fileExists(atPath: directory) else {
      throw Failure("There is no folder '\(directory)'.", hint: "Give -C a folder that exists.")
    }
    let jobs = try workers()
    do throws(GitError) {
      return try Snapshot.of(
        rev.map { .commit($0) } ?? (staged ? .index : .workingTree), in: opening(staged: staged),
        leavingOut: folder, jobs: jobs)
    } catch {
      return try recover(from: error, staged: staged, leavingOut: folder)
    }
  }

  /// A hook's repository is where git's variables say: `commit -a` and `commit -- path` use an index of their own, and
  /// what is pushed lies in quarantine.
  func opening(staged: Bool) -> Repository.Opening {
    let isHook = ["GIT_INDEX_FILE", "GIT_DIR"].contains { Console.current.environment($0) != nil }
    return staged && directory == "." && isHook ? .environment : .discover(from: directory)
  }

  func open(repository opening: Repository.Opening) throws -> Repository {
    do throws(GitError) {
      return try Repository(opening)
    } catch {
      _ = try recover(from: error, staged: true)
      throw Failure(
        "'\(directory)' is not in a git repository.",
        hint: "Commits can only be audited where there are some.")
    }
  }

  func recover(
    from error: GitError, staged: Bool, leavingOut folder: String? = nil
  ) throws -> Snapshot {
    if error.isForeignOwner {
      let path = directory == "." ? FileManager.default.currentDirectoryPath : directory
      throw Failure(
        "The repository at '\(path)' belongs to another user, and no safe.directory names that folder ('*' is not read).",
        hint: "If you trust it: git config --global --add safe.directory '\(path)'")
    }
    if error.isUnsupportedIndex {
      throw Failure(
        "The index is a sparse or a split one, which cannot be read here: \(error.message).",
        hint:
          "Write it whole: git sparse-checkout reapply --no-sparse-index, or git config core.splitIndex false && git update-index --no-split-index."
      )
    }
    if error.isUnsupportedObjectFormat {
      throw Failure(
        "The repository names its objects by SHA-256, which this build's libgit2 cannot read.",
        hint:
          "Export a state as files and audit those: git archive HEAD | tar -x -C DIR && shelflife audit -C DIR"
      )
    }
    if error.operation == "open repository", error.isNotFound {
      if rev != nil || staged {
        throw Failure(
          "'\(directory)' is not in a git repository, so there is no \(staged ? "index" : "commit") to audit.",
          hint: "Leave \(staged ? "--staged" : "--rev") out to audit the folder's files.")
      }
      return Snapshot.folder(at: directory, leavingOut: folder, jobs: try workers())
    }
    if let rev, error.isNotFound || error.operation.hasPrefix("resolve") {
      throw Failure(
        "There is no commit '\(rev)' in this repository (\(error.message)).",
        hint:
          "'git log --oneline --all' shows those there are; a shallow clone lacks older ones ('git fetch --unshallow')."
      )
    }
    throw Failure("git: \(error.message) (while trying to \(error.operation)).", status: .failed)
  }

  /// Reads the configuration from `--config`, else from the snapshot's root.
  func configuration(in snapshot: Snapshot) throws -> (Configuration, [SourceProblem]) {
    if let config {
      guard let data = FileManager.default.contents(atPath: config) else {
        throw Failure(
          "--config: the file '\(config)' cannot be read.", hint: "Check the path and its permissions.")
      }
      return Configuration.read(SourceText(path: config, bytes: [UInt8](data)))
    }
    for name in Configuration.fileNames {
      guard let index = snapshot.files.firstIndex(where: { $0.path == name }) else { continue }
      do {
        let bytes = try snapshot.openReader().read(index)
        return Configuration.read(SourceText(path: name, bytes: bytes))
      } catch {
        throw Failure("\(name): \(error)", status: .usage)
      }
    }
    return (Configuration(), [])
  }
}
