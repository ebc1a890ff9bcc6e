import CLibgit2
import Glibc

/// A file that is to be added to a tree.
package struct NewFile: Sendable {
  /// Relative to the tree's top, with slashes.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

// Writing touches one ref and the object database, never the index or the working tree.
extension Repository {
  private static let syncWrites: Void = { _ = shelflife_git_sync_writes() }()

  /// What a ref names; nil when there is none.
  package func target(of ref: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let code = unsafe git_reference_name_to_id(&oid, handle.pointer, ref)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check(code, "read ref")
    return ObjectID(oid)
  }

  /// Adds files to the tree that a ref's commit holds, in one commit; nil when all of them are there already.
  ///
  /// A file that is there stays as it is. The ref moves only from the commit that was read to the new one; when somebody
  /// else was quicker, it is tried again on theirs.
  @discardableResult package func append(
    _ files: [NewFile], to ref: String, message: String, time: Int
  ) throws(GitError) -> ObjectID? {
    try update(ref, message: message, time: time) { repository, tree throws(GitError) in
      (try repository.add(files, to: tree), nil)
    }
  }

  /// Brings the files of another commit into those of a ref: the union of both trees, in a commit that follows both.
  ///
  /// Nil when the ref's history holds the other commit already. Where both have a file of one name and other bytes, both are kept.
  @discardableResult package func merge(
    _ other: ObjectID, into ref: String, message: String, time: Int
  ) throws(GitError) -> ObjectID? {
    let theirs = try tree(of: other)
    return try update(ref, message: message, time: time) { repository, tree throws(GitError) in
      (try repository.union(tree, theirs), other)
    }
  }

  private func update(
    _ ref: String, message: String, time: Int,
    _ change: (borrowing Repository, ObjectID?) throws(GitError) -> (tree: ObjectID?, other: ObjectID?)
  ) throws(GitError) -> ObjectID? {
    Self.syncWrites
    let folder = unsafe String(cString: git_repository_commondir(handle.pointer))
    let lock = try ReferenceLock(repositoryFolder: folder, ref: ref)
    defer { lock.release() }
    var waited = 0.0
    while true {
      let tip = try target(of: ref)
      guard let commit = try next(after: tip, message, time, change) else { return nil }
      if try move(ref, from: tip, to: commit) { return commit }
      guard waited < 30 else {
        throw GitError(
          code: -1,
          message:
            "somebody else holds the lock \(folder)\(ref).lock; if no git command is running, remove it",
          operation: "move the ref \(ref)")
      }
      waited += pause()
    }
  }

  /// The commit to which a ref that names `tip` moves; nil when there is nothing to say.
  private func next(
    after tip: ObjectID?, _ message: String, _ time: Int,
    _ change: (borrowing Repository, ObjectID?) throws(GitError) -> (tree: ObjectID?, other: ObjectID?)
  ) throws(GitError) -> ObjectID? {
    var before: ObjectID?
    if let tip { before = try tree(of: tip) }
    let (after, other) = try change(self, before)
    guard let after else { return nil }
    guard let other else {
      return after == before ? nil : try write(commit: after, parents: tip.map { [$0] } ?? [], message, time)
    }
    guard let tip else { return other }
    if isAncestor(other, of: tip) { return nil }
    if isAncestor(tip, of: other), try tree(of: other) == after { return other }
    // Also where the files are the same: a push has to move the remote's ref forward.
    return try write(commit: after, parents: [tip, other], message, time)
  }

  /// Compares and swaps; false when the ref was moved or is locked by somebody else.
  private func move(_ ref: String, from old: ObjectID?, to new: ObjectID) throws(GitError) -> Bool {
    var oid = new.raw
    var out: OpaquePointer?
    let code: Int32
    if let old {
      var expected = old.raw
      code = unsafe git_reference_create_matching(&out, handle.pointer, ref, &oid, 1, &expected, nil)
    } else {
      code = unsafe git_reference_create(&out, handle.pointer, ref, &oid, 0, nil)
    }
    unsafe git_reference_free(out)
    let retried = [GIT_EMODIFIED.rawValue, GIT_ELOCKED.rawValue, GIT_EEXISTS.rawValue]
    if retried.contains(code) { return false }
    try check(code, "move a ref")
    return true
  }

  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) -> Bool {
    if ancestor == commit { return true }
    var (a, b) = (ancestor.raw, commit.raw)
    return unsafe git_graph_descendant_of(handle.pointer, &b, &a) == 1
  }

  private func write(_ bytes: [UInt8], as type: git_object_t) throws(GitError) -> ObjectID {
    let odb = unsafe try Handle(free: unsafe git_odb_free, "open the object database") {
      unsafe git_repository_odb(&$0, handle.pointer)
    }
    var oid = git_oid()
    let code = unsafe bytes.withUnsafeBytes { bytes in
      unsafe git_odb_write(
        &oid, odb.pointer, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, bytes.count, type)
    }
    try check(code, "write an object")
    return ObjectID(oid)
  }

  /// A commit in git's own form: the function of libgit2 that makes one changed its signature between versions.
  private func write(
    commit tree: ObjectID, parents: [ObjectID], _ message: String, _ time: Int
  ) throws(GitError) -> ObjectID {
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    let who = "\(author) \(time) +0000"
    text += "author \(who)\ncommitter \(who)\n\n\(message)\n"
    return try write(Array(text.utf8), as: GIT_OBJECT_COMMIT)
  }

  /// Who git says is committing; the tool itself where git does not know.
  private var author: String {
    var signature: UnsafeMutablePointer<git_signature>?
    guard unsafe git_signature_default(&signature, handle.pointer) == 0, let signature = unsafe signature
    else {
      return "shelflife <shelflife@localhost>"
    }
    defer { unsafe git_signature_free(signature) }
    return unsafe "\(String(cString: signature.pointee.name)) <\(String(cString: signature.pointee.email))>"
  }
}

