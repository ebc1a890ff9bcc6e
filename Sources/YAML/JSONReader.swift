extension Node {
  /// Parses JSON (RFC 8259), and the comments and trailing commas that editors' settings files carry.
  ///
  /// Positions count from `origin`, so that a line of a file of JSON lines can be given alone. `allowsNonFinite` takes
  /// `NaN` and `Infinity` too, which Python's writers leave bare and RFC 8259 does not know.
  package static func parseJSON(
    _ bytes: [UInt8], from origin: Position = .start, allowsNonFinite: Bool = false, limits: Limits = Limits()
  ) throws(YAMLError) -> Node {
    var reader = JSONReader(bytes: bytes, origin: origin, allowsNonFinite: allowsNonFinite, limits: limits)
    reader.skipByteOrderMark()
    let node = try reader.value(depth: 0)
    try reader.expectEnd()
    return node
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let limits: Node.Limits
  let allowsNonFinite: Bool
  var offset = 0
  var line = 1
  var column = 1

  init(bytes: [UInt8], origin: Position, allowsNonFinite: Bool, limits: Node.Limits) {
    self.bytes = bytes
    self.allowsNonFinite = allowsNonFinite
    self.limits = limits
    line = origin.line
    column = origin.column
  }

  private var position: Position { Position(line: line, column: column) }
  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func step() {
    let byte = bytes[offset]
    offset += 1
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }

  mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private mutating func skipSpace() {
    while let byte {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): step()
      case UInt8(ascii: "/") where offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "/"):
        while let byte = self.byte, byte != UInt8(ascii: "\n") { step() }
      case UInt8(ascii: "/") where offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "*"):
        while offset < bytes.count, !bytes[offset...].starts(with: "*/".utf8) { step() }
        for _ in 0..<2 where offset < bytes.count { step() }
      default: return
      }
    }
  }

  mutating func expectEnd() throws(YAMLError) {
    skipSpace()
    guard offset == bytes.count else {
      throw YAMLError("more text after the end of the JSON value", at: position)
    }
  }

  mutating func value(depth: Int) throws(YAMLError) -> Node {
    skipSpace()
    let start = position
    guard depth < limits.depth else {
      throw YAMLError("more than \(limits.depth) collections inside each other", at: start)
    }
    switch byte {
    case UInt8(ascii: "{"): return try object(from: start, depth: depth)
    case UInt8(ascii: "["): return try array(from: start, depth: depth)
    case UInt8(ascii: "\""): return Node(.scalar(try string(), .quoted), start: start, end: position)
    case nil: throw YAMLError("the text ends where a JSON value should stand", at: start)
    default: return try literal(from: start)
    }
  }

  private mutating func object(from start: Position, depth: Int) throws(YAMLError) -> Node {
    var pairs: [Node.Pair] = []
    step()
    while true {
      skipSpace()
      if byte == UInt8(ascii: "}") { break }
      guard byte == UInt8(ascii: "\"") else {
        throw YAMLError("expected a key in double quotes, or '}'", at: position)
      }
      let keyStart = position
      let key = Node(.scalar(try string(), .quoted), start: keyStart, end: position)
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw YAMLError("expected ':' after the key", at: position) }
      step()
      pairs.append(Node.Pair(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if byte == UInt8(ascii: ",") {
        step()
      } else if byte != UInt8(ascii: "}") {
        throw YAMLError("expected ',' or '}'", at: position)
      }
    }
    step()
    return Node(.mapping(pairs), start: start, end: position)
  }

  private mutating func array(from start: Position, depth: Int) throws(YAMLError) -> Node {
    var items: [Node] = []
    step()
    while true {
      skipSpace()
      if byte == UInt8(ascii: "]") { break }
      items.append(try value(depth: depth + 1))
      skipSpace()
      if byte == UInt8(ascii: ",") {
        step()
      } else if byte != UInt8(ascii: "]") {
        throw YAMLError("expected ',' or ']'", at: position)
      }
    }
    step()
    return Node(.sequence(items), start: start, end: position)
  }

  private mutating func literal(from start: Position) throws(YAMLError) -> Node {
    let begin = offset
    while let byte,
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "+-.".utf8.contains(byte)
    {
      step()
    }
    let text = String(decoding: bytes[begin..<offset], as: UTF8.self)
    if allowsNonFinite, let value = Self.nonFinite[text] {
      return Node(.scalar(value, .plain), start: start, end: position)
    }
    let node = Node(.scalar(text, .plain), start: start, end: position)
    guard node.bool != nil || node.double != nil || text == "null" else {
      throw YAMLError(text.isEmpty ? "expected a JSON value" : "'\(text)' is no JSON value", at: start)
    }
    return node
  }

  /// As YAML's core schema writes them.
  private static let nonFinite = ["NaN": ".nan", "Infinity": ".inf", "-Infinity": "-.inf"]

  private mutating func string() throws(YAMLError) -> String {
    let start = position
    var text: [UInt8] = []
    step()
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        step()
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        step()
        try escape(into: &text)
      case UInt8(ascii: "\n"): throw YAMLError("the string is not closed on its line", at: start)
      default:
        text.append(byte)
        step()
      }
    }
    throw YAMLError("the string is not closed", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(YAMLError) {
    guard let byte else { return }
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), bytes[offset...].dropFirst().starts(with: "\\u".utf8) {
        step()
        step()
        let low = try hexadecimal()
        unit = 0x10000 + (unit - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF
      }
      text += Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    default: text.append(byte)
    }
    step()
  }

  /// Reads the four digits after `u`; the last one is left for the caller to step over.
  private mutating func hexadecimal() throws(YAMLError) -> UInt32 {
    guard offset + 4 < bytes.count,
      let unit = UInt32(String(decoding: bytes[offset + 1...offset + 4], as: UTF8.self), radix: 16)
    else { throw YAMLError("expected four hexadecimal digits after \\u", at: position) }
    for _ in 0..<4 { step() }
    return unit
  }
}
