import CLibgit2

/// Histories that were cut off when they were cloned; libgit2 1.5 does not know where, and looks for what is not there.
extension Repository {
  /// The commits whose parents a shallow clone lacks, from its `shallow` file; none in a whole one.
  static func cut(of handle: borrowing Handle) -> Set<ObjectID> {
    guard unsafe git_repository_is_shallow(handle.pointer) == 1,
      let folder = unsafe git_repository_commondir(handle.pointer),
      let bytes = try? readFile(Array(unsafe String(cString: folder).utf8) + Array("shallow".utf8))
    else { return [] }
    return Set(
      bytes.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(String(decoding: $0, as: UTF8.self)) })
  }

  /// Whether the history ends where it was cut off when it was cloned.
  package var isShallow: Bool { !cut.isEmpty }

  /// The commits that a tip reaches and the hidden ones do not, parents before their children.
  ///
  /// A hidden name that is not there hides nothing.
  func ancestors(of tip: ObjectID, hiding hidden: [ObjectID]) throws(GitError) -> [ObjectID] {
    var seen: Set<ObjectID> = []
    var open = hidden
    while let id = open.popLast() {
      guard seen.insert(id).inserted, let commit = try? commit(id) else { continue }
      open += commit.parents
    }
    var ordered: [ObjectID] = []
    // A commit comes back once its parents are done.
    var stack: [(id: ObjectID, isDone: Bool)] = [(tip, false)]
    while let (id, isDone) = stack.popLast() {
      if isDone {
        ordered.append(id)
      } else if seen.insert(id).inserted {
        stack.append((id, true))
        for parent in try commit(id).parents.reversed() { stack.append((parent, false)) }
      }
    }
    return ordered
  }

  /// The commits that the refs of a pattern name.
  func tips(of pattern: String) -> [ObjectID] {
    guard
      let iterator = unsafe try? Handle(
        free: unsafe git_reference_iterator_free, "list references",
        { unsafe git_reference_iterator_glob_new(&$0, handle.pointer, pattern) })
    else { return [] }
    var tips: [ObjectID] = []
    var name: UnsafePointer<CChar>?
    while unsafe git_reference_next_name(&name, iterator.pointer) == 0, let found = unsafe name {
      if let tip = try? commit(at: unsafe String(cString: found)) { tips.append(tip) }
    }
    return tips
  }
}
