import FoundationEssentials
import Git
import PromptLibrary

/// The prompts of a library with its ledger: what recording needs.
struct OpenedLedger {
  var snapshot: Snapshot
  var configuration: Configuration
  var prompts: Library
  var ledger: Ledger
  /// Where the files lie on the disk; nil where nothing is checked out.
  var root: String?
}

extension LibraryOptions {
  /// Reads the prompts alone, and finds where their runs are kept.
  func openLedger() async throws -> OpenedLedger {
    let snapshot = try snapshot(staged: false, leavingOut: ledgerFolderOnDisk())
    let configuration = try checkedConfiguration(in: snapshot)
    let prompts = await Library.readPrompts(
      in: snapshot, configuration: configuration, jobs: try workers())
    return OpenedLedger(
      snapshot: snapshot, configuration: configuration, prompts: prompts,
      ledger: try ledger(configuration, snapshot), root: try root(of: snapshot))
  }

  /// The ledger's folder, by the configuration that lies on the disk: it is to be left out before anything is listed.
  private func ledgerFolderOnDisk() throws -> String? {
    let repository = try? Repository(opening(staged: false))
    let root = repository?.workingDirectory ?? "\(directory)/"
    for path in config.map({ [$0] }) ?? ["\(root)shelflife.yaml", "\(root)shelflife.yml"] {
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      return Configuration.read(SourceText(path: path, bytes: [UInt8](data))).0.ledgerFolder
    }
    return Configuration().ledgerFolder
  }

  /// The top of what is checked out.
  func root(of snapshot: Snapshot) throws -> String? {
    guard let opening = snapshot.opening else { return directory }
    return try open(repository: opening).workingDirectory
  }

  /// The configuration; where it is broken, nothing is written by it.
  func checkedConfiguration(in snapshot: Snapshot) throws -> Configuration {
    let (configuration, problems) = try configuration(in: snapshot)
    if let problem = problems.first(where: { $0.kind == .syntax }) {
      throw Failure("\(problem.place): \(problem.message)", hint: "Correct it first.")
    }
    return configuration
  }

  /// Where the configuration says that runs are kept, as a place that can be written to.
  func ledger(_ configuration: Configuration, _ snapshot: Snapshot) throws -> Ledger {
    if let ref = configuration.ledgerRef { return Ledger(.ref(ref), in: snapshot.opening) }
    guard let folder = configuration.ledgerFolder else {
      throw Failure(
        "The ledger '\(configuration.ledger)' is a database, which is not written to yet.",
        hint: "Keep runs in a folder, or on a ref: 'ledger: ref:refs/shelflife/runs'.")
    }
    guard let root = try root(of: snapshot) else {
      throw Failure(
        "The ledger is a folder, and a bare repository has none.",
        hint: "Keep it on a ref: write 'ledger: ref:refs/shelflife/runs' into shelflife.yaml.")
    }
    return Ledger(.folder("\(root.hasSuffix("/") ? root : root + "/")\(folder)"), in: snapshot.opening)
  }
}

extension Timestamp {
  static var now: Timestamp { Timestamp(milliseconds: Int(Date().timeIntervalSince1970 * 1000)) }
}
