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

  /// The library with its policy and the clock, without history; `asksAlways` measures also where nobody has yet.
  func evidence(today: CalendarDay, asksAlways: Bool = false) -> Evidence {
    Evidence(library: library, policy: Policy(configuration), today: today, asksAlways: asksAlways)
  }

  /// Judges the library: rules, then waivers, levels and baseline.
  func report(today: CalendarDay, baseline: Baseline?) throws -> Report {
    var library = library
    let policy = Policy(configuration)
    if let start = snapshot.base, let opening = snapshot.opening, let repository = try? Repository(opening) {
      library.addHistory(of: repository, before: start, today: today, graceDays: policy.graceDays)
    }
    if configuration.path == nil { library.notes += PromptFolder.notes(in: snapshot, library: library) }
    let evidence = Evidence(library: library, policy: policy, today: today)
    let result = audit(evidence, baseline: baseline)
    var report = Report(
      findings: result.findings, library: library, rules: Rule.all, today: today, version: shelflifeVersion)
    report.rulesOff = result.rulesOff
    report.goneFromBaseline = result.goneFromBaseline
    report.excerpts = snapshot.excerpts(for: result.findings)
    return report
  }
}

extension LibraryOptions {
  /// Reads and joins the library that the options name.
  func open(staged: Bool = false) async throws -> OpenedLibrary {
    let snapshot = try snapshot(staged: staged)
    let (configuration, problems) = try configuration(in: snapshot)
    let ledger = try ledgerSnapshot(configuration, snapshot)
    var library = await Library.read(
      snapshot, ledger: ledger, configuration: configuration, jobs: try workers())
    library.problems += problems
    if let ref = configuration.ledgerRef, ledger?.files.isEmpty ?? true {
      library.notes.append("The ledger's ref \(ref) is not here; 'shelflife ledger pull' fetches it.")
    }
    return OpenedLibrary(snapshot: snapshot, configuration: configuration, library: library)
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
    do throws(GitError) {
      return try Snapshot.of(
        rev.map { .commit($0) } ?? (staged ? .index : .workingTree), in: opening(staged: staged),
        leavingOut: folder)
    } catch {
      return try recover(from: error, staged: staged, leavingOut: folder)
    }
  }

  /// A hook's index is where git's variables say, because `commit -a` and `commit -- path` use one of their own.
  func opening(staged: Bool) -> Repository.Opening {
    staged && directory == "." && Console.current.environment("GIT_INDEX_FILE") != nil
      ? .environment : .discover(from: directory)
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

  private func recover(
    from error: GitError, staged: Bool, leavingOut folder: String? = nil
  ) throws -> Snapshot {
    if error.isForeignOwner {
      let path = directory == "." ? FileManager.default.currentDirectoryPath : directory
      throw Failure(
        "The repository at '\(path)' belongs to another user, and git would not trust it either.",
        hint: "If you trust it: git config --global --add safe.directory '\(path)'")
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
      return Snapshot.folder(at: directory, leavingOut: folder)
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
    for name in ["shelflife.yaml", "shelflife.yml"] {
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
