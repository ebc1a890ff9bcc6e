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
    /// A path is not UTF-8, so that its text sorts otherwise than its bytes.
    fileprivate var hasReplacedBytes = false
    /// Files that a sparse checkout leaves out, and that the listing takes from the index.
    package var sparse = 0
  }

  private let root: String
  /// In the order of their bytes, which is the walk's order too.
  private var tracked: [[UInt8]] = []
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
      tracked.append(path)
    }
    let isSorted = tracked.indices.dropFirst().allSatisfy {
      !tracked[$0].lexicographicallyPrecedes(tracked[$0 - 1])
    }
    if !isSorted { tracked.sort { $0.lexicographicallyPrecedes($1) } }
  }

  /// A walk's place among the tracked paths: both go forward alone.
  private struct Cursor {
    var next = 0
  }

  /// Whether git tracks a file or, where the path ends in a slash, anything below a folder.
  private func isTracked(_ path: [UInt8], _ cursor: inout Cursor) -> Bool {
    while cursor.next < tracked.count, tracked[cursor.next].lexicographicallyPrecedes(path) {
      cursor.next += 1
    }
    guard cursor.next < tracked.count else { return false }
    return path.last == UInt8(ascii: "/")
      ? tracked[cursor.next].starts(with: path) : tracked[cursor.next] == path
  }

  package func list(ignores: (String) -> Bool) -> Listing {
    var found = Listing()
    var cursor = Cursor()
    walk([], into: &found, &cursor, ignores: ignores)
    let present = sparse.isEmpty ? [] : Set(found.files.map(\.rawPath))
    found.files += sparse.filter { !present.contains($0.rawPath) }
    found.sparse = sparse.count
    found.submodules += submodules.map { String(decoding: $0, as: UTF8.self) }
    // The walk keeps the order of the paths' bytes, but for what replaces bytes that are no text.
    let files = found.files
    let isSorted = files.indices.dropFirst().allSatisfy {
      files[$0 - 1].rawPath.lexicographicallyPrecedes(files[$0].rawPath)
    }
    if !isSorted || found.hasReplacedBytes {
      found.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
    return found
  }

  private func walk(
    _ folder: [UInt8], into found: inout Listing, _ cursor: inout Cursor, ignores: (String) -> Bool
  ) {
    guard let directory = unsafe open(folder) else {
      let name = folder.last == UInt8(ascii: "/") ? folder.dropLast() : folder[...]
      found.unreadable.append((String(decoding: name, as: UTF8.self), errorText()))
      return
    }
    defer { unsafe closedir(directory) }
    var entries: [(name: [UInt8], type: Int32)] = []
    while let entry = unsafe readdir(directory) {
      var name = unsafe Self.name(of: entry)
      if name.first == UInt8(ascii: "."), Self.isPassedOver(name) { continue }
      let type = unsafe type(of: entry, in: folder, name)
      // A folder sorts as its files will, with the slash behind its name.
      if type == Int32(DT_DIR) { name.append(UInt8(ascii: "/")) }
      entries.append((name, type))
    }
    entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    for (name, type) in entries { visit(folder + name, type: type, into: &found, &cursor, ignores: ignores) }
  }

  /// The folder itself, the one above, and git's own.
  private static func isPassedOver(_ name: [UInt8]) -> Bool {
    name.count == 1 || name.elementsEqual("..".utf8) || name.elementsEqual(".git".utf8)
  }

  /// Takes in an entry; a folder's path ends in a slash.
  private func visit(
    _ path: [UInt8], type: Int32, into found: inout Listing, _ cursor: inout Cursor,
    ignores: (String) -> Bool
  ) {
    switch type {
    case Int32(DT_DIR):
      let folder = Array(path.dropLast())
      if submodules.contains(folder) || folder == leftOut { return }
      if !isTracked(path, &cursor) {
        if ignores(String(decoding: path, as: UTF8.self)) { return }
        if isRepository(folder) {
          found.submodules.append(String(decoding: folder, as: UTF8.self))
          return
        }
      }
      walk(path, into: &found, &cursor, ignores: ignores)
    case Int32(DT_REG):
      let text = String(decoding: path, as: UTF8.self)
      guard isTracked(path, &cursor) || !ignores(text) else { return }
      if text.utf8.count != path.count { found.hasReplacedBytes = true }
      found.files.append(File(path: text, rawPath: path, isExecutable: false, sparse: nil))
    case Int32(DT_LNK):
      let text = String(decoding: path, as: UTF8.self)
      guard isTracked(path, &cursor) || !ignores(text), let target = linkText(path) else { return }
      found.links.append((text, target))
    default: return
    }
  }

  private func full(_ path: [UInt8]) -> [CChar] {
    (Array(root.utf8) + path + [0]).map { CChar(bitPattern: $0) }
  }

  private func open(_ folder: [UInt8]) -> OpaquePointer? { unsafe opendir(full(folder)) }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      unsafe Array(
        UnsafeRawBufferPointer(
          rebasing: bytes[..<strlen(bytes.baseAddress!.assumingMemoryBound(to: CChar.self))]))
    }
  }

  /// The entry's kind; some file systems do not tell it with the name.
  private func type(
    of entry: UnsafeMutablePointer<dirent>, in folder: [UInt8], _ name: [UInt8]
  ) -> Int32 {
    if unsafe entry.pointee.d_type != UInt8(DT_UNKNOWN) { return unsafe Int32(entry.pointee.d_type) }
    var status = stat()
    guard unsafe lstat(full(folder + name), &status) == 0 else { return Int32(DT_UNKNOWN) }
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
