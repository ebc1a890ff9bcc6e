package import Git
import Synchronization
import YAML

/// Reads objects for one worker.
package protocol BlobReader: AnyObject {
  func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8]
}

extension OpenRepository: BlobReader {}

/// The objects of a repository, kept once they were read: commits that follow each other share nearly all of them.
package final class SharedBlobs: BlobReader, Sendable {
  private struct State {
    var known: [ObjectID: [UInt8]] = [:]
    var size = 0
    /// What cannot be read: to look for an object that is not there makes git look at every pack again.
    var failures: [ObjectID: ReadFailure] = [:]
    var repository: OpenRepository?
  }

  private let state = Mutex(State())
  private let opening: Repository.Opening
  /// Texts beyond this many bytes are read again when they are asked for again.
  private static let most = 64_000_000

  package init(_ opening: Repository.Opening) { self.opening = opening }

  package func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8] {
    try state.withLock { state throws(ReadFailure) in try read(id, &state) }
  }

  private func read(_ id: ObjectID, _ state: inout State) throws(ReadFailure) -> [UInt8] {
    if let bytes = state.known[id] { return bytes }
    if let failure = state.failures[id] { throw failure }
    let repository = state.repository ?? OpenRepository(opening)
    state.repository = repository
    do throws(ReadFailure) {
      let bytes = try repository.blob(id)
      if state.size > Self.most { (state.known, state.size) = ([:], 0) }
      state.known[id] = bytes
      state.size += bytes.count
      return bytes
    } catch {
      state.failures[id] = error
      throw error
    }
  }
}

extension BlobReader {
  /// Whether a file holds one of some texts; nil when it cannot be read.
  func holdsAny(of texts: [SearchText], _ file: FileEntry) -> Bool? {
    let disk = (self as? CheckedOutReader)?.files.bytes(of: file)
    guard let bytes = disk ?? (try? blob(file.id)) else { return nil }
    return texts.contains { bytes.holds($0.bytes) }
  }
}

/// Reads objects, and searches the files of the working tree in their place where both are the same.
private final class CheckedOutReader: BlobReader {
  let files: CheckedOutFiles
  private let repository: OpenRepository

  init(_ opening: Repository.Opening, _ files: CheckedOutFiles) {
    self.files = files
    repository = OpenRepository(opening)
  }

  func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8] { try repository.blob(id) }
}

/// Opens a reader for each worker.
package typealias BlobReading = @Sendable () -> any BlobReader

extension Repository.Opening {
  /// Readers that keep nothing.
  package func blobReading(searching files: CheckedOutFiles? = nil) -> BlobReading {
    guard let files else { return { OpenRepository(self) } }
    return { CheckedOutReader(self, files) }
  }
}

extension [UInt8] {
  func holds(_ text: [UInt8]) -> Bool { offset(of: text, in: self, 0..<count) != nil }
}
