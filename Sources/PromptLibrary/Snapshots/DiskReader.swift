import Git

/// Reads files of a working tree, without following links; what a sparse checkout leaves out comes from the index.
final class DiskReader: FileReader {
  private let root: OpenFolder
  private let sources: [(path: [UInt8], id: ObjectID?)]
  private let repository: OpenRepository?

  init(root: String, _ sources: [(path: [UInt8], id: ObjectID?)], _ opening: Repository.Opening?) {
    self.root = OpenFolder(Array(root.utf8))
    self.sources = sources
    repository = opening.map(OpenRepository.init)
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] {
    let source = sources[index]
    if let id = source.id, let repository { return try repository.blob(id) }
    do {
      return try root.readFile(source.path)
    } catch {
      throw ReadFailure("The file cannot be read: \(error.reason).")
    }
  }
}
