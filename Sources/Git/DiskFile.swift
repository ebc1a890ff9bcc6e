import Glibc

/// Why the disk refused a file, in the system's words.
package struct DiskError: Error, Sendable {
  package let reason: String
}

func errorText() -> String { unsafe String(cString: strerror(errno)) }

/// Reads a regular file; a link in its place is refused, not followed.
package func readFile(_ path: [UInt8]) throws(DiskError) -> [UInt8] {
  try readFile(path) { _ in true }
}

/// Reads a regular file if what the system says of it will do.
func readFile(_ path: [UInt8], if isWanted: (stat) -> Bool) throws(DiskError) -> [UInt8] {
  try readFile(terminated: path + [0], below: AT_FDCWD, if: isWanted)
}

/// A folder of which many files are read: the system walks to it once, and not for each.
package final class OpenFolder {
  private let descriptor: Int32
  /// The path that was read last, with the zero at its end that the system asks for.
  private var path: [UInt8] = []

  /// A folder that is not there has no files: each is then missed by itself.
  package init(_ folder: [UInt8]) {
    let path = folder.isEmpty ? [UInt8(ascii: "."), 0] : folder + [0]
    descriptor = unsafe path.withUnsafeBytes { bytes in
      unsafe open(
        bytes.baseAddress!.assumingMemoryBound(to: CChar.self), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads a regular file at a path from the folder; a link in its place is refused, not followed.
  package func readFile(_ relative: some Sequence<UInt8>) throws(DiskError) -> [UInt8] {
    path.removeAll(keepingCapacity: true)
    path.append(contentsOf: relative)
    path.append(0)
    return try Git.readFile(terminated: path, below: descriptor) { _ in true }
  }
}

private func readFile(
  terminated path: [UInt8], below folder: Int32, if isWanted: (stat) -> Bool
) throws(DiskError) -> [UInt8] {
  // A link put in a file's place after the listing is refused, not followed.
  let descriptor = unsafe path.withUnsafeBytes { bytes in
    unsafe openat(
      folder, bytes.baseAddress!.assumingMemoryBound(to: CChar.self),
      O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
  }
  guard descriptor >= 0 else { throw DiskError(reason: errorText()) }
  defer { close(descriptor) }
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw DiskError(reason: errorText()) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw DiskError(reason: "it is no regular file") }
  guard isWanted(status) else { throw DiskError(reason: "it has changed") }
  var failed = false
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
    while count < buffer.count {
      let read = unsafe Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
      if read < 0 {
        if errno == EINTR { continue }
        failed = true
      }
      if read <= 0 { break }
      count += read
      // There is room for a byte more than the file has: a read that leaves it met the end.
      if count == Int(status.st_size) { break }
    }
  }
  if failed { throw DiskError(reason: errorText()) }
  return bytes
}

/// When a file was last written, in seconds since 1970-01-01; nil when there is none.
package func modificationTime(of path: String) -> Int? {
  var status = stat()
  return unsafe stat(path, &status) == 0 ? Int(status.st_mtim.tv_sec) : nil
}
