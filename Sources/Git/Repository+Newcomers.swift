import CLibgit2

extension Repository {
  /// What a commit brings to those that are there already.
  package struct Newcomers: Sendable, Equatable {
    /// The commits that are new, oldest first.
    package var commits: [ObjectID] = []
    /// Where they start from: parents of new commits that are old.
    package var bases: [ObjectID] = []

    package init() {}
  }

  /// The commits that `tip` reaches and that neither `known` nor the refs that `pattern` matches do.
  ///
  /// A name in `known` that is not in the repository hides nothing: a remote may be ahead of what was fetched.
  package func newcomers(
    at tip: ObjectID, known: [ObjectID], refs pattern: String? = nil
  ) throws(GitError) -> Newcomers {
    let walk = unsafe try Handle(free: unsafe git_revwalk_free, "walk commits") {
      unsafe git_revwalk_new(&$0, handle.pointer)
    }
    unsafe git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_REVERSE.rawValue)
    var oid = tip.raw
    try check(unsafe git_revwalk_push(walk.pointer, &oid), "walk commits")
    for id in known {
      var oid = id.raw
      _ = unsafe git_revwalk_hide(walk.pointer, &oid)
    }
    if let pattern { _ = unsafe git_revwalk_hide_glob(walk.pointer, pattern) }
    var found = Newcomers()
    while true {
      let code = unsafe git_revwalk_next(&oid, walk.pointer)
      if code == GIT_ITEROVER.rawValue { break }
      try check(code, "walk commits")
      found.commits.append(ObjectID(oid))
    }
    let new = Set(found.commits)
    var seen: Set<ObjectID> = []
    for id in found.commits {
      for parent in try commit(id).parents where !new.contains(parent) && seen.insert(parent).inserted {
        found.bases.append(parent)
      }
    }
    return found
  }

  /// The whole message of a commit.
  package func message(of id: ObjectID) throws(GitError) -> String {
    var oid = id.raw
    let handle = unsafe try Handle(free: unsafe git_commit_free, "read commit") {
      unsafe git_commit_lookup(&$0, self.handle.pointer, &oid)
    }
    return unsafe git_commit_message(handle.pointer).map { unsafe String(cString: $0) } ?? ""
  }
}
