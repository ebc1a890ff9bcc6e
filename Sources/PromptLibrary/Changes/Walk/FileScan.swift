import YAML

/// What a search found in one file, with what that hangs on.
struct FileScan: Sendable {
  let hits: FileHits
  /// Which words the text may hold; nil where it is not searched.
  let filter: WordFilter?
  /// The words, and the paths behind a slash, whose prompts decide what its names mean.
  var words: Set<String> = []
  /// The words among them that say by themselves which prompt they mean only with the help of loaders.
  let stems: Set<String>
  /// The file names of its patterns.
  let patterns: [Glob]
  let hasEmbeds: Bool
  /// Names that are assigned a folder, which lines elsewhere may list.
  let folderNames: Set<String>
  /// Names that are handed on as folders of prompts.
  let handedNames: [String: FolderUse]
  let freeEndings: [(ending: String, place: Place)]
  let used: Set<String>
  /// The program's number in the index of all.
  var number: Int?
  /// What its names come to; nil where that has to be found out.
  var edges: [FoundEdge]?
  /// For functions that were asked for: whether the text names them otherwise than to define them.
  var namesFunction: [String: Bool] = [:]

  init(_ hits: FileHits, _ filter: WordFilter?) {
    self.hits = hits
    self.filter = filter
    var stems: Set<String> = []
    var folderNames: Set<String> = []
    for hit in hits.hits {
      switch hit.kind {
      case .stem: if hit.isWhole, !hit.isCompared { stems.insert(String(hit.text.fileName)) }
      case .folder: if let name = hit.assigned { folderNames.insert(name) }
      case .fileName, .pattern, .embed, .absent: continue
      }
    }
    (self.stems, self.folderNames) = (stems, folderNames)
    patterns = hits.hits.filter { $0.kind == .pattern }.map { Glob(String($0.text.fileName)) }
    hasEmbeds = hits.hits.contains { $0.kind == .embed }
    handedNames = hits.handedNames(FolderUse.isFolderName)
    freeEndings = hits.freeEndings
    used = hits.used
    if hits.hits.isEmpty { edges = [] }
  }

  /// Reads and searches a file as the search of a whole library does.
  static func of(
    _ path: String, _ nature: FileNature, names: PromptNames, bytes: () throws(ReadFailure) -> [UInt8]
  ) -> FileScan {
    do throws(ReadFailure) {
      let source = SourceText(path: path, bytes: try bytes())
      guard !source.isBinary, source.bytes.count <= ReferenceSearch.largest else {
        return FileScan(FileHits(path: path, nature: nature), nil)
      }
      if nature == .code, source.isMinified {
        // What it calls is asked for all the same.
        return FileScan(FileHits(path: path, nature: nature), WordFilter(source.bytes))
      }
      return FileScan(NameScanner.scan(source, nature, names: names), WordFilter(source.bytes))
    } catch {
      return FileScan(FileHits(path: path, nature: nature, failure: error.message), nil)
    }
  }

  /// Whether a search with the names of now may find something else.
  func isStale(after change: NameChange) -> Bool {
    guard let filter else { return false }
    if change.hasOtherEndings, hits.nature == .code { return true }
    return change.texts.contains(where: filter.mayHold)
  }

  /// Whether its names may mean other prompts.
  func concerns(_ change: NameChange) -> Bool {
    if hits.hits.isEmpty { return false }
    if hasEmbeds { return true }
    if patterns.contains(where: { pattern in change.fileNames.contains(where: pattern.matches) }) {
      return true
    }
    return words.count < change.words.count
      ? words.contains(where: change.words.contains) : change.words.contains(where: words.contains)
  }
}
