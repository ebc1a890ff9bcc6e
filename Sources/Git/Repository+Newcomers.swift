import CLibgit2

extension Repository {
  /// What a commit brings to those that are there already.
  package struct Newcomers: Sendable, Equatable {
    /// The commits that are new, oldest first.
    package var commits: [ObjectID] = []
    /// Where they start from: parents of new commits that are old.
    package var bases: [ObjectID] = []

    package init(commits: [ObjectID] = [], bases: [ObjectID] = []) {
      (self.commits, self.bases) = (commits, bases)
    }
  }

  /// The commits that `tip` reaches and that neither `known` nor the refs that `pattern` matches do.
  ///
  /// A name in `known` that is not in the repository hides nothing: a remote may be ahead of what was fetched.
  package func newcomers(
    at tip: ObjectID, known: [ObjectID], refs pattern: String? = nil
  ) throws(GitError) -> Newcomers {
    if isShallow {
      var hidden = known
      if let pattern { hidden += tips(of: pattern) }
      let ids = try self.commits(of: tip, hiding: hidden)
      var commits: [Commit] = []
      for id in ids { commits.append(try commit(id)) }
      return Newcomers(commits: ids, bases: commits.bases)
    }
    let ids = unsafe try walk([GIT_SORT_TOPOLOGICAL, GIT_SORT_REVERSE]) { walk throws(GitError) in
      var oid = tip.raw
      try check(unsafe git_revwalk_push(walk, &oid), "walk commits")
      for id in known {
        var oid = id.raw
        _ = unsafe git_revwalk_hide(walk, &oid)
      }
      if let pattern { _ = unsafe git_revwalk_hide_glob(walk, pattern) }
    }
    var commits: [Commit] = []
    for id in ids { commits.append(try commit(id)) }
    return Newcomers(commits: ids, bases: commits.bases)
  }

  /// The whole message of a commit.
  package func message(of id: ObjectID) throws(GitError) -> String {
    let handle = unsafe try commitHandle(id)
    return unsafe git_commit_message(handle.pointer).map { unsafe String(cString: $0) } ?? ""
  }
}

extension [Commit] {
  /// Where these commits start from: their parents that are not among them, each once.
  package var bases: [ObjectID] {
    let own = Set(map(\.id))
    var seen: Set<ObjectID> = []
    return flatMap(\.parents).filter { !own.contains($0) && seen.insert($0).inserted }
  }
}
