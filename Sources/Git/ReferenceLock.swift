import Glibc

/// The right to write one ref, among the processes of this tool.
///
/// The kernel takes it back from a process that dies. Git's own lock of the ref, a file beside it, does not go by
/// itself: whoever holds this right says so in the file that is locked, and so its successor knows whose a lock that
/// was left is.
struct ReferenceLock {
  private let descriptor: Int32

  /// Waits for the right for at most `patience` seconds.
  init(repositoryFolder: String, ref: String, patience: Double = 30) throws(GitError) {
    let path = repositoryFolder + "shelflife.lock"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw GitError(code: -1, message: "\(path): \(errorText())", operation: "lock the ledger")
    }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard waited < patience else {
        close(descriptor)
        throw GitError(
          code: -1, message: "another process has held \(path) for \(Int(patience)) seconds",
          operation: "lock the ledger")
      }
      waited += pause()
    }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_size > 0 {
      Self.removeLeftLock(repositoryFolder + ref + ".lock")
    }
    // From here on a lock of the ref may be ours.
    _ = unsafe "w".withCString { unsafe pwrite(descriptor, $0, 1, 0) }
  }

  func release() {
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Git holds a ref's lock for milliseconds: one that is a second old after its holder died is nobody's.
  private static func removeLeftLock(_ path: String) {
    while true {
      var status = stat()
      var now = timespec()
      guard unsafe lstat(path, &status) == 0 else { return }
      unsafe clock_gettime(CLOCK_REALTIME, &now)
      let age =
        Double(now.tv_sec - status.st_mtim.tv_sec) + Double(now.tv_nsec - status.st_mtim.tv_nsec) / 1e9
      if age >= 1 || age < 0 {
        unsafe unlink(path)
        return
      }
      usleep(50_000)
    }
  }
}

/// Sleeps for one to ten milliseconds, so that processes that wait for one another do not wake together.
///
/// Gives the seconds that were slept.
@discardableResult func pause() -> Double {
  let microseconds = UInt32.random(in: 1000...10_000)
  usleep(microseconds)
  return Double(microseconds) / 1_000_000
}
