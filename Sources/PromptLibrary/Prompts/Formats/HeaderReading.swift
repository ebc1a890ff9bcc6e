import YAML

extension Place {
  /// A header's name, else its first key, else the whole file.
  init(header: Node, in source: SourceText) {
    self.init(path: source.path)
    let name = header.pairs.first { $0.key.text == "name" || $0.key.text == "id" }
    guard let pair = name ?? header.pairs.first else { return }
    start = pair.key.start
    end = pair.value.end.line == pair.key.start.line ? pair.value.end : pair.key.end
  }
}

extension Metadata {
  /// Reads our keys where a format leaves them room: at the root, and in its place for extensions, which wins.
  mutating func read(rootOf header: Node, extension place: Node?, in source: SourceText) -> [SourceProblem] {
    var problems = read(header, in: source)
    if let place { problems += readExtension(of: place, in: source) }
    return problems
  }
}
