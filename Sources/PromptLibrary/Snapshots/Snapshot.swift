package import Git

/// One state of a repository: the working tree, the index, or a commit; or a folder without git.
package struct Snapshot: Sendable {
  package struct File: Sendable {
    package let path: String
    /// The blob that holds its bytes, where they come from git.
    package let id: ObjectID?

    package init(path: String, id: ObjectID? = nil) {
      self.path = path
      self.id = id
    }
  }

  /// A symbolic link whose target lies in the snapshot, as repository paths.
  package struct Link: Sendable, Equatable {
    package let path: String
    package let target: String

    package init(path: String, target: String) {
      self.path = path
      self.target = target
    }
  }

  /// What is shown as the state judged: "working tree", "index", "commit 1a2b…".
  package var name: String
  /// The commit it is based on, where there is one.
  package var base: ObjectID?
  /// How the repository was found; nil for texts and for a folder without git.
  package var opening: Repository.Opening?
  /// Regular files in order of their paths' bytes.
  package var files: [File]
  package var links: [Link]
  /// Folders that belong to another repository, and are not read.
  package var submodules: [String]
  /// What could not be listed, and what the state cannot show, in sentences.
  package var notes: [String]
  package var problems: [SourceProblem]
  /// Opens a reader; each worker has its own.
  package let openReader: @Sendable () -> any FileReader

  package init(
    name: String, files: [File], links: [Link] = [], submodules: [String] = [],
    notes: [String] = [], problems: [SourceProblem] = [], openReader: @escaping @Sendable () -> any FileReader
  ) {
    self.name = name
    self.files = files
    self.links = links
    self.submodules = submodules
    self.notes = notes
    self.problems = problems
    self.openReader = openReader
  }
}

/// Reads the files of a snapshot, by their position in its list.
///
/// One thread at a time.
package protocol FileReader: AnyObject {
  func read(_ index: Int) throws(ReadFailure) -> [UInt8]
}

/// Why a file's bytes could not be had, in a sentence that names what is missing.
package struct ReadFailure: Error, Sendable {
  package let message: String
  package init(_ message: String) { self.message = message }
}

extension Snapshot {
  /// A snapshot of texts in memory, for rules' examples and tests.
  package init(texts: [String: String]) {
    self.init(bytes: texts.mapValues { Array($0.utf8) })
  }

  package init(bytes: [String: [UInt8]]) {
    let sorted = bytes.sorted { $0.key.precedesByBytes($1.key) }
    let contents = sorted.map(\.value)
    self.init(name: "texts", files: sorted.map { File(path: $0.key) }) { MemoryReader(contents) }
  }
}

private final class MemoryReader: FileReader {
  let contents: [[UInt8]]
  init(_ contents: [[UInt8]]) { self.contents = contents }
  func read(_ index: Int) throws(ReadFailure) -> [UInt8] { contents[index] }
}
