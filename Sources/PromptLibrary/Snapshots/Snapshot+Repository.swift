package import Git

extension Snapshot {
  /// What to read of a repository.
  package enum State: Sendable, Equatable {
    case workingTree
    /// The index, as git is about to commit it.
    case index
    case commit(String)
  }

  /// Reads the list of files of a state; contents are read later, by the workers.
  ///
  /// A folder may be left out of a working tree: a ledger's files outnumber all others, and who writes one more need not
  /// list them.
  package static func of(
    _ state: State, in opening: Repository.Opening, leavingOut folder: String? = nil, jobs: Int = 1
  ) throws(GitError) -> Snapshot {
    let repository = try Repository(opening)
    var snapshot = try read(state, repository, opening, leavingOut: folder, jobs: jobs)
    snapshot.opening = opening
    snapshot.base = snapshot.base ?? repository.head
    return snapshot
  }

  private static func read(
    _ state: State, _ repository: borrowing Repository, _ opening: Repository.Opening,
    leavingOut folder: String?, jobs: Int
  ) throws(GitError) -> Snapshot {
    switch state {
    case .commit(let spec): return try commit(repository.commit(at: spec), named: spec, repository, opening)
    case .index: return try index(repository, opening)
    case .workingTree:
      if let root = repository.workingDirectory {
        return try workingTree(at: root, repository, opening, leavingOut: folder, jobs: jobs)
      }
      var snapshot = try commit(repository.commit(at: "HEAD"), named: "HEAD", repository, opening)
      snapshot.notes.append("The repository is bare: its HEAD was audited.")
      return snapshot
    }
  }

  private static func commit(
    _ id: ObjectID, named spec: String, _ repository: borrowing Repository, _ opening: Repository.Opening
  ) throws(GitError) -> Snapshot {
    let listing = try repository.files(of: id)
    var snapshot = objects(listing.entries, named: "commit \(id.short)", repository, opening)
    snapshot.base = id
    snapshot.problems += listing.missing.map { path, tree in
      SourceProblem(
        .unreadable,
        "The folder's object \(tree) is not in the repository, so its files are unknown; fetch it with 'git fetch --refetch'.",
        at: Place(path: path.isEmpty ? "." : path))
    }
    return snapshot
  }

  private static func index(
    _ repository: borrowing Repository, _ opening: Repository.Opening
  ) throws(GitError) -> Snapshot {
    let entries = try repository.indexFiles().filter { !$0.isIntended }
    var snapshot = objects(entries, named: "index", repository, opening)
    let conflicted = entries.filter(\.isConflicted).count
    if conflicted > 0 {
      snapshot.notes.append("\(conflicted) paths are in conflict in the index; \"ours\" was read for each.")
    }
    return snapshot
  }

  /// A snapshot whose contents are git's objects.
  private static func objects(
    _ entries: [FileEntry], named name: String, _ repository: borrowing Repository,
    _ opening: Repository.Opening
  ) -> Snapshot {
    var files: [File] = []
    var links: [SymbolicLink] = []
    var submodules: [String] = []
    for entry in entries {
      switch entry.kind {
      case .file, .executable:
        files.append(File(path: entry.path, id: entry.id))
      case .submodule: submodules.append(entry.path)
      case .symbolicLink:
        guard let target = try? repository.blob(entry.id) else { continue }
        links.append(SymbolicLink(path: entry.path, text: String(decoding: target, as: UTF8.self)))
      }
    }
    files.sort { $0.path.precedesByBytes($1.path) }
    let ids = files.compactMap(\.id)
    let (resolved, notes) = SymbolicLink.resolve(links, among: files.lazy.map(\.path))
    return Snapshot(
      name: name, files: files, links: resolved, submodules: submodules.sorted(), notes: notes
    ) { ObjectReader(opening, ids) }
  }

  private static func workingTree(
    at root: String, _ repository: borrowing Repository, _ opening: Repository.Opening,
    leavingOut folder: String?, jobs: Int
  ) throws(GitError) -> Snapshot {
    // libgit2 checks the index's hash and makes an object of each entry, which nobody needs to list files.
    let tracked: [FileEntry]
    if let listing = repository.indexListing(opening, leavingOut: folder) {
      tracked = listing.workingFiles
    } else {
      tracked = try repository.indexFiles(leavingOut: folder)
    }
    let tree = WorkingTree(root: root, tracked: tracked, leavingOut: folder)
    let listing = tree.list(ignores: { repository.ignores($0) }, mapping: mapFolders(jobs: jobs))
    var snapshot = disk(listing, named: "working tree", root: root, opening)
    if listing.sparse > 0 {
      snapshot.notes.append(
        "The checkout is sparse: \(listing.sparse) files that it leaves out were read from the index.")
    }
    return snapshot
  }

  /// A folder that no repository holds: all its files, and a note of what that cannot show.
  package static func folder(at path: String, leavingOut folder: String? = nil, jobs: Int = 1) -> Snapshot {
    let root = path.hasSuffix("/") ? path : path + "/"
    let tree = WorkingTree(root: root, tracked: [], leavingOut: folder)
    let listing = tree.list(ignores: { _ in false }, mapping: mapFolders(jobs: jobs))
    var snapshot = disk(listing, named: "folder", root: root, nil)
    snapshot.notes.append(
      "This folder is not in a git repository: ignore rules, history and owners' commits are unknown.")
    return snapshot
  }

  private static func mapFolders(
    jobs: Int
  ) -> (Int, @Sendable (Int) -> WorkingTree.Folder) -> [WorkingTree.Folder] {
    { count, read in concurrentFlatMap(count, size: 16, jobs: jobs) { $0.map(read) } }
  }

  private static func disk(
    _ listing: WorkingTree.Listing, named name: String, root: String, _ opening: Repository.Opening?
  ) -> Snapshot {
    let (links, notes) = SymbolicLink.resolve(
      listing.links.map { SymbolicLink(path: $0.path, text: $0.text) }, among: listing.files.lazy.map(\.path))
    return Snapshot(
      name: name, files: listing.files.map { File(path: $0.path) },
      links: links,
      submodules: listing.submodules.sorted(), notes: notes,
      problems: listing.unreadable.map { folder, reason in
        SourceProblem(.unreadable, "The folder cannot be read: \(reason).", at: Place(path: folder))
      }
    ) { DiskReader(root: root, listing.files, opening) }
  }
}

/// Reads blobs from the object database.
private final class ObjectReader: FileReader {
  private let repository: OpenRepository
  private let ids: [ObjectID]

  init(_ opening: Repository.Opening, _ ids: [ObjectID]) {
    repository = OpenRepository(opening)
    self.ids = ids
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] { try repository.blob(ids[index]) }
}
