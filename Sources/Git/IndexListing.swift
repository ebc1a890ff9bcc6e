import CLibgit2
import Glibc

/// The entries of an index file, read straight from its bytes (git's Documentation/gitformat-index.txt).
///
/// libgit2 checks the file's hash and makes an object of each entry, which takes a hook half a second at 100,000 files.
/// Nil for what only git itself reads: a split index, one with sparse folders, a version to come, a damaged file.
package struct IndexListing: Sendable {
  struct Entry: Sendable {
    /// Where the path's bytes stand in `names`.
    var name: Range<Int>
    /// Where the object's id stands in the file.
    var id: Int
    var mode: UInt32
    var stage: UInt8
    var isIntended: Bool
    /// A sparse checkout leaves it out of the working tree.
    var isSparse: Bool
  }

  /// What the index remembers of a folder's tree: its id, while no entry below it has changed.
  struct Folder: Sendable {
    var name: [UInt8]
    var entries: Int
    var id: ObjectID?
    var folders: [Folder]
  }

  private let bytes: [UInt8]
  private var names: [UInt8] = []
  private(set) var entries: [Entry] = []
  private(set) var root: Folder?

  /// The entries below a folder may be left out: a ledger's outnumber all others.
  private let leftOut: [UInt8]

  package init?(_ bytes: [UInt8], leavingOut folder: String? = nil) {
    self.bytes = bytes
    leftOut = folder.map { Array("\($0)/".utf8) } ?? []
    guard bytes.starts(with: "DIRC".utf8), let version = number(at: 4), let count = number(at: 8),
      (2...4).contains(version), count <= bytes.count / 62
    else { return nil }
    if leftOut.isEmpty {
      entries.reserveCapacity(count)
      names.reserveCapacity(version == 4 ? count * 40 : bytes.count - count * 62)
    }
    var offset = 12
    for _ in 0..<count {
      guard let next = readEntry(at: offset, version) else { return nil }
      offset = next
    }
    guard readExtensions(from: offset) else { return nil }
  }

  private func number(at offset: Int) -> Int? {
    guard offset >= 0, offset + 4 <= bytes.count else { return nil }
    return Int(bytes[offset]) << 24 | Int(bytes[offset + 1]) << 16 | Int(bytes[offset + 2]) << 8
      | Int(bytes[offset + 3])
  }

  private mutating func readEntry(at start: Int, _ version: Int) -> Int? {
    guard start + 62 < bytes.count, let mode = number(at: start + 24) else { return nil }
    let flags = UInt16(bytes[start + 60]) << 8 | UInt16(bytes[start + 61])
    var offset = start + 62
    var (isIntended, isSparse) = (false, false)
    if flags & 0x4000 != 0 {
      isIntended = bytes[offset] & 0x20 != 0
      isSparse = bytes[offset] & 0x40 != 0
      offset += 2
    }
    // Paths of version 4 are written by what they share with the one before, which has to be kept.
    if !leftOut.isEmpty, version < 4, isLeftOut(at: offset) {
      let known = Int(flags & 0xFFF)
      var end = known < 0xFFF ? offset + known : offset
      while end < bytes.count, bytes[end] != 0 { end += 1 }
      return end < bytes.count && mode != 0o040000 ? start + ((end - start) / 8 + 1) * 8 : nil
    }
    let from = names.count
    if version == 4 {
      guard let (drop, next) = variableNumber(at: offset), drop <= (entries.last?.name.count ?? 0) else {
        return nil
      }
      offset = next
      if let last = entries.last { names += Array(names[last.name.lowerBound..<last.name.upperBound - drop]) }
    }
    // Lengths from 4095 on do not fit: the NUL ends every path.
    let known = Int(flags & 0xFFF)
    var end = version < 4 && known < 0xFFF ? offset + known : offset
    while end < bytes.count, bytes[end] != 0 { end += 1 }
    guard end < bytes.count, end > offset || version == 4 else { return nil }
    names += bytes[offset..<end]
    entries.append(
      Entry(
        name: from..<names.count, id: start + 40, mode: UInt32(truncatingIfNeeded: mode),
        stage: UInt8(flags >> 12 & 3), isIntended: isIntended, isSparse: isSparse))
    // A folder as an entry: what lies in it is not listed.
    if mode == 0o040000 { return nil }
    return version == 4 ? end + 1 : start + ((end - start) / 8 + 1) * 8
  }

  private func isLeftOut(at offset: Int) -> Bool {
    guard offset + leftOut.count <= bytes.count else { return false }
    var index = 0
    while index < leftOut.count {
      if bytes[offset + index] != leftOut[index] { return false }
      index += 1
    }
    return true
  }

  /// The number of bytes that a path drops from the one before it: seven bits a byte, as in packs' offsets.
  private func variableNumber(at start: Int) -> (Int, Int)? {
    var offset = start
    guard offset < bytes.count else { return nil }
    var value = Int(bytes[offset] & 0x7F)
    while bytes[offset] & 0x80 != 0 {
      offset += 1
      guard offset < bytes.count, value < 1 << 30 else { return nil }
      value = (value + 1) << 7 | Int(bytes[offset] & 0x7F)
    }
    return (value, offset + 1)
  }

  private mutating func readExtensions(from start: Int) -> Bool {
    var offset = start
    while offset + 8 <= bytes.count - 20, let size = number(at: offset + 4) {
      let name = bytes[offset..<offset + 4]
      offset += 8
      guard offset + size <= bytes.count - 20 else { return false }
      if name.elementsEqual("TREE".utf8) {
        var position = offset
        root = readFolder(at: &position, before: offset + size, depth: 0)
      } else if name.first.map({ $0 >= UInt8(ascii: "a") }) ?? false {
        // "link" and "sdir" change what the entries mean, as does whatever else is written in lower case.
        return false
      }
      offset += size
    }
    return true
  }

  private func readFolder(at offset: inout Int, before end: Int, depth: Int) -> Folder? {
    guard depth < 500, let nameEnd = bytes[offset..<end].firstIndex(of: 0) else { return nil }
    let name = Array(bytes[offset..<nameEnd])
    guard let lineEnd = bytes[nameEnd..<end].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let counts = bytes[(nameEnd + 1)..<lineEnd].split(separator: UInt8(ascii: " "))
      .compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard counts.count == 2 else { return nil }
    offset = lineEnd + 1
    var folder = Folder(name: name, entries: counts[0], id: nil, folders: [])
    if counts[0] >= 0 {
      guard offset + 20 <= end else { return nil }
      folder.id = ObjectID(bytes[offset..<offset + 20])
      offset += 20
    }
    for _ in 0..<max(0, counts[1]) {
      guard let child = readFolder(at: &offset, before: end, depth: depth + 1) else { return nil }
      folder.folders.append(child)
    }
    return folder
  }
}

