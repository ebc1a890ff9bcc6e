import CLibgit2

/// One commit, as far as a report names it.
package struct Commit: Sendable, Equatable {
  package let id: ObjectID
  package let parents: [ObjectID]
  package let author: String
  package let email: String
  /// Seconds since 1970-01-01, by the committer's clock.
  package let time: Int
  /// Seconds since 1970-01-01 by the author's clock, moved by the author's time zone.
  package let authorTime: Int
  /// The first line of its message.
  package let summary: String
}

extension Repository {
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    let handle = unsafe try commitHandle(id)
    let count = unsafe git_commit_parentcount(handle.pointer)
    var parents: [ObjectID] = []
    for index in 0..<(cut.contains(id) ? 0 : count) {
      if let parent = unsafe git_commit_parent_id(handle.pointer, index) {
        unsafe parents.append(ObjectID(parent.pointee))
      }
    }
    let author = unsafe git_commit_author(handle.pointer)
    return unsafe Commit(
      id: id, parents: parents, author: Self.text(author?.pointee.name),
      email: Self.text(author?.pointee.email),
      time: Int(git_commit_time(handle.pointer)),
      authorTime: author.map { author in
        let when = unsafe author.pointee.when
        return Int(when.time) + Int(when.offset) * 60
      } ?? 0, summary: Self.text(git_commit_summary(handle.pointer)))
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    unsafe pointer.map { unsafe String(cString: $0) } ?? ""
  }

  /// The commits that `range` (`A..B`) reaches from B and not from A, oldest first.
  package func commits(in range: String) throws(GitError) -> [Commit] {
    let ends = range.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    // Three dots ask for what either side has and the other lacks.
    guard ends.count == 2, !ends[1].hasPrefix(".") else {
      throw GitError(
        code: GIT_EINVALIDSPEC.rawValue, message: "'\(range)' is not of the form A..B",
        operation: "resolve range")
    }
    let start = try commit(at: ends[0].isEmpty ? "HEAD" : String(ends[0]))
    let tip = try commit(at: ends[1].isEmpty ? "HEAD" : String(ends[1]))
    return try commits(reached(from: tip, hiding: [start], isByTime: true))
  }

  func commits(_ ids: [ObjectID]) throws(GitError) -> [Commit] {
    var commits: [Commit] = []
    commits.reserveCapacity(ids.count)
    for id in ids { commits.append(try commit(id)) }
    return commits
  }

  /// The commits that `tip` reaches and that neither `hidden` nor the refs that `pattern` matches do, parents before
  /// their children.
  ///
  /// A hidden name that is not in the repository hides nothing.
  func reached(
    from tip: ObjectID, hiding hidden: [ObjectID] = [], refs pattern: String? = nil, isByTime: Bool = false
  ) throws(GitError) -> [ObjectID] {
    if isShallow { return try ancestors(of: tip, hiding: hidden + (pattern.map { tips(of: $0) } ?? [])) }
    let walk = unsafe try Handle(free: unsafe git_revwalk_free, "walk commits") {
      unsafe git_revwalk_new(&$0, handle.pointer)
    }
    let order = [GIT_SORT_TOPOLOGICAL, GIT_SORT_REVERSE] + (isByTime ? [GIT_SORT_TIME] : [])
    unsafe git_revwalk_sorting(walk.pointer, order.reduce(0) { $0 | $1.rawValue })
    var oid = tip.raw
    try check(unsafe git_revwalk_push(walk.pointer, &oid), "walk commits")
    for id in hidden {
      oid = id.raw
      _ = unsafe git_revwalk_hide(walk.pointer, &oid)
    }
    if let pattern { _ = unsafe git_revwalk_hide_glob(walk.pointer, pattern) }
    var ids: [ObjectID] = []
    while true {
      let code = unsafe git_revwalk_next(&oid, walk.pointer)
      if code == GIT_ITEROVER.rawValue { break }
      try check(code, "walk commits")
      ids.append(ObjectID(oid))
    }
    return ids
  }

  /// The last commit before `time` on the first-parent line that ends in `start`; nil when the history is younger,
  /// or cut off.
  package func commit(before time: Int, from start: ObjectID) -> Commit? {
    var next: ObjectID? = start
    while let id = next {
      guard let commit = try? commit(id) else { return nil }
      if commit.time < time { return commit }
      next = commit.parents.first
    }
    return nil
  }

  /// The commit that HEAD names; nil before the first one.
  package var head: ObjectID? { try? commit(at: "HEAD") }
}
