import Glibc

/// Files that are there whole or not at all, whatever moment a kill or a power cut chooses.
package enum DurableFile {
  /// Creates a file that nobody changes afterwards, and the folders above it.
  ///
  /// False when it is there already, with whatever bytes. The bytes are written under a name that no reader takes,
  /// synced, and given their name in one step that replaces nothing; then the folder is synced, which makes the name
  /// last.
  package static func create(_ bytes: [UInt8], at path: String) throws(DiskError) -> Bool {
    if unsafe access(path, F_OK) == 0 { return false }
    let folder = Self.folder(of: path)
    try makeFolders(folder)
    let name =
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
    let temporary = "\(folder)/.\(name).\(getpid())-\(UInt32.random(in: 0 ... .max))\(temporarySuffix)"
    do {
      try write(bytes, to: temporary)
      let isNew = try rename(temporary, to: path)
      if !isNew { unsafe unlink(temporary) }
      try sync(folder: folder)
      return isNew
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes what writers that were killed left in a folder, when it is an hour old: no living one takes so long.
  package static func removeStrays(in folder: String) {
    guard let directory = unsafe opendir(folder) else { return }
    defer { unsafe closedir(directory) }
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      guard name.hasPrefix("."), name.hasSuffix(temporarySuffix) else { continue }
      var status = stat()
      let path = "\(folder)/\(name)"
      if unsafe lstat(path, &status) == 0, status.st_mtim.tv_sec + 3600 < now.tv_sec { unsafe unlink(path) }
    }
  }

  /// Ends the names of files that are being written.
  private static let temporarySuffix = ".tmp"

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func makeFolders(_ path: String) throws(DiskError) {
    if unsafe access(path, F_OK) == 0 { return }
    let parent = folder(of: path)
    if parent != path { try makeFolders(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw DiskError(reason: errorText()) }
    try sync(folder: parent)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DiskError(reason: errorText()) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw DiskError(reason: errorText()) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw DiskError(reason: errorText()) }
  }

  /// Gives a file its name; false when the name is taken.
  private static func rename(_ old: String, to new: String) throws(DiskError) -> Bool {
    // A link refuses a name that is taken, on every file system that has links.
    if unsafe link(old, new) == 0 {
      unsafe unlink(old)
      return true
    }
    if errno == EEXIST { return false }
    guard errno == EPERM || errno == ENOTSUP || errno == EMLINK || errno == ENOSYS else {
      throw DiskError(reason: errorText())
    }
    if unsafe access(new, F_OK) == 0 { return false }
    guard unsafe Glibc.rename(old, new) == 0 else { throw DiskError(reason: errorText()) }
    return true
  }

  private static func sync(folder: String) throws(DiskError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskError(reason: errorText()) }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder, and need not.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw DiskError(reason: errorText()) }
  }
}
