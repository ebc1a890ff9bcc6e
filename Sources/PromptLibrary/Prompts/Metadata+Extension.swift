import YAML

extension Metadata {
  /// The name under which a format with a schema of its own holds our keys.
  package static let namespace = "shelflife"

  /// Takes our keys from a format's place for extensions: `shelflife: {owner: x}` or `shelflife.owner: x`.
  ///
  /// The place is ours, so that a key which we do not know is a problem.
  mutating func readExtension(of node: Node, in source: SourceText) -> [SourceProblem] {
    guard let own = Self.extensionNode(of: node) else { return [] }
    var problems = read(own, in: source)
    for pair in own.pairs {
      guard let key = pair.key.text, !Self.keys.contains(key), key != "models" else { continue }
      let near = nearest(to: key, among: Self.keys)
      let hint =
        near.map { "; did you mean '\($0)'?" } ?? "; expected one of \(Self.keys.joined(separator: ", "))."
      problems.append(
        SourceProblem(
          .unknownKey(key, nearest: near), "'\(key)' is no key of prompt metadata\(hint)",
          at: source.place(of: pair.key)))
    }
    return problems
  }

  /// Our keys as one mapping, however they are written; nil when there are none.
  static func extensionNode(of node: Node) -> Node? {
    var pairs = node[namespace]?.pairs ?? []
    let prefix = namespace + "."
    for pair in node.pairs {
      guard let key = pair.key.text, key.hasPrefix(prefix) else { continue }
      let name = Node(
        .scalar(String(key.dropFirst(prefix.count)), .plain), start: pair.key.start, end: pair.key.end)
      pairs.append(Node.Pair(key: name, value: pair.value))
    }
    return pairs.isEmpty ? nil : Node(.mapping(pairs), start: node.start, end: node.end)
  }
}
