extension BlockReader {
  func skippingSpaces(from start: Int) -> Int {
    var index = start
    while index < lineEnd, byte(index) == 32 { index += 1 }
    return index
  }

  /// Whether nothing but a comment follows; `#` needs a space before it.
  func isRest(_ index: Int) -> Bool {
    index >= lineEnd || (byte(index) == UInt8(ascii: "#") && byte(index - 1) == 32)
  }

  func string(_ range: Range<Int>) -> String {
    unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// Where the colon of the key that starts here stands; nil when no plain or quoted key does.
  var colonOfKey: Int? {
    var index = content
    let first = byte(index)
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      guard let end = closingQuote(of: index) else { return nil }
      index = end + 1
    } else {
      guard ByteClass.startsKey(first) else { return nil }
      while index < lineEnd, ByteClass.isInKey(byte(index)) { index += 1 }
      if byte(index - 1) == 32 { return nil }
    }
    guard index < lineEnd, byte(index) == UInt8(ascii: ":"), index + 1 >= lineEnd || byte(index + 1) == 32,
      index - content < 500
    else { return nil }
    return index
  }

  var startsKey: Bool { colonOfKey != nil }

  func key() throws(Unsupported) -> (Node, colon: Int) {
    guard let colon = colonOfKey else { throw Unsupported() }
    let isQuoted = byte(content) == UInt8(ascii: "\"") || byte(content) == UInt8(ascii: "'")
    let range = isQuoted ? content + 1..<colon - 1 : content..<colon
    return (
      Node(
        .scalar(string(range), isQuoted ? .quoted : .plain), start: position(of: content),
        end: position(of: colon)), colon
    )
  }

  /// The quote on this line that closes the one at `start`; nil where escapes or a further line decide.
  func closingQuote(of start: Int) -> Int? {
    let quote = byte(start)
    var index = start + 1
    while index < lineEnd {
      let byte = byte(index)
      if byte == quote { return self.byte(index + 1) == quote && index + 1 < lineEnd ? nil : index }
      if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") || byte == 9 { return nil }
      index += 1
    }
    return nil
  }

  /// A value that starts on this line; goes to the line that follows it.
  mutating func inline(at start: Int, below indentation: Int) throws(Unsupported) -> Node {
    let first = byte(start)
    switch first {
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return try literal(at: start, below: indentation)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = closingQuote(of: start) else { throw Unsupported() }
      let node = Node(
        .scalar(string(start + 1..<end), .quoted), start: position(of: start), end: position(of: end + 1))
      try finish(end + 1)
      return node
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      var index = start
      let node = try flow(&index, depth: 0)
      try finish(index)
      return node
    default:
      let node = try plain(at: start)
      try advance()
      // What is indented further goes on with the scalar.
      if !isAtEnd, column > indentation { throw Unsupported() }
      return node
    }
  }

  /// Nothing but a comment may follow on the line.
  mutating func finish(_ index: Int) throws(Unsupported) {
    guard isRest(skippingSpaces(from: index)) else { throw Unsupported() }
    try advance()
  }

  func plain(at start: Int) throws(Unsupported) -> Node {
    guard ByteClass.startsPlain(byte(start), before: byte(start + 1)) else { throw Unsupported() }
    var end = start
    var index = start
    while index < lineEnd {
      let byte = byte(index)
      if byte == UInt8(ascii: ":"), index + 1 >= lineEnd || self.byte(index + 1) == 32 { throw Unsupported() }
      if byte == 9 { throw Unsupported() }
      if byte == UInt8(ascii: "#"), self.byte(index - 1) == 32 { break }
      index += 1
      if byte != 32 { end = index }
    }
    return Node(.scalar(string(start..<end), .plain), start: position(of: start), end: position(of: end))
  }

  /// `|` and `>`: lines that are indented further than `indentation`, as they stand or folded to one.
  mutating func literal(at start: Int, below indentation: Int) throws(Unsupported) -> Node {
    let isFolded = byte(start) == UInt8(ascii: ">")
    let opening = position(of: start)
    let sign = byte(start + 1)
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    guard skippingSpaces(from: start + (hasSign ? 2 : 1)) == lineEnd else { throw Unsupported() }
    let (keeps, strips) = (sign == UInt8(ascii: "+"), sign == UInt8(ascii: "-"))

    var text: [UInt8] = []
    var inner = 0
    var breaks = 0
    var hasText = false
    var end = (line: line + 1, offset: nextStart, from: nextStart)
    while unsafe nextStart < bytes.count {
      let (before, number) = (nextStart, line)
      takeLine()
      var first = lineStart
      let most = hasText ? lineStart + inner : lineEnd
      while first < min(most, lineEnd), byte(first) == 32 { first += 1 }
      if first == lineEnd {
        // A line of spaces alone before the text would decide the indentation, and one without an end is no line.
        if !hasText && first > lineStart || nextStart == lineEnd { throw Unsupported() }
        breaks += 1
        end = (line + 1, nextStart, nextStart)
        continue
      }
      if !hasText { inner = first - lineStart }
      if byte(first) == 9, first - lineStart < inner || !hasText { throw Unsupported() }
      if first - lineStart < inner || inner <= indentation {
        (nextStart, line) = (before, number)
        break
      }
      if isFolded, hasText && breaks > 0 || byte(first) == 32 || byte(first) == 9 { throw Unsupported() }
      if !hasText { unsafe text.reserveCapacity(min(bytes.count - lineStart, 1 << 16)) }
      if hasText { text.append(isFolded ? 32 : 10) }
      for _ in 0..<breaks { text.append(10) }
      breaks = 0
      hasText = true
      unsafe text.append(contentsOf: bytes[first..<lineEnd])
      end = nextStart > lineEnd ? (line + 1, nextStart, nextStart) : (line, lineEnd, lineStart)
    }
    guard hasText, end.offset > 0 else { throw Unsupported() }
    if !strips, byte(end.offset - 1) == 10 { text.append(10) }
    if keeps { for _ in 0..<breaks { text.append(10) } }
    let node = Node(
      .scalar(String(decoding: text, as: UTF8.self), .block), start: opening,
      end: position(line: end.line, from: end.from, to: end.offset))
    try advance()
    if !isAtEnd, column > indentation { throw Unsupported() }
    return node
  }
}
