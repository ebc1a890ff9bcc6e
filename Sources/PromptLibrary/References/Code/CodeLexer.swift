import YAML

/// Takes a program apart into words, strings, comments and other characters.
///
/// It never fails: a quote that nothing closes is a character like any other.
struct CodeLexer {
  private let bytes: [UInt8]
  private let syntax: CodeSyntax
  private(set) var tokens: [CodeToken] = []
  private var index = 0
  private var lineStart = 0
  private var startsLine = true
  /// Texts that begin on the next line, by their token's number, and the word that ends each.
  private var heredocs: [(token: Int, word: ArraySlice<UInt8>)] = []

  /// Beyond this length nobody writes names, and a quote is more likely one that was not understood.
  private static let longest = 200_000

  static func tokens(of bytes: [UInt8], _ syntax: CodeSyntax) -> [CodeToken] {
    var lexer = CodeLexer(bytes, syntax)
    lexer.run()
    return lexer.tokens
  }

  private init(_ bytes: [UInt8], _ syntax: CodeSyntax) {
    self.bytes = bytes
    self.syntax = syntax
    tokens.reserveCapacity(bytes.count / 6)
  }

  private mutating func run() {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\n"):
        index += 1
        lineStart = index
        startsLine = true
        readHeredocs()
      case 9, 11, 12, 13, 32: index += 1
      case UInt8(ascii: "#") where syntax.hashComments: addLineComment()
      case UInt8(ascii: "/") where syntax.slashComments && next == UInt8(ascii: "/"): addLineComment()
      case UInt8(ascii: "-") where syntax.dashComments && next == UInt8(ascii: "-"): addLineComment()
      case UInt8(ascii: "/") where syntax.slashComments && next == UInt8(ascii: "*"): addBlockComment()
      case UInt8(ascii: "/") where syntax.hasPatterns && canStartValue: addPattern()
      case UInt8(ascii: "<") where syntax.hasHeredocs && next == byte: addHeredoc()
      case UInt8(ascii: "`") where syntax.hasTemplates: addString(byte, isTemplate: true)
      case _ where syntax.quotes.contains(byte): addQuoted(byte)
      case _ where byte.isWordByte || byte >= 0x80 || byte == UInt8(ascii: "$"): addWord()
      default: add(.symbol, index..<index + 1)
      }
    }
  }

  private var next: UInt8 { index + 1 < bytes.count ? bytes[index + 1] : 0 }

  private mutating func add(
    _ kind: CodeToken.Kind, _ range: Range<Int>, content: Range<Int>? = nil, isTemplate: Bool = false
  ) {
    tokens.append(
      CodeToken(
        kind: kind, range: range, content: content ?? range, startsLine: startsLine,
        column: range.lowerBound - lineStart, symbol: kind == .symbol ? bytes[range.lowerBound] : 0,
        isTemplate: isTemplate))
    startsLine = false
    index = range.upperBound
  }

  private mutating func addWord() {
    var end = index + 1
    while end < bytes.count, bytes[end].isWordByte || bytes[end] >= 0x80 { end += 1 }
    // `f"..."`, `r'...'`, `b"""`: a prefix belongs to the string.
    if end < bytes.count, end - index <= 2, syntax.quotes.contains(bytes[end]), isPrefix(index..<end) {
      let prefix = index..<end
      let isTemplate = bytes[prefix].contains { $0 | 0x20 == UInt8(ascii: "f") || $0 == UInt8(ascii: "$") }
      let isRaw = bytes[prefix].contains { $0 | 0x20 == UInt8(ascii: "r") }
      index = end
      addQuoted(bytes[end], from: prefix.lowerBound, isTemplate: isTemplate, isRaw: isRaw)
      return
    }
    if syntax.hasLifetimes, end < bytes.count, bytes[end] == UInt8(ascii: "#"),
      bytes[index] == UInt8(ascii: "r"),
      end - index == 1
    {
      addHashedString()
      return
    }
    add(.word, index..<end)
  }

  private func isPrefix(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { "fFrRbBuU$".utf8.contains($0) }
  }

  private mutating func addLineComment() {
    let end = offset(of: UInt8(ascii: "\n"), in: bytes, index..<bytes.count) ?? bytes.count
    add(.comment, index..<end)
  }

  private mutating func addBlockComment() {
    let close = offset(of: Array("*/".utf8), in: bytes, index + 2..<bytes.count)
    addTall(.comment, index..<(close.map { $0 + 2 } ?? bytes.count))
  }

  /// Adds what may hold line ends, and keeps track of where the last line began.
  private mutating func addTall(
    _ kind: CodeToken.Kind, _ range: Range<Int>, content: Range<Int>? = nil, isTemplate: Bool = false
  ) {
    add(kind, range, content: content, isTemplate: isTemplate)
    if let last = bytes[range].lastIndex(of: UInt8(ascii: "\n")) { lineStart = last + 1 }
  }

  private mutating func addQuoted(
    _ quote: UInt8, from start: Int? = nil, isTemplate: Bool = false, isRaw: Bool = false
  ) {
    let start = start ?? index
    let isTemplate = isTemplate || !syntax.hole.isEmpty
    if syntax.hasLifetimes, quote == UInt8(ascii: "'") {
      let isCharacter = next == UInt8(ascii: "\\") || (index + 2 < bytes.count && bytes[index + 2] == quote)
      guard isCharacter else { return add(.symbol, index..<index + 1) }
    }
    if syntax.tripled, next == quote, index + 2 < bytes.count, bytes[index + 2] == quote {
      let open = index + 3
      if let close = offset(of: [quote, quote, quote], in: bytes, open..<bytes.count) {
        return addTall(.string, start..<close + 3, content: open..<close, isTemplate: isTemplate)
      }
    }
    addString(quote, from: start, isTemplate: isTemplate, isRaw: isRaw)
  }

  private mutating func addString(
    _ quote: UInt8, from start: Int? = nil, isTemplate: Bool, isRaw: Bool = false
  ) {
    let open = index + 1
    let isTall = syntax.tall.contains(quote)
    let isRaw = isRaw || (syntax.name == "go" && quote == UInt8(ascii: "`"))
    var end = open
    let limit = min(bytes.count, open + Self.longest)
    while end < limit, bytes[end] != quote {
      if bytes[end] == UInt8(ascii: "\n"), !isTall { break }
      if isTemplate, let bracket = syntax.hole(at: end, in: bytes),
        let close = Self.end(ofHole: bracket, in: bytes, limit, isTall)
      {
        end = close
      } else if isTemplate, syntax.isEscapedHole(at: end, in: bytes) {
        end += 2
      } else if bytes[end] == UInt8(ascii: "\\"), !isRaw || end + 1 < limit && bytes[end + 1] == quote {
        end += 2
      } else {
        end += 1
      }
    }
    guard end < limit, bytes[end] == quote else { return add(.symbol, index..<index + 1) }
    addTall(.string, (start ?? index)..<end + 1, content: open..<end, isTemplate: isTemplate)
  }

  /// The offset after the bracket that closes the one at `start`.
  static func end(ofHole start: Int, in bytes: [UInt8], _ limit: Int, _ isTall: Bool) -> Int? {
    let open = bytes[start]
    let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
    var depth = 0
    var end = start
    while end < limit {
      if bytes[end] == open { depth += 1 }
      if bytes[end] == close {
        depth -= 1
        if depth == 0 { return end + 1 }
      }
      if bytes[end] == UInt8(ascii: "\n"), !isTall { return nil }
      end += 1
    }
    return nil
  }

  /// `r#"..."#`.
  private mutating func addHashedString() {
    var open = index + 1
    while open < bytes.count, bytes[open] == UInt8(ascii: "#") { open += 1 }
    let close = [UInt8(ascii: "\"")] + bytes[(index + 1)..<open]
    guard open < bytes.count, bytes[open] == UInt8(ascii: "\""),
      let end = offset(of: close, in: bytes, open + 1..<bytes.count)
    else { return add(.word, index..<index + 1) }
    addTall(.string, index..<end + close.count, content: open + 1..<end)
  }

  /// Whether a value may stand here, so that a slash opens a pattern and does not divide.
  private var canStartValue: Bool {
    guard let last = tokens.last(where: { $0.kind != .comment }) else { return true }
    switch last.kind {
    case .symbol: return "(,=:[!&|?{};+-~^<>%*".utf8.contains(last.symbol)
    case .word: return bytes[last.range].elementsEqual("return".utf8)
    case .string, .comment: return false
    }
  }

  private mutating func addPattern() {
    var end = index + 1
    var isClass = false
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      switch bytes[end] {
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "["): isClass = true
      case UInt8(ascii: "]"): isClass = false
      case UInt8(ascii: "/") where !isClass:
        // A pattern is no string, and nothing in it is a name.
        return add(.symbol, index..<end + 1)
      default: break
      }
      end += 1
    }
    add(.symbol, index..<index + 1)
  }
}

