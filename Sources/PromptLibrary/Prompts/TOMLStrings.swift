/// The texts at the top of a TOML file, by their keys, with where they stand (source: the TOML 1.0 specification).
///
/// Tools that keep a prompt in TOML keep it under one key at the top: other values are passed over, and so is
/// everything from the first table on.
struct TOMLStrings {
  struct Text {
    var bytes: [UInt8]
    /// What stands between the quotes.
    var range: Range<Int>
    /// Whether the file holds these bytes as they are.
    var isVerbatim: Bool
  }

  /// In order of appearance.
  private(set) var texts: [(key: String, text: Text)] = []
  /// Where the file is no TOML, and what was expected there.
  private(set) var problem: (offset: Int, message: String)?

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    do {
      while try readLine() {}
    } catch {
      problem = (error.offset, error.message)
    }
  }

  subscript(key: String) -> Text? { texts.first { $0.key == key }?.text }

  private struct Fault: Error {
    var offset: Int
    var message: String
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[index...].starts(with: $0) }
  }

  private mutating func skipSpaces() { while current == 32 || current == 9 { index += 1 } }

  private mutating func skipLine() { while let byte = current, byte != 10 { index += 1 } }

  /// Reads one line of the top; false at its end.
  private mutating func readLine() throws(Fault) -> Bool {
    while let byte = current, byte == 32 || byte == 9 || byte == 10 || byte == 13 { index += 1 }
    guard let byte = current, byte != UInt8(ascii: "[") else { return false }
    if byte == UInt8(ascii: "#") {
      skipLine()
      return true
    }
    let key = try readKey()
    skipSpaces()
    guard current == UInt8(ascii: "=") else {
      throw Fault(offset: index, message: "expected '=' after a key")
    }
    index += 1
    skipSpaces()
    if let text = try readString() {
      texts.append((key, text))
    } else {
      try skipValue()
    }
    skipSpaces()
    guard current == nil || current == 10 || current == 13 || current == UInt8(ascii: "#") else {
      throw Fault(offset: index, message: "expected the end of the line after a value")
    }
    skipLine()
    return true
  }

  /// A bare or quoted key; the parts of a dotted one stay together.
  private mutating func readKey() throws(Fault) -> String {
    if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
      return String(decoding: try readString()?.bytes ?? [], as: UTF8.self)
    }
    let start = index
    while let byte = current, byte.isWordByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
      index += 1
    }
    guard index > start else { throw Fault(offset: index, message: "expected a key") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// A string of any of the four kinds; nil where the value is another one.
  private mutating func readString() throws(Fault) -> Text? {
    guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let open = index
    let isLong = starts(with: "\"\"\"") || starts(with: "'''")
    index += isLong ? 3 : 1
    // A line break right behind the quotes is no part of the text.
    if isLong { if starts(with: "\r\n") { index += 2 } else if current == 10 { index += 1 } }
    let start = index
    var text: [UInt8] = []
    var isVerbatim = true
    while let byte = current {
      if byte == quote, let end = closing(quote, isLong) {
        // Up to two quotes may stand right before those that close.
        text += bytes[index..<end]
        index = end + (isLong ? 3 : 1)
        return Text(bytes: text, range: start..<end, isVerbatim: isVerbatim)
      }
      if byte == 10, !isLong { break }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        isVerbatim = false
        text += try readEscape(isLong)
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw Fault(offset: open, message: "the string that starts here is never closed")
  }

  /// Where the quotes that close a string stand, from here; nil where these quotes are text.
  private func closing(_ quote: UInt8, _ isLong: Bool) -> Int? {
    if !isLong { return index }
    var end = index
    while end < bytes.count, bytes[end] == quote { end += 1 }
    return end - index < 3 ? nil : min(end - 3, index + 2)
  }

  private mutating func readEscape(_ isLong: Bool) throws(Fault) -> [UInt8] {
    let start = index
    index += 1
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
      UInt8(ascii: "r"): 13, UInt8(ascii: "e"): 27, UInt8(ascii: "\""): 34, UInt8(ascii: "\\"): 92,
    ]
    guard let byte = current else { throw Fault(offset: start, message: "expected an escape after '\\'") }
    if let value = plain[byte] {
      index += 1
      return [value]
    }
    if byte == UInt8(ascii: "u") || byte == UInt8(ascii: "U") {
      let digits = bytes[(index + 1)...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
      if let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        index += 1 + digits.count
        return Array(String(scalar).utf8)
      }
    }
    // A backslash at the end of a line takes the line break and the space after it away.
    var end = index
    while end < bytes.count, bytes[end] == 32 || bytes[end] == 9 || bytes[end] == 13 { end += 1 }
    guard isLong, end < bytes.count, bytes[end] == 10 else {
      throw Fault(offset: start, message: "there is no such escape")
    }
    while end < bytes.count, bytes[end] == 32 || (9...13).contains(bytes[end]) { end += 1 }
    index = end
    return []
  }

  /// Passes over a number, a date, a list or an inline table.
  private mutating func skipValue() throws(Fault) {
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        _ = try readString()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "#"):
        if depth <= 0 { return }
        skipLine()
        continue
      case 10, 13: if depth <= 0 { return }
      default: break
      }
      index += 1
    }
  }
}
