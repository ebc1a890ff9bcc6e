package import YAML

extension SourceText {
  /// Parses the file as JSON where its name says so, else as YAML; nil when it is empty.
  package func parsed() throws(YAMLError) -> Node? {
    path.fileExtension == "json" ? try Node.parseJSON(bytes) : try Node.parse(bytes)
  }

  /// A problem for a file that a format claims and that does not parse.
  func syntaxProblem(_ error: YAMLError) -> SourceProblem {
    SourceProblem(
      .syntax, "This is not valid \(path.fileExtension == "json" ? "JSON" : "YAML"): \(error.message).",
      at: Place(path: path, start: error.position))
  }

  /// Whether the bytes of `needle` occur anywhere: a filter before parsing, at the speed of reading.
  func contains(_ needle: StaticString) -> Bool { firstOffset(of: Array("\(needle)".utf8), from: 0) != nil }

  /// Where `needle` first occurs at or after `start`.
  func firstOffset(of needle: [UInt8], from start: Int) -> Int? {
    guard needle.count > 1, start >= 0, bytes.count - start >= needle.count else { return nil }
    return offset(of: needle, in: bytes, start..<bytes.count)
  }
}
