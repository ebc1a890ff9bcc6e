import CLibgit2

/// One entry of a tree or of the index.
package struct FileEntry: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case file, executable, symbolicLink, submodule }

  /// Relative to the repository, with slashes.
  ///
  /// Bytes that are not UTF-8 are replaced; `rawPath` then has them.
  package let path: String
  package let rawPath: [UInt8]?
  package let kind: Kind
  package let id: ObjectID
  /// The index says that the working tree leaves this file out (sparse checkout).
  package let isSparse: Bool
  /// The index holds this path in several versions, because a merge is not resolved.
  package let isConflicted: Bool
  /// `git add --intent-to-add` announced this file: it is tracked, and the next commit leaves it out.
  package let isIntended: Bool

  init?(
    path: some Collection<UInt8>, mode: UInt32, id: ObjectID, isSparse: Bool = false,
    isConflicted: Bool = false,
    isIntended: Bool = false
  ) {
    switch mode & 0o170000 {
    case 0o120000: kind = .symbolicLink
    case 0o160000: kind = .submodule
    case 0o100000: kind = mode & 0o111 == 0 ? .file : .executable
    default: return nil
    }
    self.path = String(decoding: path, as: UTF8.self)
    let isASCII = path.allSatisfy { $0 < 0x80 }
    rawPath = isASCII || self.path.utf8.elementsEqual(path) ? nil : Array(path)
    self.id = id
    self.isSparse = isSparse
    self.isConflicted = isConflicted
    self.isIntended = isIntended
  }

  /// What git itself calls the file.
  var pathBytes: [UInt8] { rawPath ?? Array(path.utf8) }
}

/// All files of a tree, and the folders whose own object is missing.
package struct TreeListing: Sendable {
  package var entries: [FileEntry] = []
  package var missing: [(path: String, id: ObjectID)] = []
}

extension Repository {
  /// Lists the files of a commit.
  ///
  /// A folder whose object is missing is named and passed over.
  package func files(of commit: ObjectID) throws(GitError) -> TreeListing {
    var listing = TreeListing()
    list(try tree(of: commit), under: [], into: &listing)
    return listing
  }

  private func list(_ tree: ObjectID, under folder: [UInt8], into listing: inout TreeListing) {
    var oid = tree.raw
    let opened = unsafe try? Handle(free: unsafe git_tree_free, "read tree") {
      unsafe git_tree_lookup(&$0, self.handle.pointer, &oid)
    }
    guard let handle = unsafe opened else {
      listing.missing.append((String(decoding: folder, as: UTF8.self), tree))
      return
    }
    let count = unsafe git_tree_entrycount(handle.pointer)
    for index in 0..<count {
      guard let entry = unsafe git_tree_entry_byindex(handle.pointer, index) else { continue }
      let name = unsafe Array(
        UnsafeRawBufferPointer(start: git_tree_entry_name(entry), count: strlen(git_tree_entry_name(entry))))
      let path = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
      let id = ObjectID(unsafe git_tree_entry_id(entry).pointee)
      let mode = unsafe git_tree_entry_filemode(entry).rawValue
      if mode == GIT_FILEMODE_TREE.rawValue {
        list(id, under: path, into: &listing)
      } else if let file = FileEntry(path: path, mode: mode, id: id) {
        listing.entries.append(file)
      }
    }
  }

  /// Lists the index, in its own order, but for the files of one folder.
  package func indexFiles(leavingOut folder: String? = nil) throws(GitError) -> [FileEntry] {
    let index = unsafe try Handle(free: unsafe git_index_free, "read index") {
      if let indexFile { return unsafe git_index_open(&$0, indexFile) }
      return unsafe git_repository_index(&$0, handle.pointer)
    }
    let count = unsafe git_index_entrycount(index.pointer)
    var files: [FileEntry] = []
    files.reserveCapacity(count)
    let prefix: [UInt8] = folder.map { Array("\($0)/".utf8) + [0] } ?? []
    for position in 0..<count {
      guard let entry = unsafe git_index_get_byindex(index.pointer, position) else { continue }
      if !prefix.isEmpty, unsafe startsWith(entry.pointee.path, prefix) { continue }
      let stage = unsafe git_index_entry_stage(entry)
      let path = unsafe Array(
        UnsafeRawBufferPointer(start: entry.pointee.path, count: strlen(entry.pointee.path)))
      let flags = unsafe entry.pointee.flags_extended
      let sparse = flags & UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue) != 0
      let intended = flags & UInt16(GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue) != 0
      guard
        let file = unsafe FileEntry(
          path: path, mode: entry.pointee.mode, id: ObjectID(entry.pointee.id), isSparse: sparse,
          isConflicted: stage != 0, isIntended: intended)
      else { continue }
      // Of a conflicted path, "ours" (stage 2) stands for all.
      if stage != 0, files.last?.path == file.path {
        if stage == 2 { files[files.count - 1] = file }
      } else {
        files.append(file)
      }
    }
    return files
  }
}
