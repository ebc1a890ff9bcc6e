import Glibc

/// Lists a working tree: the files that git tracks, and those it neither tracks nor ignores.
///
/// Folders are read level by level, those of a level all at once. Git's ignore rules are asked only for what is not
/// tracked, by the caller's thread: libgit2 takes one question at a time.
package struct WorkingTree: Sendable {
  package struct File: Sendable {
    package var path: String
    /// What the disk calls it, without the root, where that is no UTF-8 and `path` has replaced bytes.
    package var rawPath: [UInt8]?
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

  private let root: [UInt8]
  private let tracked: [FileEntry]
  /// Their paths' bytes, in the same order, which is the order of bytes.
  private let trackedPaths: PathTable
  private let submodules: Set<[UInt8]>
  /// A folder that is not looked into.
  private let leftOut: [UInt8]?

  package init(root: String, tracked entries: [FileEntry], leavingOut folder: String? = nil) {
    self.root = Array(root.utf8)
    leftOut = folder.map { Array($0.utf8) }
    let paths = PathTable(entries)
    if paths.isSorted {
      (tracked, trackedPaths) = (entries, paths)
    } else {
      tracked = entries.indices.sorted { paths[$0].lexicographicallyPrecedes(paths[$1]) }.map { entries[$0] }
      trackedPaths = PathTable(tracked)
    }
    submodules = Set(entries.lazy.filter { $0.kind == .submodule }.map(\.pathBytes))
  }

  /// Lists all of it; `map` gives the results of calls with 0 up to a count, which may run at the same time.
  package func list(
    ignores: (String) -> Bool, mapping map: (Int, @Sendable (Int) -> Folder) -> [Folder]
  ) -> Listing {
    var folders: [Folder] = []
    var level = [Folder(path: [], tracked: tracked.indices)]
    while !level.isEmpty {
      let unread = level
      let first = folders.count
      folders += map(unread.count) { contents(of: unread[$0]) }
      level = []
      for index in first..<folders.count {
        keepWanted(in: &folders[index], ignores: ignores) { folder in
          level.append(folder)
          return first + unread.count + level.count - 1
        }
      }
    }
    return listing(of: folders)
  }
}

extension WorkingTree {
  /// A folder that was found, and once it was read what lies in it.
  package struct Folder: Sendable {
    /// Relative to the root, with a slash at its end; empty for the root itself.
    fileprivate let path: [UInt8]
    /// What git tracks below it, as positions among all that it tracks.
    fileprivate let tracked: Range<Int>
    fileprivate var entries: [Entry] = []
    /// Why it could not be read.
    fileprivate var failure: String?
  }

  fileprivate struct Entry: Sendable {
    enum Kind: Sendable { case file, link(String), submodule, folder(number: Int) }

    /// A folder's ends in a slash, so that it sorts as its files will.
    var name: [UInt8]
    var kind: Kind
    /// Of a file itself, of a folder what lies below it; empty where git tracks nothing of the kind.
    var tracked: Range<Int>
  }

  /// Reads a folder: its files, links and folders in order of their bytes, told apart by whether git tracks them.
  private func contents(of folder: Folder) -> Folder {
    var folder = folder
    let path = fullPath(folder.path)
    guard let directory = unsafe opendir(path) else {
      folder.failure = errorText()
      return folder
    }
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      var name = unsafe Self.name(of: entry)
      if name.first == UInt8(ascii: "."), Self.isPassedOver(name) { continue }
      let type = unsafe type(of: entry, in: folder, name)
      let kind: Entry.Kind
      switch type {
      case Int32(DT_DIR):
        kind = .folder(number: 0)
        name.append(UInt8(ascii: "/"))
      case Int32(DT_REG): kind = .file
      case Int32(DT_LNK):
        guard let text = linkText(folder.path + name) else { continue }
        kind = .link(text)
      default: continue
      }
      folder.entries.append(Entry(name: name, kind: kind, tracked: 0..<0))
    }
    folder.entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    findTracked(in: &folder)
    return folder
  }

  /// Goes through what git tracks below a folder and what lies there, both in order.
  private func findTracked(in folder: inout Folder) {
    var next = folder.tracked.lowerBound
    let end = folder.tracked.upperBound
    for index in folder.entries.indices {
      let name = folder.entries[index].name
      while next < end, trackedPaths.compare(next, from: folder.path.count, with: name) < 0 { next += 1 }
      let start = next
      if case .folder = folder.entries[index].kind {
        while next < end, trackedPaths.starts(next, from: folder.path.count, with: name) { next += 1 }
      } else if next < end, trackedPaths.compare(next, from: folder.path.count, with: name) == 0 {
        next += 1
      }
      folder.entries[index].tracked = start..<next
    }
  }

  /// Drops what git ignores and what belongs to another repository; hands on the folders that are to be read.
  private func keepWanted(
    in folder: inout Folder, ignores: (String) -> Bool, number: (Folder) -> Int
  ) {
    let path = folder.path
    folder.entries = folder.entries.compactMap { entry in
      var entry = entry
      guard case .folder = entry.kind else {
        return !entry.tracked.isEmpty || !ignores(String(decoding: path + entry.name, as: UTF8.self))
          ? entry : nil
      }
      let full = path + entry.name
      let bare = Array(full.dropLast())
      if submodules.contains(bare) || bare == leftOut { return nil }
      if entry.tracked.isEmpty {
        if ignores(String(decoding: full, as: UTF8.self)) { return nil }
        if isRepository(bare) {
          entry.kind = .submodule
          return entry
        }
      }
      entry.kind = .folder(number: number(Folder(path: full, tracked: entry.tracked)))
      return entry
    }
  }

  private func listing(of folders: [Folder]) -> Listing {
    var found = Listing()
    found.files.reserveCapacity(tracked.count)
    add(folders[0], to: &found, folders)
    let sparse = tracked.filter { $0.isSparse && $0.kind != .submodule }
    if !sparse.isEmpty {
      let present = Set(found.files.map(\.path))
      found.files += sparse.lazy.filter { !present.contains($0.path) }
        .map { File(path: $0.path, rawPath: $0.rawPath, sparse: $0.id) }
      found.sparse = sparse.count
    }
    found.submodules += submodules.map { String(decoding: $0, as: UTF8.self) }
    // The walk keeps the order of the paths' bytes, but for what replaces bytes that are no text.
    if !sparse.isEmpty || found.hasReplacedBytes {
      found.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
    return found
  }

  private func add(_ folder: Folder, to found: inout Listing, _ folders: [Folder]) {
    if let failure = folder.failure {
      let name = folder.path.last == UInt8(ascii: "/") ? folder.path.dropLast() : folder.path[...]
      found.unreadable.append((String(decoding: name, as: UTF8.self), failure))
    }
    for entry in folder.entries {
      switch entry.kind {
      case .folder(let number): add(folders[number], to: &found, folders)
      case .file:
        if let known = entry.tracked.first, tracked[known].rawPath == nil {
          found.files.append(File(path: tracked[known].path))
          continue
        }
        let bytes = folder.path + entry.name
        let text = String(decoding: bytes, as: UTF8.self)
        let isReplaced = text.utf8.count != bytes.count
        if isReplaced { found.hasReplacedBytes = true }
        found.files.append(File(path: text, rawPath: isReplaced ? bytes : nil))
      case .link(let text):
        found.links.append((String(decoding: folder.path + entry.name, as: UTF8.self), text))
      case .submodule:
        found.submodules.append(
          String(decoding: folder.path + entry.name.dropLast(), as: UTF8.self))
      }
    }
  }
}

extension WorkingTree {
  /// The folder itself, the one above, and git's own.
  private static func isPassedOver(_ name: [UInt8]) -> Bool {
    name.count == 1 || name.elementsEqual("..".utf8) || name.elementsEqual(".git".utf8)
  }

  /// A path from the root as C has it.
  private func fullPath(_ path: [UInt8]) -> [CChar] {
    (root + path + [0]).map { CChar(bitPattern: $0) }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      unsafe Array(
        UnsafeRawBufferPointer(
          rebasing: bytes[..<strlen(bytes.baseAddress!.assumingMemoryBound(to: CChar.self))]))
    }
  }

  /// The entry's kind; some file systems do not tell it with the name.
  private func type(
    of entry: UnsafeMutablePointer<dirent>, in folder: Folder, _ name: [UInt8]
  ) -> Int32 {
    if unsafe entry.pointee.d_type != UInt8(DT_UNKNOWN) { return unsafe Int32(entry.pointee.d_type) }
    var status = stat()
    guard unsafe lstat(fullPath(folder.path + name), &status) == 0 else { return Int32(DT_UNKNOWN) }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: Int32(DT_DIR)
    case S_IFREG: Int32(DT_REG)
    case S_IFLNK: Int32(DT_LNK)
    default: Int32(DT_UNKNOWN)
    }
  }

  private func isRepository(_ path: [UInt8]) -> Bool {
    unsafe access(fullPath(path + Array("/.git".utf8)), F_OK) == 0
  }

  private func linkText(_ path: [UInt8]) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let path = fullPath(path)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), 4096)
    }
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