extension IndexListing {
  package var count: Int { entries.count }

  func name(_ position: Int) -> ArraySlice<UInt8> { names[entries[position].name] }

  /// The entry as the rest of the program knows it; nil for one that is no part of the next commit.
  package func file(_ position: Int) -> FileEntry? {
    let entry = entries[position]
    if entry.isIntended { return nil }
    return FileEntry(
      path: name(position), mode: entry.mode, id: ObjectID(bytes[entry.id..<entry.id + 20]),
      isConflicted: entry.stage != 0)
  }

  /// The first position whose path is not before this one, by bytes.
  func position(of path: some Collection<UInt8>) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if name(middle).lexicographicallyPrecedes(path) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The same for a path as it is written: asked for at each file that is looked at.
  func position(of path: String) -> Int {
    var path = path
    return path.withUTF8 { wanted in
      unsafe names.withUnsafeBufferPointer { all in
        var (low, high) = (0, entries.count)
        while low < high {
          let middle = (low + high) / 2
          let name = entries[middle].name
          let shared = min(name.count, wanted.count)
          let order =
            shared == 0
            ? 0 : unsafe memcmp(all.baseAddress! + name.lowerBound, wanted.baseAddress!, shared)
          if order < 0 || (order == 0 && name.count < wanted.count) {
            low = middle + 1
          } else {
            high = middle
          }
        }
        return low
      }
    }
  }

  /// The file at a path; of a path in conflict, "ours".
  package func file(at path: String) -> FileEntry? {
    var position = position(of: path)
    var found: FileEntry?
    while position < entries.count, name(position).elementsEqual(path.utf8) {
      if found == nil || entries[position].stage == 2 { found = file(position) }
      position += 1
    }
    return found
  }

  /// Whether some path starts so.
  package func mayHold(prefix: String) -> Bool {
    let position = position(of: prefix)
    return position < entries.count && name(position).starts(with: prefix.utf8)
  }

  /// All files of a working tree, intended ones too; a path in conflict once, as "ours".
  package var workingFiles: [FileEntry] {
    var files: [FileEntry] = []
    files.reserveCapacity(entries.count)
    for position in entries.indices {
      let entry = entries[position]
      // Of version 4 none could be left out above.
      if !leftOut.isEmpty, name(position).starts(with: leftOut) { continue }
      guard
        let file = FileEntry(
          path: name(position), mode: entry.mode, id: ObjectID(bytes[entry.id..<entry.id + 20]),
          isSparse: entry.isSparse, isConflicted: entry.stage != 0, isIntended: entry.isIntended)
      else { continue }
      if entry.stage != 0, files.last?.path == file.path {
        if entry.stage == 2 { files[files.count - 1] = file }
      } else {
        files.append(file)
      }
    }
    return files
  }

  /// The files whose path passes, in order; a path in conflict once, as "ours".
  package func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
    var files: [FileEntry] = []
    for position in entries.indices where isWanted(name(position)) {
      guard let file = file(position) else { continue }
      if entries[position].stage != 0, files.last?.path == file.path {
        if entries[position].stage == 2 { files[files.count - 1] = file }
      } else {
        files.append(file)
      }
    }
    return files
  }

  /// Symbolic links, by their mode.
  package var links: [FileEntry] {
    entries.indices.filter { entries[$0].mode & 0o170000 == 0o120000 }.compactMap(file)
  }

  package var hasConflicts: Bool { entries.contains { $0.stage != 0 } }
}

extension IndexListing {
  /// What the index remembers of a checked out file, to tell without reading whether it is still the same.
  struct Checkout {
    var seconds: Int
    var nanoseconds: Int
    var inode: Int
    var size: Int
    var id: ObjectID
  }

  /// Nil for a path in conflict, and for one that is not there.
  func checkout(of path: String) -> Checkout? {
    let position = position(of: path)
    guard position < entries.count, entries[position].stage == 0, name(position).elementsEqual(path.utf8)
    else { return nil }
    let start = entries[position].id - 40
    guard let seconds = number(at: start + 8), let nanoseconds = number(at: start + 12),
      let inode = number(at: start + 20), let size = number(at: start + 36)
    else { return nil }
    return Checkout(
      seconds: seconds, nanoseconds: nanoseconds, inode: inode, size: size,
      id: ObjectID(bytes[(start + 40)..<(start + 60)]))
  }
}

extension ObjectID {
  init(_ bytes: ArraySlice<UInt8>) {
    var oid = git_oid()
    unsafe withUnsafeMutableBytes(of: &oid.id) { unsafe $0.copyBytes(from: bytes) }
    self.init(oid)
  }
}
