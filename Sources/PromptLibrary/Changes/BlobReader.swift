package import Git
import Synchronization

/// Reads objects for one worker.
package protocol BlobReader: AnyObject {
  func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8]
}

extension OpenRepository: BlobReader {}

/// The objects of a repository, kept once they were read: commits that follow each other share nearly all of them.
package final class SharedBlobs: BlobReader, Sendable {
  private struct State {
    var known: [ObjectID: [UInt8]] = [:]
    var repository: OpenRepository?
  }

  private let state = Mutex(State())
  private let opening: Repository.Opening

  package init(_ opening: Repository.Opening) { self.opening = opening }

  package func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8] {
    try state.withLock { state throws(ReadFailure) in
      if let bytes = state.known[id] { return bytes }
      let repository = state.repository ?? OpenRepository(opening)
      state.repository = repository
      let bytes = try repository.blob(id)
      state.known[id] = bytes
      return bytes
    }
  }
}

/// Opens a reader for each worker.
package typealias BlobReading = @Sendable () -> any BlobReader

extension Repository.Opening {
  /// Readers that keep nothing.
  package var blobReading: BlobReading { { OpenRepository(self) } }
}
