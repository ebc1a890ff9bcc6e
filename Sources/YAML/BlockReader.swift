import Glibc

/// Reads the YAML that people write most: block mappings and lists, one-line scalars and flow collections, literal text.
///
/// It gives the very nodes that libyaml would, positions included, at about ten times the speed; of anything else
/// (anchors, tags, escapes, scalars of several lines, tabs, a second document, an error) it says nothing, and libyaml
/// reads the whole text anew. Tests hold the two against each other.
@safe struct BlockReader {
  /// The text has something that only libyaml reads.
  struct Unsupported: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  private let origin: Position
  private let isASCII: Bool
  /// The line that is being read: its start, its end without the line feed, its number from 0.
  var lineStart = 0
  var lineEnd = 0
  var line = -1
  /// Where the next line starts.
  var nextStart = 0
  /// The first byte of the line that is not yet read.
  var content = 0
  var isAtEnd = false

  static let mostDepth = 40

  /// The first and only document of a text; nil when libyaml has to read it.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, from origin: Position) -> Node? {
    guard var reader = unsafe BlockReader(bytes, origin) else { return nil }
    return try? reader.document()
  }

  private init?(_ bytes: UnsafeBufferPointer<UInt8>, _ origin: Position) {
    guard let characters = unsafe ByteRepertoire(of: bytes) else { return nil }
    unsafe self.bytes = unsafe bytes
    self.origin = origin
    isASCII = characters == .ascii
  }

  func byte(_ index: Int) -> UInt8 { unsafe index < bytes.count ? bytes[index] : 0 }

  var column: Int { content - lineStart }

  func position(of offset: Int) -> Position { position(line: line, from: lineStart, to: offset) }

  func position(line: Int, from start: Int, to offset: Int) -> Position {
    var column = offset - start
    if !isASCII {
      column = 0
      for index in start..<offset where byte(index) & 0xC0 != 0x80 { column &+= 1 }
    }
    return Position(line: origin.line + line, column: (line == 0 ? origin.column : 1) + column)
  }

  /// Where the next token stands, which is where libyaml lets collections end.
  ///
  /// At the text's end it is the start of a line, be there a line feed or not.
  private var tokenPosition: Position {
    if !isAtEnd { return position(of: content) }
    let isOpen = unsafe bytes.count > 0 && bytes[bytes.count - 1] != 10
    return position(line: isOpen ? line + 1 : line, from: 0, to: 0)
  }

  mutating func takeLine() {
    lineStart = nextStart
    line += 1
    let rest = unsafe bytes.count - lineStart
    if rest > 0, let found = unsafe memchr(bytes.baseAddress! + lineStart, 10, rest) {
      lineEnd = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
      nextStart = lineEnd + 1
    } else {
      lineEnd = unsafe bytes.count
      nextStart = lineEnd
    }
  }

  /// Goes to the next line that is neither blank nor a comment.
  mutating func advance() throws(Unsupported) {
    while true {
      let isLast = unsafe nextStart >= bytes.count
      if isLast {
        isAtEnd = true
        // The place behind the last line feed counts as a line of its own.
        if unsafe bytes.count > 0 && bytes[bytes.count - 1] == 10 { line += 1 }
        lineStart = unsafe bytes.count
        return
      }
      takeLine()
      content = lineStart
      while content < lineEnd, byte(content) == 32 { content += 1 }
      if content == lineEnd || byte(content) == UInt8(ascii: "#") { continue }
      if byte(content) == 9 { throw Unsupported() }
      if content == lineStart, isMarker { throw Unsupported() }
      return
    }
  }

  /// Whether the line is `---` or `...`, or starts with one of them.
  private var isMarker: Bool {
    let first = byte(lineStart)
    return (first == UInt8(ascii: "-") || first == UInt8(ascii: ".") || first == UInt8(ascii: "%"))
      && (first == UInt8(ascii: "%") || byte(lineStart + 1) == first && byte(lineStart + 2) == first)
  }

  private mutating func document() throws(Unsupported) -> Node {
    // A marker before the only document says nothing.
    if unsafe bytes.count >= 4, byte(0) == 45, byte(1) == 45, byte(2) == 45, byte(3) == 10 {
      takeLine()
    }
    try advance()
    guard !isAtEnd else { throw Unsupported() }
    let node = try block(depth: 0)
    guard isAtEnd else { throw Unsupported() }
    return node
  }

  var isDash: Bool {
    byte(content) == UInt8(ascii: "-") && (content + 1 >= lineEnd || byte(content + 1) == 32)
  }

  private mutating func block(depth: Int) throws(Unsupported) -> Node {
    guard depth < Self.mostDepth else { throw Unsupported() }
    return isDash ? try sequence(at: column, depth: depth) : try mapping(at: column, depth: depth)
  }

  private mutating func mapping(at indentation: Int, depth: Int) throws(Unsupported) -> Node {
    guard depth < Self.mostDepth else { throw Unsupported() }
    let start = position(of: content)
    var pairs: [Node.Pair] = []
    while !isAtEnd, column == indentation {
      let (key, colon) = try self.key()
      let after = skippingSpaces(from: colon + 1)
      pairs.append(
        Node.Pair(
          key: key,
          value: isRest(after)
            ? try nested(below: indentation, empty: position(of: colon + 1), depth: depth, allowsDash: true)
            : try inline(at: after, below: indentation)))
    }
    guard isAtEnd || column < indentation else { throw Unsupported() }
    return Node(.mapping(pairs), start: start, end: tokenPosition)
  }

  private mutating func sequence(at indentation: Int, depth: Int) throws(Unsupported) -> Node {
    guard depth < Self.mostDepth else { throw Unsupported() }
    let start = position(of: content)
    var items: [Node] = []
    while !isAtEnd, column == indentation, isDash {
      let dash = content
      let after = skippingSpaces(from: dash + 1)
      if isRest(after) {
        items.append(
          try nested(below: indentation, empty: position(of: dash + 1), depth: depth, allowsDash: false))
        continue
      }
      content = after
      if isDash { throw Unsupported() }
      items.append(
        startsKey ? try mapping(at: column, depth: depth + 1) : try inline(at: after, below: indentation))
    }
    guard isAtEnd || column <= indentation else { throw Unsupported() }
    return Node(.sequence(items), start: start, end: tokenPosition)
  }

  /// What stands on the lines below a key or a dash; nothing there is an empty scalar.
  private mutating func nested(
    below indentation: Int, empty: Position, depth: Int, allowsDash: Bool
  ) throws(Unsupported) -> Node {
    try advance()
    if !isAtEnd, column > indentation { return try block(depth: depth + 1) }
    if !isAtEnd, allowsDash, column == indentation, isDash {
      return try sequence(at: indentation, depth: depth + 1)
    }
    return Node(.scalar("", .plain), start: empty, end: empty)
  }
}