extension CodeLexer {
  /// `<<~TEXT` and its kin: a string whose text begins on the next line; the rest of this line is code.
  private mutating func addHeredoc() {
    let isPHP = syntax.name == "php"
    var end = index + 2
    var isSure = isPHP
    if isPHP {
      guard byte(at: end) == UInt8(ascii: "<") else { return add(.symbol, index..<index + 1) }
      end += 1
      while byte(at: end) == 32 { end += 1 }
    } else if byte(at: end) == UInt8(ascii: "~") || byte(at: end) == UInt8(ascii: "-") {
      isSure = true
      end += 1
    }
    var quote: UInt8?
    if "'\"`".utf8.contains(byte(at: end)) {
      quote = byte(at: end)
      isSure = true
      end += 1
    }
    let start = end
    while byte(at: end).isWordByte { end += 1 }
    let word = bytes[start..<end]
    // `list <<ITEM` adds to a list; without a mark or quotes only a word in capitals behind a space or bracket counts.
    let before = index > 0 ? bytes[index - 1] : 32
    let isName = word.allSatisfy {
      $0 == UInt8(ascii: "_") || (65...90).contains($0) || (48...57).contains($0)
    }
    guard let first = word.first, !(48...57).contains(first), quote.map({ byte(at: end) == $0 }) ?? true,
      isSure || isName && "= (,[".utf8.contains(before)
    else { return add(.symbol, index..<index + 1) }
    if quote != nil { end += 1 }
    add(.string, index..<end, content: end..<end, isTemplate: quote != UInt8(ascii: "'"))
    heredocs.append((tokens.count - 1, word))
  }

  private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Reads the texts that the line before announced; one that nothing ends is left as code.
  private mutating func readHeredocs() {
    for (token, word) in heredocs {
      var line = index
      while line < bytes.count {
        let end = offset(of: UInt8(ascii: "\n"), in: bytes, line..<bytes.count) ?? bytes.count
        let text = bytes[line..<end].drop { $0 == 32 || $0 == 9 }
        if text.starts(with: word), !byte(at: text.startIndex + word.count).isWordByte,
          syntax.name == "php" || text.count == word.count || text.count == word.count + 1 && text.last == 13
        {
          tokens[token].content = index..<line
          index = text.startIndex + word.count
          lineStart = line
          break
        }
        line = end + 1
      }
    }
    heredocs = []
  }
}
