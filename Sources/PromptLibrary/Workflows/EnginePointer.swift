/// A place in an engine's file that one of our steps stands for: `path#/json/pointer`.
package struct EnginePointer: Sendable, Equatable, CustomStringConvertible {
  /// Relative to the repository.
  package let path: String
  /// RFC 6901, from the slash on.
  package let pointer: String

  package var description: String { "\(path)#\(pointer)" }

  /// Nil when `fault(in:)` says why.
  package init?(_ text: String) {
    guard Self.fault(in: text) == nil, let (path, pointer) = Self.split(text),
      let path = path.normalizedPath
    else { return nil }
    self.path = path
    self.pointer = pointer
  }

  /// What is wrong with the shape of a pointer, as the end of a sentence; whether the place exists is not asked.
  package static func fault(in text: String) -> String? {
    guard let (path, pointer) = split(text) else {
      return text.utf8.contains(UInt8(ascii: "#"))
        ? "what follows '#' must start with '/'" : "it has no '#/' between path and pointer"
    }
    guard let normalized = path.normalizedPath, !normalized.isEmpty else {
      return "the path must lie in this repository"
    }
    let bytes = Array(pointer.utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "~") {
      let next = bytes.dropFirst(index + 1).first
      if next != UInt8(ascii: "0"), next != UInt8(ascii: "1") {
        return "'~' must be written '~0' in a JSON Pointer, and '/' in a name '~1'"
      }
    }
    return nil
  }

  /// Splits at the first `#/`: a slash inside a pointer's name is written `~1`.
  private static func split(_ text: String) -> (path: String, pointer: String)? {
    let bytes = text.utf8
    var index = bytes.startIndex
    while let hash = bytes[index...].firstIndex(of: UInt8(ascii: "#")) {
      index = bytes.index(after: hash)
      if bytes[index...].first == UInt8(ascii: "/") {
        return (String(text[..<hash]), String(text[index...]))
      }
    }
    return nil
  }
}
