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
    guard let first = needle.first, bytes.count - start >= needle.count else { return nil }
    var index = start
    let last = bytes.count - needle.count
    search: while index <= last {
      guard bytes[index] == first else {
        index += 1
        continue
      }
      for offset in 1..<needle.count where bytes[index + offset] != needle[offset] {
        index += 1
        continue search
      }
      return index
    }
    return nil
  }
}
