import Git

/// Reads files of a working tree, without following links; what a sparse checkout leaves out comes from the index.
final class DiskReader: FileReader {
  private let root: OpenFolder
  private let files: [WorkingTree.File]
  private let repository: OpenRepository?

  init(root: String, _ files: [WorkingTree.File], _ opening: Repository.Opening?) {
    self.root = OpenFolder(Array(root.utf8))
    self.files = files
    repository = opening.map(OpenRepository.init)
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] {
    if let id = files[index].sparse, let repository { return try repository.blob(id) }
    do {
      if let path = files[index].rawPath { return try root.readFile(path) }
      return try root.readFile(files[index].path.utf8)
    } catch {
      throw ReadFailure("The file cannot be read: \(error.reason).")
    }
  }
}
