import YAML

/// One of our own YAML files, parsed and checked.
struct OwnFile {
  /// Nil when the file is empty or broken.
  var root: Node?
  var problems: [SourceProblem] = []

  init(_ source: SourceText, _ schema: Schema) {
    do {
      let documents = try Node.parseAll(source.bytes, most: 2)
      root = documents.first.flatMap { $0.isNull ? nil : $0 }
      if let root { problems = schema.check(root, in: source) }
      problems += Self.surplus(documents, in: source)
    } catch {
      problems = [
        SourceProblem(
          .syntax, "This is not valid YAML: \(error.message).",
          at: Place(path: source.path, start: error.position))
      ]
    }
  }

  /// The first document of a file, and what is wrong with there being another.
  static func document(of source: SourceText) throws(YAMLError) -> (root: Node?, surplus: [SourceProblem]) {
    let root = try Node.parse(source.bytes)
    guard source.contains("\n---") || source.contains("\n..."),
      let documents = try? Node.parseAll(source.bytes, most: 2)
    else { return (root, []) }
    return (root, surplus(documents, in: source))
  }

  /// A second document in one file, which nobody would read.
  static func surplus(_ documents: [Node], in source: SourceText) -> [SourceProblem] {
    documents.dropFirst().prefix(1).filter { !$0.isNull }.map { document in
      SourceProblem(
        .value, "Only the first document of this file is read; expected one file for each.",
        at: Place(path: source.path, start: document.start))
    }
  }

  /// The mappings of a file that is a list of them.
  func entries(in source: SourceText) -> [Fields] {
    (root?.items ?? []).filter(\.isMapping).map { Fields($0, in: source) }
  }

  /// Whether a file at a place of ours that nobody configured looks like ours: somebody else may have a folder of
  /// the same name.
  static func isList(_ source: SourceText, withKey key: String) -> Bool {
    guard let root = try? Node.parse(source.bytes) else { return false }
    return root.items.contains { $0[key] != nil }
  }
}
