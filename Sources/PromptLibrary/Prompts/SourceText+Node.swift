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
    let bytes = bytes
    let (first, second) = (needle[0], needle[1])
    let last = bytes.count - needle.count
    var index = start
    search: while index <= last {
      // Two bytes at once leave so few candidates that the rest costs nothing.
      guard bytes[index] == first, bytes[index &+ 1] == second else {
        index &+= 1
        continue
      }
      for offset in 2..<max(2, needle.count) where bytes[index &+ offset] != needle[offset] {
        index &+= 1
        continue search
      }
      return index
    }
    return nil
  }
}
