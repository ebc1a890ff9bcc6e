package import Git

/// The files of one state of a repository, to be asked for by path.
package protocol FileTable {
  func file(at path: String) -> FileEntry?
  /// The files whose path's bytes pass, in order of path.
  func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry]
  var links: [FileEntry] { get }
  /// False when no path starts so; true where that is not known at once.
  func mayHold(prefix: String) -> Bool
}

extension IndexListing: FileTable {}

/// The files of a commit, changed into those of the next one instead of being listed anew.
package struct CommitTable: FileTable {
  private var files: [String: FileEntry] = [:]

  package init(_ entries: [FileEntry]) {
    files.reserveCapacity(entries.count)
    for entry in entries { files[entry.path] = entry }
  }

  package mutating func apply(_ changes: [FileChange]) {
    for change in changes { files[change.path] = change.new }
  }

  package func file(at path: String) -> FileEntry? { files[path] }

  package func mayHold(prefix: String) -> Bool { true }

  package func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
    files.values.filter { isWanted(Array($0.path.utf8)[...]) }.sorted { $0.path < $1.path }
  }

  package var links: [FileEntry] {
    files.values.filter { $0.kind == .symbolicLink }.sorted { $0.path < $1.path }
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
