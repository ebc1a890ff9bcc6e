import CLibgit2

/// A file that differs between two states.
package struct FileChange: Sendable, Equatable {
  package let path: String
  /// Nil where the file is new.
  package let old: FileEntry?
  /// Nil where it is gone.
  package let new: FileEntry?
}

extension Repository {
  /// The index that git is about to commit, as a repository opened in this way has it; nil when only git can read it.
  ///
  /// The entries below a folder may be left out.
  package func indexListing(_ opening: Opening, leavingOut folder: String? = nil) -> IndexListing? {
    (try? readFile(Array(indexPath(opening).utf8))).flatMap { IndexListing($0, leavingOut: folder) }
  }

  func indexPath(_ opening: Opening) -> String {
    let named = opening == .environment ? Self.variable("GIT_INDEX_FILE") : nil
    return indexFile ?? named ?? gitDirectory + "index"
  }

  func commitHandle(_ id: ObjectID) throws(GitError) -> Handle {
    var oid = id.raw
    return unsafe try Handle(free: unsafe git_commit_free, "read commit") {
      unsafe git_commit_lookup(&$0, self.handle.pointer, &oid)
    }
  }

  /// The tree of a commit.
  package func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    let handle = unsafe try commitHandle(commit)
    return ObjectID(unsafe git_commit_tree_id(handle.pointer).pointee)
  }

  /// One entry of one tree: a file, or a folder.
  private struct TreeEntry {
    var name: [UInt8]
    var mode: UInt32
    var id: ObjectID
    var isFolder: Bool { mode == GIT_FILEMODE_TREE.rawValue }
  }

  private func entries(of tree: ObjectID) throws(GitError) -> [TreeEntry] {
    var oid = tree.raw
    let handle = unsafe try Handle(free: unsafe git_tree_free, "read tree") {
      unsafe git_tree_lookup(&$0, self.handle.pointer, &oid)
    }
    var entries: [TreeEntry] = []
    let count = unsafe git_tree_entrycount(handle.pointer)
    entries.reserveCapacity(count)
    for index in 0..<count {
      guard let entry = unsafe git_tree_entry_byindex(handle.pointer, index) else { continue }
      let name = unsafe Array(
        UnsafeRawBufferPointer(start: git_tree_entry_name(entry), count: strlen(git_tree_entry_name(entry))))
      entries.append(
        unsafe TreeEntry(
          name: name, mode: git_tree_entry_filemode(entry).rawValue,
          id: ObjectID(git_tree_entry_id(entry).pointee)))
    }
    return entries
  }

  private static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
  }

  /// What differs between two trees; folders that are the same are not read, and nil stands for nothing at all.
  package func changes(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> [FileChange] {
    var changes: [FileChange] = []
    try compare(old, new, under: [], into: &changes)
    return changes.sorted { $0.path < $1.path }
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, under folder: [UInt8], into changes: inout [FileChange]
  ) throws(GitError) {
    if old == new { return }
    let before = try old.map { id throws(GitError) in try entries(of: id) } ?? []
    let after = try new.map { id throws(GitError) in try entries(of: id) } ?? []
    var left: [[UInt8]: TreeEntry] = [:]
    for entry in before { left[entry.name] = entry }
    for entry in after {
      try compare(left.removeValue(forKey: entry.name), entry, in: folder, into: &changes)
    }
    for entry in before where left[entry.name] != nil {
      try compare(entry, nil, in: folder, into: &changes)
    }
  }

  private func compare(
    _ old: TreeEntry?, _ new: TreeEntry?, in folder: [UInt8], into changes: inout [FileChange]
  ) throws(GitError) {
    if let old, let new, old.id == new.id, old.mode == new.mode { return }
    guard let name = (new ?? old)?.name else { return }
    let path = Self.join(folder, name)
    let isFolder = (old?.isFolder ?? false, new?.isFolder ?? false)
    if isFolder.0 || isFolder.1 {
      try compare(isFolder.0 ? old?.id : nil, isFolder.1 ? new?.id : nil, under: path, into: &changes)
    }
    let file = (isFolder.0 ? nil : old, isFolder.1 ? nil : new)
    if file.0 != nil || file.1 != nil { Self.add(file.0, file.1, at: path, to: &changes) }
  }

  private static func add(
    _ old: TreeEntry?, _ new: TreeEntry?, at path: [UInt8], to changes: inout [FileChange]
  ) {
    let before = old.flatMap { FileEntry(path: path, mode: $0.mode, id: $0.id) }
    let after = new.flatMap { FileEntry(path: path, mode: $0.mode, id: $0.id) }
    if before != after {
      changes.append(FileChange(path: String(decoding: path, as: UTF8.self), old: before, new: after))
    }
  }

  /// What the index changes in a tree.
  ///
  /// The index remembers the trees of folders that nothing was staged in: those that the tree has too are passed over.
  package func changes(from tree: ObjectID?, to index: IndexListing) throws(GitError) -> [FileChange] {
    var changes: [FileChange] = []
    try compare(tree, index, index.entries.indices, index.root, under: [], into: &changes)
    return changes.sorted { $0.path < $1.path }
  }

  private func compare(
    _ tree: ObjectID?, _ index: IndexListing, _ range: Range<Int>, _ known: IndexListing.Folder?,
    under folder: [UInt8], into changes: inout [FileChange]
  ) throws(GitError) {
    if let tree, known?.id == tree { return }
    var left: [[UInt8]: TreeEntry] = [:]
    if let tree { for entry in try entries(of: tree) { left[entry.name] = entry } }
    let start = folder.isEmpty ? 0 : folder.count + 1
    var position = range.lowerBound
    while position < range.upperBound {
      let rest = index.name(position).dropFirst(start)
      let name = Array(rest.prefix { $0 != UInt8(ascii: "/") })
      let path = Self.join(folder, name)
      guard name.count < rest.count else {
        let next =
          (position..<range.upperBound).first { index.name($0) != index.name(position) } ?? range.upperBound
        let old = left[name]
        if !(old?.isFolder ?? false) { left[name] = nil }
        let before = old.flatMap { FileEntry(path: path, mode: $0.mode, id: $0.id) }
        let after = index.file(at: String(decoding: path, as: UTF8.self))
        // The index tells modes as trees do; that a path is in conflict is no change by itself.
        if before?.id != after?.id || before?.kind != after?.kind {
          changes.append(FileChange(path: String(decoding: path, as: UTF8.self), old: before, new: after))
        }
        position = next
        continue
      }
      let child = known?.folders.first { $0.name == name }
      let next =
        child.flatMap { $0.entries > 0 ? min(position + $0.entries, range.upperBound) : nil }
        ?? index.end(of: path, from: position, before: range.upperBound)
      let old = left[name]
      if old?.isFolder ?? false { left[name] = nil }
      try compare(
        old.flatMap { $0.isFolder ? $0.id : nil }, index, position..<next, child, under: path, into: &changes)
      position = next
    }
    for entry in left.values { try compare(entry, nil, in: folder, into: &changes) }
  }
}

extension IndexListing {
  /// The first position from `start` on that does not lie below a folder.
  fileprivate func end(of folder: [UInt8], from start: Int, before limit: Int) -> Int {
    // "0" follows "/" among bytes: it sorts after everything in the folder.
    min(limit, max(start + 1, position(of: folder + [UInt8(ascii: "/") + 1])))
  }
}

extension Repository {
  /// The names of all commits that `start` reaches, newest first.
  package func history(from start: ObjectID) throws(GitError) -> [ObjectID] {
    try reached(from: start, isByTime: true).reversed()
  }

  /// The files that differ between a commit and its first parent; none for a merge, whose changes its branches made.
  package func changes(of commit: Commit) throws(GitError) -> [FileChange] {
    guard commit.parents.count < 2 else { return [] }
    let old = try commit.parents.first.map { parent throws(GitError) in try tree(of: parent) }
    return try changes(from: old, to: tree(of: commit.id))
  }
}
