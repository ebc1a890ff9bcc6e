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
    for index in 0..<count where !cut.contains(id) {
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
    let order = [GIT_SORT_TOPOLOGICAL, GIT_SORT_TIME, GIT_SORT_REVERSE]
    let ends = range.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    if isShallow, ends.count == 2 {
      let (from, to) = (try commit(at: String(ends[0])), try commit(at: String(ends[1])))
      var commits: [Commit] = []
      for id in try self.commits(of: to, hiding: [from]) { commits.append(try commit(id)) }
      return commits
    }
    let ids = unsafe try walk(order) { walk throws(GitError) in
      try check(unsafe git_revwalk_push_range(walk, range), "resolve range")
    }
    var commits: [Commit] = []
    for id in ids { commits.append(try commit(id)) }
    return commits
  }

  /// The commits that a walk comes by; `start` says where it begins and what it leaves out.
  func walk(
    _ order: [git_sort_t], from start: (OpaquePointer) throws(GitError) -> Void
  ) throws(GitError) -> [ObjectID] {
    let walk = unsafe try Handle(free: unsafe git_revwalk_free, "walk commits") {
      unsafe git_revwalk_new(&$0, handle.pointer)
    }
    unsafe git_revwalk_sorting(walk.pointer, order.reduce(0) { $0 | $1.rawValue })
    try unsafe start(walk.pointer)
    var ids: [ObjectID] = []
    var oid = git_oid()
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
