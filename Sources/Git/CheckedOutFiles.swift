import Glibc

/// The files of a working tree that still are what the index says they are, by what the system says of them.
///
/// To read a file from the disk takes a tenth of the time that an object takes. Git's own rule decides (its
/// Documentation/technical/racy-git.txt): size, inode and time of writing are those of the index, and the index is
/// younger. What a filter makes of a file is another text, so a repository that names filters has no such files.
package struct CheckedOutFiles: Sendable {
  private let root: [UInt8]
  private let index: IndexListing
  /// When the index was written.
  private let written: (seconds: Int, nanoseconds: Int)

  package init?(_ repository: borrowing Repository, _ opening: Repository.Opening, _ index: IndexListing) {
    guard let root = repository.workingDirectory else { return nil }
    var status = stat()
    guard unsafe stat(repository.indexPath(opening), &status) == 0 else { return nil }
    written = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
    self.root = Array(root.utf8)
    self.index = index
    let attributes = index.files { $0.suffix(14).elementsEqual(".gitattributes".utf8) }
    let texts =
      attributes.map { try? readFile(self.root + Array($0.path.utf8)) }
      + [(try? readFile(Array("\(repository.gitDirectory)info/attributes".utf8))) ?? []]
    for text in texts {
      guard let text else { return nil }
      let words = String(decoding: text, as: UTF8.self)
      // These change more than the ends of lines.
      if words.contains("filter") || words.contains("encoding") || words.contains("ident") { return nil }
    }
  }

  /// The bytes of a file on the disk; nil where they may be others than the object's.
  package func bytes(of entry: FileEntry) -> [UInt8]? {
    guard entry.rawPath == nil, let known = index.checkout(of: entry.path), known.id == entry.id,
      (known.seconds, known.nanoseconds) < written
    else { return nil }
    return try? readFile(root + Array(entry.path.utf8)) { status in
      Int(status.st_size) & 0xFFFF_FFFF == known.size
        && Int(status.st_mtim.tv_sec) & 0xFFFF_FFFF == known.seconds
        && (known.nanoseconds == 0 || Int(status.st_mtim.tv_nsec) == known.nanoseconds)
        && (known.inode == 0 || Int(status.st_ino) & 0xFFFF_FFFF == known.inode)
    }
  }
}
