import CLibgit2

extension Repository {
  /// The blob that a commit has at a path; nil when there is none.
  package func blob(at path: String, in commit: ObjectID) -> ObjectID? {
    var oid = commit.raw
    var handles: (commit: OpaquePointer?, tree: OpaquePointer?, entry: OpaquePointer?) = (
      nil, nil, nil
    )
    defer {
      unsafe git_tree_entry_free(handles.entry)
      unsafe git_tree_free(handles.tree)
      unsafe git_commit_free(handles.commit)
    }
    guard unsafe git_commit_lookup(&handles.commit, handle.pointer, &oid) == 0,
      unsafe git_commit_tree(&handles.tree, handles.commit) == 0,
      unsafe git_tree_entry_bypath(&handles.entry, handles.tree, path) == 0,
      unsafe git_tree_entry_type(handles.entry) == GIT_OBJECT_BLOB
    else { return nil }
    return unsafe ObjectID(git_tree_entry_id(handles.entry).pointee)
  }

  /// The blobs that a path has had on the first-parent line that ends in `start`, newest first, each with the oldest
  /// commit that holds it; at most `limit` commits are looked at.
  package func blobs(
    at path: String, from start: ObjectID, limit: Int
  ) -> [(blob: ObjectID, commit: ObjectID)] {
    var found: [(blob: ObjectID, commit: ObjectID)] = []
    var next: ObjectID? = start
    var looked = 0
    while let id = next, looked < limit {
      if let blob = blob(at: path, in: id) {
        if found.last?.blob == blob { found.removeLast() }
        found.append((blob, id))
      }
      looked += 1
      next = (try? commit(id))?.parents.first
    }
    return found
  }
}
