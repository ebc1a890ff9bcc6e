package import Git

/// The files of one state of a repository, to be asked for by path.
package protocol FileTable {
  func file(at path: String) -> FileEntry?
  /// The files whose path's bytes pass, in order of path.
  func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry]
  var links: [FileEntry] { get }
  /// False when no path starts so; true where that is not known at once.
  func mayHold(prefix: String) -> Bool
  /// How many files have this name; nil where nobody counts.
  func count(ofName name: Substring) -> Int?
  /// How many files have this name in a folder of this name; nil where nobody counts.
  func count(ofEnd end: String) -> Int?
}

extension FileTable {
  package func count(ofName name: Substring) -> Int? { nil }
  package func count(ofEnd end: String) -> Int? { nil }

  /// The files of some sets, in order of path.
  func files(in sets: FileSets, _ memory: LibraryMemory) -> [FileEntry] {
    if let table = self as? CommitTable { return table.listed(in: sets, memory) }
    return files { path in
      // Most paths of a large library are prompts', and need not become strings to be turned away.
      if sets == .steps, !stepEndingBytes.contains(where: { path.ends(with: $0) }) { return false }
      return memory.belongs(String(decoding: path, as: UTF8.self), to: sets)
    }
  }
}

private let stepEndingBytes = LibraryMemory.stepEndings.sorted().map { Array(".\($0)".utf8) }

extension IndexListing: FileTable {}

/// The files of a commit, changed into those of the next one instead of being listed anew.
package struct CommitTable: FileTable {
  /// A file, with what its path says.
  private final class Row {
    var entry: FileEntry
    let bytes: [UInt8]
    private var sets: FileSets?
    private weak var memory: LibraryMemory?

    init(_ entry: FileEntry) {
      self.entry = entry
      bytes = Array(entry.path.utf8)
    }

    func sets(_ memory: LibraryMemory) -> FileSets {
      if let sets, self.memory === memory { return sets }
      let found = memory.sets(of: entry.path)
      (sets, self.memory) = (found, memory)
      return found
    }
  }

  private var rows: [String: Row] = [:]
  /// In order of path.
  private var order: [Row] = []
  private var names: [Substring: Int] = [:]
  private var ends: [String: Int] = [:]

  package init(_ entries: [FileEntry]) {
    for entry in entries { rows[entry.path] = Row(entry) }
    for path in rows.keys { count(path, 1) }
    order = rows.values.sorted { $0.entry.path < $1.entry.path }
  }

  package mutating func apply(_ changes: [FileChange]) {
    let isLarge = changes.count > 1000
    for change in changes {
      if let new = change.new {
        if let row = rows[change.path] {
          row.entry = new
          continue
        }
        let row = Row(new)
        rows[change.path] = row
        count(change.path, 1)
        if !isLarge { order.insert(row, at: position(of: change.path)) }
      } else if rows.removeValue(forKey: change.path) != nil {
        count(change.path, -1)
        if !isLarge { order.remove(at: position(of: change.path)) }
      }
    }
    if isLarge { order = rows.values.sorted { $0.entry.path < $1.entry.path } }
  }

  private mutating func count(_ path: String, _ step: Int) {
    names[path.fileName, default: 0] += step
    ends[path.end, default: 0] += step
  }

  private func position(of path: String) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if order[middle].entry.path < path { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func file(at path: String) -> FileEntry? { rows[path]?.entry }

  package func count(ofName name: Substring) -> Int? { names[name] ?? 0 }
  package func count(ofEnd end: String) -> Int? { ends[end] ?? 0 }

  package func mayHold(prefix: String) -> Bool {
    let position = position(of: prefix)
    return position < order.count && order[position].entry.path.hasPrefix(prefix)
  }

  package func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
    order.filter { isWanted($0.bytes[...]) }.map(\.entry)
  }

  func listed(in sets: FileSets, _ memory: LibraryMemory) -> [FileEntry] {
    order.filter { !$0.sets(memory).isDisjoint(with: sets) }.map(\.entry)
  }

  package var links: [FileEntry] {
    order.filter { $0.entry.kind == .symbolicLink }.map(\.entry)
  }
}

extension StringProtocol {
  /// The file name with its folder's.
  var end: String {
    let path = String(self)
    let folder = path.folder.fileName
    return folder.isEmpty ? String(path.fileName) : "\(folder)/\(path.fileName)"
  }
}

/// A table as it was before some changes.
package struct EarlierTable: FileTable {
  private let later: any FileTable
  private var old: [String: FileEntry?] = [:]

  package init(_ later: any FileTable, before changes: [FileChange]) {
    self.later = later
    for change in changes { old.updateValue(change.old, forKey: change.path) }
  }

  package func file(at path: String) -> FileEntry? { old[path] ?? later.file(at: path) }

  package func mayHold(prefix: String) -> Bool {
    later.mayHold(prefix: prefix) || old.keys.contains { $0.hasPrefix(prefix) }
  }

  package func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
    let same = later.files(where: isWanted).filter { old[$0.path] == nil }
    let gone = old.values.compactMap { $0 }.filter { isWanted(Array($0.path.utf8)[...]) }
    return (same + gone).sorted { $0.path < $1.path }
  }

  package var links: [FileEntry] {
    (later.links.filter { old[$0.path] == nil }
      + old.values.compactMap { $0 }.filter { $0.kind == .symbolicLink }).sorted { $0.path < $1.path }
  }
}
