import CLibgit2

/// What a commit did to one file.
package struct FileChange: Sendable, Equatable {
  package let path: String
  /// The blob before; nil when the commit added the file.
  package let old: ObjectID?
  /// The blob after; nil when the commit removed the file.
  package let new: ObjectID?
}

extension Repository {
  /// The names of all commits that `start` reaches, newest first.
  package func history(from start: ObjectID) throws(GitError) -> [ObjectID] {
    let walk = unsafe try Handle(free: unsafe git_revwalk_free, "walk commits") {
      unsafe git_revwalk_new(&$0, handle.pointer)
    }
    unsafe git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue)
    var oid = start.raw
    try check(unsafe git_revwalk_push(walk.pointer, &oid), "walk commits")
    var ids: [ObjectID] = []
    while true {
      let code = unsafe git_revwalk_next(&oid, walk.pointer)
      if code == GIT_ITEROVER.rawValue { break }
      try check(code, "walk commits")
      ids.append(ObjectID(oid))
    }
    return ids
  }

  /// The files that differ between a commit and its first parent; none for a merge, whose changes its branches made.
  ///
  /// Trees alone are compared: no blob is read.
  package func changes(of commit: Commit) throws(GitError) -> [FileChange] {
    guard commit.parents.count < 2 else { return [] }
    let new = try tree(of: commit.id)
    let old = try commit.parents.first.map { parent throws(GitError) in try tree(of: parent) }
    var changes: [FileChange] = []
    compare(old, new, under: [], into: &changes)
    return changes
  }

  private func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    var oid = commit.raw
    let handle = unsafe try Handle(free: unsafe git_commit_free, "read commit") {
      unsafe git_commit_lookup(&$0, self.handle.pointer, &oid)
    }
    return ObjectID(unsafe git_commit_tree_id(handle.pointer).pointee)
  }

  private struct Entry {
    var name: [UInt8]
    var id: ObjectID
    var isFolder: Bool
  }

  /// Compares two trees, and goes into the folders that differ; what cannot be read is passed over.
  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, under folder: [UInt8], into changes: inout [FileChange]
  ) {
    guard old != new else { return }
    let before = entries(of: old)
    let after = entries(of: new)
    var b = 0
    var a = 0
    while b < before.count || a < after.count {
      let left = b < before.count ? before[b] : nil
      let right = a < after.count ? after[a] : nil
      let order = Self.order(left, right)
      if order <= 0 { b += 1 }
      if order >= 0 { a += 1 }
      let removed = order <= 0 ? left : nil
      let added = order >= 0 ? right : nil
      if removed?.id == added?.id { continue }
      guard let name = removed?.name ?? added?.name else { continue }
      let path = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
      let folders = (
        removed.map { $0.isFolder ? $0.id : nil } ?? nil, added.map { $0.isFolder ? $0.id : nil } ?? nil
      )
      if folders.0 != nil || folders.1 != nil { compare(folders.0, folders.1, under: path, into: &changes) }
      let files = (
        removed.map { $0.isFolder ? nil : $0.id } ?? nil, added.map { $0.isFolder ? nil : $0.id } ?? nil
      )
      if files.0 != nil || files.1 != nil {
        changes.append(FileChange(path: String(decoding: path, as: UTF8.self), old: files.0, new: files.1))
      }
    }
  }

  /// Git orders a folder as if its name ended in a slash.
  private static func order(_ left: Entry?, _ right: Entry?) -> Int {
    guard let left else { return 1 }
    guard let right else { return -1 }
    if left.name == right.name, left.isFolder == right.isFolder { return 0 }
    let a = left.isFolder ? left.name + [UInt8(ascii: "/")] : left.name
    let b = right.isFolder ? right.name + [UInt8(ascii: "/")] : right.name
    return a.lexicographicallyPrecedes(b) ? -1 : 1
  }

  private func entries(of tree: ObjectID?) -> [Entry] {
    guard let tree else { return [] }
    var oid = tree.raw
    let opened = unsafe try? Handle(free: unsafe git_tree_free, "read tree") {
      unsafe git_tree_lookup(&$0, self.handle.pointer, &oid)
    }
    guard let handle = unsafe opened else { return [] }
    let count = unsafe git_tree_entrycount(handle.pointer)
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for index in 0..<count {
      guard let entry = unsafe git_tree_entry_byindex(handle.pointer, index) else { continue }
      let mode = unsafe git_tree_entry_filemode(entry).rawValue
      guard mode != GIT_FILEMODE_COMMIT.rawValue else { continue }
      let name = unsafe Array(
        UnsafeRawBufferPointer(start: git_tree_entry_name(entry), count: strlen(git_tree_entry_name(entry))))
      entries.append(
        Entry(
          name: name, id: ObjectID(unsafe git_tree_entry_id(entry).pointee),
          isFolder: mode == GIT_FILEMODE_TREE.rawValue))
    }
    return entries
  }
}
