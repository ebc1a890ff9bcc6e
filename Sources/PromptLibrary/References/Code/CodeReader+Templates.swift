extension CodeReader {
  /// The literal pieces of a string and the names in its holes: `{name}`, `${name}`, `#{name}`, `\(name)`, `%s`, `$name`.
  func template(_ token: CodeToken) -> [CodeValue.Part] {
    let text = bytes[token.content]
    guard text.count < 400 else { return [.unknown] }
    var parts: [CodeValue.Part] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      let opens =
        byte == UInt8(ascii: "{")
        ? index
        : ("$#".utf8.contains(byte) && next == UInt8(ascii: "{"))
          || (byte == UInt8(ascii: "\\") && next == UInt8(ascii: "("))
          ? index + 1 : nil
      if let opens {
        let closing = text[opens] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
        guard let close = text[opens...].firstIndex(of: closing) else { return [.unknown] }
        flush()
        parts.append(Self.hole(text[(opens + 1)..<close]))
        index = close + 1
      } else if byte == UInt8(ascii: "%"), "sdvq@".utf8.contains(next) {
        flush()
        parts.append(.unknown)
        index += 2
      } else if byte == UInt8(ascii: "$"), syntax.name == "kotlin" || syntax.name == "php", next.isWordByte {
        flush()
        var end = index + 1
        while end < text.endIndex, text[end].isWordByte { end += 1 }
        // A variable is called with its sign in PHP.
        let start = syntax.name == "php" ? index : index + 1
        parts.append(.name(String(decoding: text[start..<end], as: UTF8.self)))
        index = end
      } else if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "\\") {
        // A folder's backslash, written twice.
        literal.append(UInt8(ascii: "/"))
        index += 2
      } else {
        literal.append(byte)
        index += 1
      }
    }
    flush()
    return parts
  }

  /// The calls in the holes of a text: `f"Now: {fetch('planner')} and then."`.
  ///
  /// Only where a hole has a bracket and a quote; what is called with anything else names no file.
  func calls(inHolesOf token: CodeToken) -> [CodeCall] {
    let text = bytes[token.content]
    guard token.isTemplate, text.contains(UInt8(ascii: "(")) else { return [] }
    var calls: [CodeCall] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard let bracket = syntax.hole(at: index, in: bytes), bracket < text.endIndex,
        let end = CodeLexer.end(ofHole: bracket, in: bytes, text.endIndex, true)
      else {
        index += syntax.isEscapedHole(at: index, in: bytes) ? 2 : 1
        continue
      }
      index = end
      let hole = bytes[(bracket + 1)..<(end - 1)]
      guard hole.contains(UInt8(ascii: "(")), hole.contains(where: { "'\"`".utf8.contains($0) }) else {
        continue
      }
      var reader = CodeReader(SourceText(path: stem, bytes: Array(hole)), syntax)
      reader.read()
      calls += reader.facts.calls.map { $0.moved(by: hole.startIndex) }
    }
    return calls
  }

  /// The name in a hole, when nothing but a name is there.
  private static func hole(_ text: ArraySlice<UInt8>) -> CodeValue.Part {
    let path = text.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "!") }
    guard !path.isEmpty,
      path.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$") })
    else { return .unknown }
    let names = path.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
    guard let last = names.last, last.drop(while: { $0 == "$" }).isIdentifier else { return .unknown }
    return .name(transparent.contains(last) ? names.dropLast().last ?? last : last)
  }
}
