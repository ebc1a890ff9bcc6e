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
    let ids = try reached(from: tip, hiding: known, refs: pattern)
    return Newcomers(commits: ids, bases: try commits(ids).bases)
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
