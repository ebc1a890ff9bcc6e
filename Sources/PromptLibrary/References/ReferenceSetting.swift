import YAML

/// An edge that a file gives a prompt.
struct FoundEdge: Sendable {
  /// By its number.
  var prompt: Int
  var edge: Edge
  /// The function that it stands in, where that runs only when somebody calls it.
  var holder: String?
  /// It names the one file by its path, so that no other file can be meant in its stead.
  var isByPath = false
  /// How many it stands for, one after the other, that say the same.
  var count = 1
}

extension FoundEdge: Equatable {
  /// Whether both come to the same for their prompt, wherever they stand in their file.
  static func == (a: Self, b: Self) -> Bool {
    a.prompt == b.prompt && a.count == b.count && a.hasKind(of: b)
  }

  /// Whether both say the same of whatever prompt they lead to.
  func hasKind(of other: Self) -> Bool {
    edge.kind == other.edge.kind && edge.idle == other.edge.idle && holder == other.holder
      && edge.place.path == other.edge.place.path
  }
}

/// What the names in one file mean by what other files say.
struct ReferenceSetting: Sendable {
  /// Words that some line, anywhere in the repository, gives to a function that lists a folder.
  var listed: Set<String> = []
  /// Endings that code adds to a computed name and to nothing else: `f"{name}.prompt"`.
  var freeEndings: [String: Place] = [:]
  var coverage: LoaderCoverage
  /// The places whose name a loader has explained, by prompt.
  var explained: [Int: Set<Place>] = [:]

  init(_ coverage: LoaderCoverage) { self.coverage = coverage }

  /// What all files of a library say.
  init(_ files: [FileHits], _ coverage: LoaderCoverage) {
    self.coverage = coverage
    for file in files {
      listed.formUnion(file.listed)
      for (ending, place) in file.freeEndings { freeEndings[ending] = place }
    }
  }
}

extension FileHits {
  /// Endings that the program adds to a computed name and to nothing else, the last place of each last.
  var freeEndings: [(ending: String, place: Place)] {
    guard hits.contains(where: { $0.kind == .pattern }), role == .product else { return [] }
    return hits.compactMap { hit in
      guard hit.kind == .pattern, !hit.isComment, !hit.isNearListing, ReferenceSearch.isFree(hit.text),
        !hit.text.contains("**")
      else { return nil }
      return (hit.text.fileExtension, Place(path: path, start: hit.position))
    }
  }

  /// Names of functions and values that the program calls or hands on.
  var used: Set<String> {
    var used: Set<String> = []
    forEachUse { used.insert($0) }
    return used
  }

  /// Calls `body` with each of these names, once or more often.
  func forEachUse(_ body: (String) -> Void) {
    guard let facts else { return }
    func add(_ values: [CodeValue]) {
      for value in values.indices {
        for case .name(let name) in values[value].parts { body(name) }
      }
    }
    let (calls, assignments) = (facts.calls, facts.assignments)
    for call in calls.indices {
      if !LoaderSearch.isDefinition(calls[call], in: facts) { body(calls[call].callee) }
      for argument in calls[call].arguments.indices { add(calls[call].arguments[argument].values) }
    }
    for assignment in assignments.indices { add(assignments[assignment].values) }
  }
}
