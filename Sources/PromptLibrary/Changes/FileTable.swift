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

extension FileTable {
  /// The files that end as those do that may hold steps, in order of path.
  var perhapsStepFiles: [FileEntry] {
    // Most paths of a large library are prompts', and need not become strings to be turned away.
    files { path in stepEndingBytes.contains { path.ends(with: $0) } }
  }
}

private let stepEndingBytes = ReadingPlan.stepEndings.sorted().map { Array(".\($0)".utf8) }

extension IndexListing: FileTable {}

/// The files of a commit.
package struct CommitTable: FileTable {
  /// In order of path.
  private let entries: [FileEntry]

  package init(_ entries: [FileEntry]) { self.entries = entries.sorted { $0.path < $1.path } }

  private func position(of path: String) -> Int {
    entries.partitioningIndex { $0.path >= path }
  }

  package func file(at path: String) -> FileEntry? {
    let position = position(of: path)
    return position < entries.count && entries[position].path == path ? entries[position] : nil
  }

  package func mayHold(prefix: String) -> Bool {
    let position = position(of: prefix)
    return position < entries.count && entries[position].path.hasPrefix(prefix)
  }

  package func files(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
    entries.filter { isWanted(Array($0.path.utf8)[...]) }
  }

  package var links: [FileEntry] { entries.filter { $0.kind == .symbolicLink } }
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
