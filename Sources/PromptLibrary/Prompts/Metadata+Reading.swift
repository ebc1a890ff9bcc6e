import YAML

extension Metadata {
  /// The keys under which people write metadata in front matter, in cards, and in a format's extension place.
  package static let keys = [
    "id", "title", "owner", "backup", "kind", "status", "steps", "contexts", "inputs", "includes",
    "successor",
    "review_by",
  ]

  /// Takes what `node` says; what it does not say stays.
  mutating func read(_ node: Node, in source: SourceText) -> [SourceProblem] {
    var problems: [SourceProblem] = []
    func text(_ key: String) -> Located<String>? {
      node[key].flatMap { node in node.string.map { Located($0, at: source.place(of: node)) } }
    }
    func texts(_ key: String) -> [Located<String>]? {
      node[key]?.list.compactMap { node in node.string.map { Located($0, at: source.place(of: node)) } }
    }
    id = text("id") ?? id
    title = text("title") ?? title
    owner = text("owner") ?? owner
    backup = text("backup") ?? backup
    kind = text("kind") ?? kind
    successor = text("successor") ?? successor
    reviewBy = text("review_by") ?? reviewBy
    steps = texts("steps") ?? steps
    contexts = texts("contexts") ?? contexts
    if let word = text("status") {
      if let value = Status(rawValue: word.value) {
        status = Located(value, at: word.place)
      } else {
        let names = Status.allCases.map(\.rawValue)
        let hint = nearest(to: word.value, among: names).map { "; did you mean '\($0)'?" } ?? ""
        problems.append(
          SourceProblem(
            .value, "'\(word.value)' is no status; expected one of \(names.joined(separator: ", "))\(hint).",
            at: word.place))
      }
    }
    return problems
  }

  /// Problems for keys that neither we nor `known` name but that are so near to one of ours that it was
  /// meant.
  ///
  /// Front matter is free: what resembles nothing is somebody else's key.
  static func misspelt(in node: Node, known: Set<String>, in source: SourceText) -> [SourceProblem] {
    node.pairs.compactMap { pair in
      guard let key = pair.key.text, !keys.contains(key), !known.contains(key) else { return nil }
      guard let near = nearest(to: key, among: keys) else { return nil }
      return SourceProblem(
        .unknownKey(key, nearest: near), "'\(key)' is no key of prompt metadata; did you mean '\(near)'?",
        at: source.place(of: pair.key))
    }
  }
}
