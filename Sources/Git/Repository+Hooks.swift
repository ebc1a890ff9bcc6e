import CLibgit2

extension Repository {
  /// The folder in which git looks for this repository's hooks.
  package struct HookFolder: Sendable, Equatable {
    /// As git resolves it, with no slash at its end.
    package var path: String
    /// `core.hooksPath` of a configuration outside of this repository names it: other repositories use it too.
    package var isShared: Bool

    package init(path: String, isShared: Bool) { (self.path, self.isShared) = (path, isShared) }
  }

  /// `core.hooksPath` where it is set, relative to the working tree as git has it; else `hooks` beside the objects.
  package var hookFolder: HookFolder {
    if let (path, isShared) = configuredHookFolder, !path.isEmpty {
      let base = workingDirectory ?? gitDirectory
      let absolute = path.hasPrefix("/") ? path : base + path
      return HookFolder(path: Self.withoutSlash(absolute), isShared: isShared)
    }
    let common = unsafe git_repository_commondir(handle.pointer).map { unsafe String(cString: $0) }
    return HookFolder(path: Self.withoutSlash(common ?? gitDirectory) + "/hooks", isShared: false)
  }

  private var configuredHookFolder: (path: String, isShared: Bool)? {
    let opened = unsafe try? Handle(free: unsafe git_config_free, "read configuration") {
      unsafe git_repository_config_snapshot(&$0, handle.pointer)
    }
    guard let config = unsafe opened else { return nil }
    var entry: UnsafeMutablePointer<git_config_entry>?
    guard unsafe git_config_get_entry(&entry, config.pointer, "core.hooksPath") == 0, let entry = unsafe entry
    else { return nil }
    defer { unsafe git_config_entry_free(entry) }
    // A path may start with "~/", which only git_config_get_path writes out.
    var path = unsafe git_buf()
    guard unsafe git_config_get_path(&path, config.pointer, "core.hooksPath") == 0 else { return nil }
    defer { unsafe git_buf_dispose(&path) }
    guard let text = unsafe path.ptr else { return nil }
    let isShared = unsafe entry.pointee.level.rawValue < GIT_CONFIG_LEVEL_LOCAL.rawValue
    return unsafe (String(cString: text), isShared)
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
