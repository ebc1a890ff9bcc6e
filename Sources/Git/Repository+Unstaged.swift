import CLibgit2

extension Repository {
  /// The files of the working tree that differ from the index: edited, deleted, or not known to it and not ignored.
  ///
  /// In order of path; submodules are passed over. The index is not written.
  package func unstagedPaths() throws(GitError) -> [String] {
    var options = unsafe git_diff_options()
    try check(
      unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "compare the working tree")
    unsafe options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_IGNORE_SUBMODULES.rawValue
    let diff = unsafe try Handle(free: unsafe git_diff_free, "compare the working tree") {
      unsafe git_diff_index_to_workdir(&$0, self.handle.pointer, nil, &options)
    }
    return unsafe (0..<git_diff_num_deltas(diff.pointer)).compactMap { position in
      guard let delta = unsafe git_diff_get_delta(diff.pointer, position),
        let path = unsafe delta.pointee.new_file.path
      else { return nil }
      return unsafe String(cString: path)
    }
  }
}
