import Glibc

/// Lists a working tree: the files that git tracks, and those it neither tracks nor ignores.
///
/// One pass over the folders; git's ignore rules are asked only for what is not tracked.
package struct WorkingTree: Sendable {
  package struct File: Sendable {
    package var path: String
    /// As bytes, without the root: what the disk calls it.
    package var rawPath: [UInt8]
    package var isExecutable: Bool
    /// The index's object, for a file that a sparse checkout leaves out.
    package var sparse: ObjectID?
  }

  package struct Listing: Sendable {
    package var files: [File] = []
    /// Symbolic links, with what they hold.
    package var links: [(path: String, text: String)] = []
    package var submodules: [String] = []
    /// Folders that cannot be read, with the reason.
    package var unreadable: [(folder: String, reason: String)] = []
    /// Files that a sparse checkout leaves out, and that the listing takes from the index.
    package var sparse = 0
  }

  private let root: String
  private var tracked: Set<[UInt8]> = []
  private var trackedFolders: Set<[UInt8]> = []
  private var sparse: [File] = []
  private var submodules: Set<[UInt8]> = []
  /// A folder that is not looked into.
  private let leftOut: [UInt8]?

  package init(root: String, tracked entries: [FileEntry], leavingOut folder: String? = nil) {
    self.root = root
    leftOut = folder.map { Array($0.utf8) }
    tracked.reserveCapacity(entries.count)
    for entry in entries {
      let path = entry.rawPath ?? Array(entry.path.utf8)
      if entry.kind == .submodule {
        submodules.insert(path)
      } else if entry.isSparse {
        sparse.append(
          File(path: entry.path, rawPath: path, isExecutable: entry.kind == .executable, sparse: entry.id))
      }
      tracked.insert(path)
      var end = path.lastIndex(of: UInt8(ascii: "/"))
      while let slash = end, trackedFolders.insert(Array(path[..<slash])).inserted {
        end = path[..<slash].lastIndex(of: UInt8(ascii: "/"))
      }
    }
  }

  package func list(ignores: (String) -> Bool) -> Listing {
    var found = Listing()
    walk([], into: &found, ignores: ignores)
    let present = Set(found.files.map(\.rawPath))
    found.files += sparse.filter { !present.contains($0.rawPath) }
    found.sparse = sparse.count
    found.submodules += submodules.map { String(decoding: $0, as: UTF8.self) }
    found.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return found
  }

  private func walk(_ folder: [UInt8], into found: inout Listing, ignores: (String) -> Bool) {
    guard let directory = unsafe open(folder) else {
      found.unreadable.append((String(decoding: folder, as: UTF8.self), errorText()))
      return
    }
    defer { unsafe closedir(directory) }
    var folders: [[UInt8]] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe Self.name(of: entry)
      if name == [46] || name == [46, 46] || name.elementsEqual(".git".utf8) { continue }
      let path = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
      visit(path, type: unsafe type(of: entry, at: path), into: &found, folders: &folders, ignores: ignores)
    }
    for folder in folders { walk(folder, into: &found, ignores: ignores) }
  }

  private func visit(
    _ path: [UInt8], type: Int32, into found: inout Listing, folders: inout [[UInt8]],
    ignores: (String) -> Bool
  ) {
    let text = String(decoding: path, as: UTF8.self)
    switch type {
    case Int32(DT_DIR):
      if submodules.contains(path) || path == leftOut { return }
      let isTracked = trackedFolders.contains(path)
      if !isTracked, ignores(text + "/") { return }
      if !isTracked, isRepository(path) {
        found.submodules.append(text)
        return
      }
      folders.append(path)
    case Int32(DT_REG):
      guard tracked.contains(path) || !ignores(text) else { return }
      found.files.append(File(path: text, rawPath: path, isExecutable: false, sparse: nil))
    case Int32(DT_LNK):
      guard tracked.contains(path) || !ignores(text), let target = linkText(path) else { return }
      found.links.append((text, target))
    default: return
    }
  }

  private func full(_ path: [UInt8]) -> [CChar] {
    (Array(root.utf8) + path + [0]).map { CChar(bitPattern: $0) }
  }

  private func open(_ folder: [UInt8]) -> OpaquePointer? { unsafe opendir(full(folder)) }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in unsafe Array(bytes.prefix { $0 != 0 }) }
  }

  /// The entry's kind; some file systems do not tell it with the name.
  private func type(of entry: UnsafeMutablePointer<dirent>, at path: [UInt8]) -> Int32 {
    if unsafe entry.pointee.d_type != UInt8(DT_UNKNOWN) { return unsafe Int32(entry.pointee.d_type) }
    var status = stat()
    guard unsafe lstat(full(path), &status) == 0 else { return Int32(DT_UNKNOWN) }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: Int32(DT_DIR)
    case S_IFREG: Int32(DT_REG)
    case S_IFLNK: Int32(DT_LNK)
    default: Int32(DT_UNKNOWN)
    }
  }

  private func isRepository(_ path: [UInt8]) -> Bool {
    unsafe access(full(path + Array("/.git".utf8)), F_OK) == 0
  }

  private func linkText(_ path: [UInt8]) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let path = full(path)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), 4096)
    }
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
