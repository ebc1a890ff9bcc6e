import YAML

/// Counts lines on the way through a text, for offsets that never go back.
///
/// It leaps from line end to line end with the C library's search: a byte at a time, positions were a fiftieth of an
/// audit.
struct LineCursor {
  private let bytes: [UInt8]
  private var line = 1
  private var lineStart = 0
  /// How far the line's columns are counted, and the column there.
  private var counted = 0
  private var column = 1
  /// Where the next line feed and the next carriage return stand; the text's end when there is none.
  private var lineFeed: Int
  private var carriageReturn: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineFeed = offset(of: UInt8(ascii: "\n"), in: bytes, 0..<bytes.count) ?? bytes.count
    carriageReturn = offset(of: UInt8(ascii: "\r"), in: bytes, 0..<bytes.count) ?? bytes.count
  }

  /// The line and column of a byte at or after the last one asked for.
  mutating func position(at offset: Int) -> Position {
    let offset = min(offset, bytes.count)
    while let start = nextLine, start <= offset { enter(start) }
    // One line can hold thousands of the places asked for: each goes on from the last.
    for index in counted..<max(counted, offset) where bytes[index] & 0xC0 != 0x80 { column &+= 1 }
    counted = max(counted, offset)
    return Position(line: line, column: column)
  }

  /// Goes to the next line and says where it starts; nil on the last one.
  mutating func passLine() -> Int? {
    guard let start = nextLine else { return nil }
    enter(start)
    return start
  }

  /// Where the next line starts; the two bytes of CRLF are one line end.
  private var nextLine: Int? {
    let end = min(lineFeed, carriageReturn)
    guard end < bytes.count else { return nil }
    let isCRLF = end == carriageReturn && lineFeed == end + 1 && lineFeed < bytes.count
    return end + (isCRLF ? 2 : 1)
  }

  private mutating func enter(_ start: Int) {
    (lineStart, counted, column) = (start, start, 1)
    line += 1
    if lineFeed < start { lineFeed = next(UInt8(ascii: "\n")) }
    if carriageReturn < start { carriageReturn = next(UInt8(ascii: "\r")) }
  }

  private func next(_ byte: UInt8) -> Int {
    offset(of: byte, in: bytes, lineStart..<bytes.count) ?? bytes.count
  }
}