// Trees.
extension Repository {
  /// The tree with these files in it, of which only the folders on their ways are written anew; nil for no file.
  private func add(_ files: [NewFile], to tree: ObjectID?) throws(GitError) -> ObjectID? {
    try add(files.map { (Array($0.path.split(separator: "/").map(String.init)), $0.bytes) }, to: tree)
  }

  private func add(
    _ files: [(parts: [String], bytes: [UInt8])], to tree: ObjectID?
  ) throws(GitError) -> ObjectID? {
    let builder = try TreeBuilder(self, tree)
    var folders: [String: [(parts: [String], bytes: [UInt8])]] = [:]
    for file in files {
      guard let name = file.parts.first else { continue }
      if file.parts.count > 1 {
        folders[name, default: []].append((Array(file.parts.dropFirst()), file.bytes))
      } else if builder[name] == nil {
        try builder.insert(name, write(file.bytes, as: GIT_OBJECT_BLOB), isFolder: false)
      }
    }
    for (name, files) in folders.sorted(by: { $0.key < $1.key }) {
      let before = builder[name]
      if let before, !before.isFolder { continue }
      if let after = try add(files, to: before?.id), after != before?.id {
        try builder.insert(name, after, isFolder: true)
      }
    }
    return builder.count == 0 ? tree : try builder.write()
  }

  private func union(_ ours: ObjectID?, _ theirs: ObjectID) throws(GitError) -> ObjectID {
    guard let ours, ours != theirs else { return theirs }
    let builder = try TreeBuilder(self, ours)
    let other = try TreeBuilder(self, theirs)
    for name in other.names {
      guard let entry = other[name] else { continue }
      guard let mine = builder[name] else {
        try builder.insert(name, entry.id, isFolder: entry.isFolder)
        continue
      }
      if mine.id == entry.id { continue }
      if mine.isFolder, entry.isFolder {
        try builder.insert(name, union(mine.id, entry.id), isFolder: true)
      } else {
        // Files of a ledger are never edited: a second text under one name is kept, and its lines are judged.
        try builder.insert("\(entry.id.short)-\(name)", entry.id, isFolder: entry.isFolder)
      }
    }
    return try builder.write()
  }
}

/// A tree that is being changed.
@safe private struct TreeBuilder: ~Copyable {
  private let handle: Handle

  init(_ repository: borrowing Repository, _ tree: ObjectID?) throws(GitError) {
    let owner = unsafe repository.handle.pointer
    guard let tree else {
      unsafe handle = try Handle(free: unsafe git_treebuilder_free, "build tree") {
        unsafe git_treebuilder_new(&$0, owner, nil)
      }
      return
    }
    var oid = tree.raw
    let source = unsafe try Handle(free: unsafe git_tree_free, "read tree") {
      unsafe git_tree_lookup(&$0, owner, &oid)
    }
    unsafe handle = try Handle(free: unsafe git_treebuilder_free, "build tree") {
      unsafe git_treebuilder_new(&$0, owner, source.pointer)
    }
  }

  var count: Int { unsafe Int(git_treebuilder_entrycount(handle.pointer)) }

  subscript(name: String) -> (id: ObjectID, isFolder: Bool)? {
    guard let entry = unsafe git_treebuilder_get(handle.pointer, name) else { return nil }
    let isFolder = unsafe git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE
    return unsafe (ObjectID(git_tree_entry_id(entry).pointee), isFolder)
  }

  /// In order.
  var names: [String] {
    final class Names { var all: [String] = [] }
    let names = Names()
    // The filter removes those for which it gives 1: none.
    unsafe git_treebuilder_filter(
      handle.pointer,
      { entry, payload in
        let name = unsafe String(cString: git_tree_entry_name(entry))
        unsafe Unmanaged<Names>.fromOpaque(payload!).takeUnretainedValue().all.append(name)
        return 0
      }, Unmanaged.passUnretained(names).toOpaque())
    return names.all.sorted()
  }

  func insert(_ name: String, _ id: ObjectID, isFolder: Bool) throws(GitError) {
    var oid = id.raw
    try check(
      unsafe git_treebuilder_insert(
        nil, handle.pointer, name, &oid, isFolder ? GIT_FILEMODE_TREE : GIT_FILEMODE_BLOB), "build tree")
  }

  func write() throws(GitError) -> ObjectID {
    var oid = git_oid()
    try check(unsafe git_treebuilder_write(&oid, handle.pointer), "write tree")
    return ObjectID(oid)
  }
}
