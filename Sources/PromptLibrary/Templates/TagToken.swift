/// One token inside `{{ }}` or `{% %}`, of Jinja and Liquid.
struct TagToken {
  enum Kind: UInt8 { case name, string, number, mark }

  /// The words of Jinja's expression grammar.
  enum Word: UInt8 { case none, and, or, not, `in`, `is`, `if`, `else`, constant }

  var kind: Kind
  var word = Word.none
  /// The first byte of a mark.
  var mark: UInt8 = 0
  /// The bytes it covers; those between the quotes for a string.
  var range: Range<Int>

  func isMark(_ scalar: Unicode.Scalar) -> Bool {
    kind == .mark && range.count == 1 && mark == UInt8(ascii: scalar)
  }

  static func name(_ range: Range<Int>, in bytes: [UInt8]) -> TagToken {
    var token = TagToken(kind: .name, range: range)
    // By length and first letter, since most names are none of the words.
    let candidates: [(String, Word)]
    switch (range.count, bytes[range.lowerBound]) {
    case (2, UInt8(ascii: "i")): candidates = isInIf
    case (2, UInt8(ascii: "o")), (3, UInt8(ascii: "a")), (3, UInt8(ascii: "n")), (4, UInt8(ascii: "e")):
      candidates = connectives
    case (4, UInt8(ascii: "n")), (4, UInt8(ascii: "N")), (4, UInt8(ascii: "t")), (4, UInt8(ascii: "T")),
      (5, UInt8(ascii: "f")), (5, UInt8(ascii: "F")):
      candidates = constants
    default: return token
    }
    for (word, kind) in candidates where bytes[range].elementsEqual(word.utf8) { token.word = kind }
    return token
  }

  private static let isInIf: [(String, Word)] = [("if", .if), ("in", .in), ("is", .is)]
  private static let connectives: [(String, Word)] = [
    ("or", .or), ("and", .and), ("not", .not), ("else", .else),
  ]
  private static let constants: [(String, Word)] = [
    "true", "True", "false", "False", "none", "None", "null",
  ].map { ($0, .constant) }
}

extension TemplateText {
  /// Where reading goes on after a tag.
  enum TagEnd {
    case closed(Int)
    /// The tag is not closed before another one starts, or the text ends.
    case open(Int)
  }

  /// Splits a tag into tokens, from behind its opening braces up to its closing ones.
  ///
  /// `closing` is the first byte of the closing pair; braces of a dictionary inside are balanced before it counts.
  mutating func tokenize(
    from start: Int, closing: Unicode.Scalar, hyphens: Bool = false, into tokens: inout [TagToken]
  ) -> TagEnd {
    tokens.removeAll(keepingCapacity: true)
    let closing = UInt8(ascii: closing)
    let bytes = bytes
    var depth = 0
    var index = start
    if index < bytes.count, Self.isTrim(bytes[index]) { index += 1 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isBlank {
        index &+= 1
      } else if byte.isNameByte {
        let end = Self.endOfWord(from: index, in: bytes, hyphens: hyphens)
        if byte.isDigit {
          tokens.append(TagToken(kind: .number, range: index..<end))
        } else {
          tokens.append(.name(index..<end, in: bytes))
        }
        index = end
      } else if depth == 0, let end = Self.closing(at: index, closing, in: bytes) {
        return .closed(end)
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), let end = closingQuote(of: index) {
        tokens.append(TagToken(kind: .string, range: index + 1..<end))
        index = end + 1
      } else {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if byte == UInt8(ascii: "{") {
          // Neither can start inside an expression: a dictionary is no key of another one.
          if next == byte || next == UInt8(ascii: "%") { return .open(index) }
          depth += 1
        } else if byte == UInt8(ascii: "}") {
          depth = max(0, depth - 1)
        }
        let length = Self.markLength(byte, next)
        tokens.append(TagToken(kind: .mark, mark: byte, range: index..<index + length))
        index += length
      }
    }
    return .open(bytes.count)
  }

  private static func isTrim(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }

  private static func closing(at index: Int, _ closing: UInt8, in bytes: [UInt8]) -> Int? {
    let first = isTrim(bytes[index]) ? index + 1 : index
    guard first + 1 < bytes.count, bytes[first] == closing, bytes[first + 1] == UInt8(ascii: "}") else {
      return nil
    }
    return first + 2
  }

  private static func endOfWord(from start: Int, in bytes: [UInt8], hyphens: Bool) -> Int {
    var end = start &+ 1
    let isNumber = bytes[start].isDigit
    while end < bytes.count {
      let next = end &+ 1 < bytes.count ? bytes[end &+ 1] : 0
      let joins =
        isNumber
        ? bytes[end] == UInt8(ascii: ".") && next.isDigit
        : hyphens && bytes[end] == UInt8(ascii: "-") && next.isNameByte
      guard bytes[end].isNameByte || joins else { break }
      end &+= 1
    }
    return end
  }

  private static func markLength(_ byte: UInt8, _ next: UInt8) -> Int {
    let equal = UInt8(ascii: "=")
    switch byte {
    case equal, UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"): return next == equal ? 2 : 1
    case UInt8(ascii: "*"), UInt8(ascii: "/"): return next == byte ? 2 : 1
    default: return 1
    }
  }
}
