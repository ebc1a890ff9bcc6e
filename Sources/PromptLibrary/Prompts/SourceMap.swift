package import YAML

/// Finds where the text of a file's YAML and JSON scalars stands, byte for byte.
///
/// A node knows where its value starts; escapes, folded lines and indentation stand between the text and the file. The
/// map walks both together, so that a placeholder in the middle of a block scalar has its own line and column.
package struct SourceMap {
  package let source: SourceText
  /// Where each line starts.
  private let lines: [Int]
  /// The last place asked for: nodes come in order, and one line can hold thousands of them.
  private var last = (position: Position.start, offset: 0)

  package init(_ source: SourceText) {
    self.source = source
    var lines = [0]
    var cursor = LineCursor(source.bytes)
    while let start = cursor.passLine() { lines.append(start) }
    self.lines = lines
  }

  /// The line and column of a byte, without counting from the file's start.
  package func position(at offset: Int) -> Position {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= offset { low = middle } else { high = middle }
    }
    let end = min(offset, source.bytes.count)
    let column = source.bytes[lines[low]..<max(end, lines[low])].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return Position(line: low + 1, column: column)
  }

  package func place(_ range: Range<Int>) -> Place {
    Place(path: source.path, start: position(at: range.lowerBound), end: position(at: range.upperBound))
  }

  /// The byte at a line and column; nil when the file has no such place.
  private mutating func offset(of position: Position) -> Int? {
    guard position.line >= 1, position.line <= lines.count, position.column >= 1 else { return nil }
    var offset = lines[position.line - 1]
    var column = 1
    if last.position.line == position.line, last.position.column <= position.column {
      (offset, column) = (last.offset, last.position.column)
    }
    let bytes = source.bytes
    while column < position.column {
      guard offset < bytes.count else { return nil }
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    last = (position, offset)
    return offset
  }

  /// Where offsets of a scalar's text stand in the file.
  ///
  /// What is missing from the result could not be followed: the text of an alias, of a merged key, of a tagged value.
  package mutating func positions(of offsets: [Int], in node: Node) -> [Int: Position] {
    guard !offsets.isEmpty, let text = node.text, let start = offset(of: node.start) else { return [:] }
    var walk = ScalarWalk(bytes: source.bytes, index: start, position: node.start)
    return walk.follow(Array(text.utf8), to: offsets.sorted())
  }
}

/// Walks a scalar as it is written and its text together.
private struct ScalarWalk {
  private enum Style { case plain, single, double, block }

  let bytes: [UInt8]
  var index: Int
  var position: Position
  private var style = Style.plain

  init(bytes: [UInt8], index: Int, position: Position) {
    self.bytes = bytes
    self.index = index
    self.position = position
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }
  private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

  private mutating func step(_ count: Int = 1) {
    for _ in 0..<count where index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && self.byte != UInt8(ascii: "\n")) {
        position = Position(line: position.line + 1, column: 1)
      } else if byte != UInt8(ascii: "\r"), byte & 0xC0 != 0x80 {
        position.column += 1
      }
    }
  }

  mutating func follow(_ text: [UInt8], to offsets: [Int]) -> [Int: Position] {
    open()
    var found: [Int: Position] = [:]
    var pending = offsets[...]
    var done = 0
    while true {
      let inSpace = done < text.count && Self.isSpace(text[done])
      if !inSpace, done < text.count { skipContinuations() }
      while let offset = pending.first, offset <= done {
        found[offset] = position
        pending.removeFirst()
      }
      guard !pending.isEmpty, done < text.count else { return found }
      if inSpace {
        // Folding and indentation change white space; where it starts and ends stays.
        while done < text.count, Self.isSpace(text[done]) {
          done += 1
          while done < text.count, Self.isSpace(text[done]), pending.first == done {
            found[done] = position
            pending.removeFirst()
          }
        }
        skipSpace()
      } else {
        guard let length = match(text[done]) else { return found }
        done += length
      }
    }
  }

  /// Steps over anchor and tag, and over what stands before the text itself.
  private mutating func open() {
    while byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
      while let byte, !Self.isSpace(byte) { step() }
      skipSpace()
    }
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      style = .block
      while let byte, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { step() }
      skipSpace()
    case UInt8(ascii: "\""):
      style = .double
      step()
    case UInt8(ascii: "'"):
      style = .single
      step()
    default: style = .plain
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  private mutating func skipSpace() {
    while let byte {
      if Self.isSpace(byte) {
        step()
      } else if style == .double, byte == UInt8(ascii: "\\"), let escape = escape(), escape.isSpace {
        step(escape.length)
      } else {
        return
      }
    }
  }

  /// Steps over `\` at a line's end, which joins two lines without a space.
  private mutating func skipContinuations() {
    while style == .double, byte == UInt8(ascii: "\\"), let next, next == 10 || next == 13 {
      step()
      while let byte, Self.isSpace(byte) { step() }
    }
  }

  /// Steps over what stands for `expected`; returns how many bytes of the text that was, nil when it is something else.
  private mutating func match(_ expected: UInt8) -> Int? {
    guard let byte else { return nil }
    if style == .double, byte == UInt8(ascii: "\\") {
      guard let escape = escape() else { return nil }
      step(escape.length)
      return escape.width
    }
    guard byte == expected else { return nil }
    if style == .single, byte == UInt8(ascii: "'") {
      guard next == byte else { return nil }
      step()
    }
    step()
    return 1
  }

  /// The escape sequence that starts here: its length, and the number of bytes that it stands for.
  private func escape() -> (length: Int, width: Int, isSpace: Bool)? {
    guard let next else { return nil }
    switch next {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), 32, 9: return (2, 1, true)
    case 10, 13: return (2, 0, true)
    case UInt8(ascii: "N"), UInt8(ascii: "_"): return (2, 2, false)
    case UInt8(ascii: "L"), UInt8(ascii: "P"): return (2, 3, false)
    case UInt8(ascii: "x"): return number(digits: 2)
    case UInt8(ascii: "u"): return number(digits: 4)
    case UInt8(ascii: "U"): return number(digits: 8)
    default: return next < 0x80 ? (2, 1, false) : nil
    }
  }

  private func number(digits: Int) -> (length: Int, width: Int, isSpace: Bool)? {
    func value(at start: Int) -> UInt32? {
      guard start + digits <= bytes.count else { return nil }
      return UInt32(String(decoding: bytes[start..<start + digits], as: UTF8.self), radix: 16)
    }
    guard let value = value(at: index + 2) else { return nil }
    if (0xD800..<0xDC00).contains(value), bytes[min(index + 6, bytes.count)...].starts(with: "\\u".utf8) {
      return (12, 4, false)
    }
    let width = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
    return (2 + digits, width, value < 0x80 && Self.isSpace(UInt8(value)))
  }
}
