package import Git

/// Where a library keeps its runs, and how one is added: immutable files, in a folder or on a ref of git.
package struct Ledger: Sendable {
  package enum Location: Sendable, Equatable {
    /// A folder, by a path that the disk understands.
    case folder(String)
    /// A ref whose commits hold the same tree of files; the working tree does not know of it.
    case ref(String)
  }

  package let location: Location
  /// The repository that holds the ref; nil for a folder without git.
  package let opening: Repository.Opening?

  package init(_ location: Location, in opening: Repository.Opening?) {
    self.location = location
    self.opening = opening
  }

  /// Why a ledger could not be read or written.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }
}

/// What is recorded at one time: one file of the ledger.
package struct Recording: Sendable {
  package let runs: [Run]

  /// Runs that were named already; their order makes no difference.
  package init(_ runs: [Run]) { self.runs = runs.sorted { $0.id < $1.id } }

  package var bytes: [UInt8] { runs.flatMap { $0.line + [UInt8(ascii: "\n")] } }

  /// The file's path in the ledger.
  ///
  /// A folder a day: git writes the folders above a new file anew in each commit, and a month of a busy ledger would be
  /// half a megabyte each time.
  package var path: String {
    guard let first = runs.first else { return "" }
    let name = runs.count == 1 ? first.id : ULID(at: first.at, of: Repository.blobID(of: bytes)).description
    return "\(first.at.day.description.replacing("-", with: "/"))/\(name).jsonl"
  }
}

extension Ledger {
  /// Adds a recording; false when the ledger has it already.
  ///
  /// When this returns, the runs outlast a power cut; when it does not, the ledger is as it was.
  package func append(_ recording: Recording, at time: Timestamp) throws(Failure) -> Bool {
    // What a reader would refuse is not written: nobody could mend it later.
    let read = LedgerFile(SourceText(path: recording.path, bytes: recording.bytes), .runs)
    guard read.runs.map(\.id) == recording.runs.map(\.id) else {
      throw Failure(
        description: "The run cannot be written: \(read.problems.first?.message ?? "it does not read back").")
    }
    let message = recording.runs.count == 1 ? "Record a run" : "Record \(recording.runs.count) runs"
    return try append([NewFile(path: recording.path, bytes: recording.bytes)], message: message, at: time) > 0
  }

  /// Adds files, and says how many of them were new; those that are there stay as they are.
  private func append(_ files: [NewFile], message: String, at time: Timestamp) throws(Failure) -> Int {
    switch location {
    case .folder(let folder):
      var count = 0
      for file in files {
        let path = "\(folder)/\(file.path)"
        DurableFile.removeStrays(in: String(path.folder))
        do {
          if try DurableFile.create(file.bytes, at: path) { count += 1 }
        } catch {
          throw Failure(description: "The ledger's file \(path) cannot be written: \(error.reason).")
        }
      }
      return count
    case .ref(let ref):
      let commit = try inRepository { repository throws(GitError) in
        try repository.append(files, to: ref, message: message, time: time.milliseconds / 1000)
      }
      return commit == nil ? 0 : files.count
    }
  }

  /// Brings in the files of another ledger, and says how many of them were new.
  ///
  /// Where both have a file of one name and other bytes, both are kept: files are never edited, so one is damaged.
  package func merge(_ other: Ledger, at time: Timestamp) throws(Failure) -> Int {
    let ours = try Files(of: self)
    let theirs = try Files(of: other)
    let paths = Set(ours.positions.keys)
    // Where each new file goes, by its position there.
    var new: [(position: Int, path: String)] = []
    for (position, file) in theirs.snapshot.files.enumerated() {
      guard let mine = ours.positions[file.path] else {
        new.append((position, file.path))
        continue
      }
      let id = try theirs.id(position)
      if try ours.id(mine) == id { continue }
      let name = "\(id.short)-\(file.path.fileName)"
      let second = file.path.folder.isEmpty ? name : "\(file.path.folder)/\(name)"
      if !paths.contains(second) { new.append((position, second)) }
    }
    if case .ref(let ref) = location, case .ref(let source) = other.location, opening == other.opening {
      try inRepository { repository throws(GitError) in
        _ = try repository.merge(
          repository.commit(at: source), into: ref, message: "Merge \(source)",
          time: time.milliseconds / 1000)
      }
      return new.count
    }
    var files: [NewFile] = []
    for (position, path) in new { files.append(NewFile(path: path, bytes: try theirs.bytes(position))) }
    return try append(files, message: "Merge \(other)", at: time)
  }

  /// The files of one ledger, read when they are asked for.
  private struct Files {
    let snapshot: Snapshot
    let positions: [String: Int]
    private let reader: any FileReader

    init(of ledger: Ledger) throws(Failure) {
      snapshot = try ledger.snapshot()
      reader = snapshot.openReader()
      positions = Dictionary(
        snapshot.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func bytes(_ position: Int) throws(Failure) -> [UInt8] {
      do {
        return try reader.read(position)
      } catch {
        throw Failure(description: "\(snapshot.files[position].path): \(error.message)")
      }
    }

    func id(_ position: Int) throws(Failure) -> ObjectID {
      if let id = snapshot.files[position].id { return id }
      return Repository.blobID(of: try bytes(position))
    }
  }

  /// The ledger's files, with the paths that they have in it; none where there is no ledger yet.
  package func snapshot() throws(Failure) -> Snapshot {
    switch location {
    case .folder(let folder):
      return DurableFile.isFolder(folder) ? Snapshot.folder(at: folder) : Snapshot(texts: [:])
    case .ref(let ref):
      return try inRepository { repository throws(GitError) in
        guard try repository.target(of: ref) != nil, let opening else { return Snapshot(texts: [:]) }
        return try Snapshot.of(.commit(ref), in: opening)
      }
    }
  }

  private func inRepository<Value>(
    _ body: (borrowing Repository) throws(GitError) -> Value
  ) throws(Failure) -> Value {
    guard let opening else {
      throw Failure(description: "A ledger on a ref needs a git repository, and this folder is in none.")
    }
    do throws(GitError) {
      return try body(try Repository(opening))
    } catch {
      throw Failure(description: "The ledger's ref cannot be used: \(error.message) (\(error.operation)).")
    }
  }
}

extension Ledger: CustomStringConvertible {
  package var description: String {
    switch location {
    case .folder(let folder): folder
    case .ref(let ref): ref
    }
  }
}

extension Configuration {
  /// Where runs are kept on a ref; nil for a folder or a database.
  package var ledgerRef: String? {
    guard ledger.hasPrefix("ref:") else { return nil }
    let name = String(ledger.dropFirst("ref:".count))
    return name.hasPrefix("refs/") ? name : "refs/\(name)"
  }
}
