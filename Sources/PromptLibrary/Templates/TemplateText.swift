import YAML

/// A template's bytes, and what has been found in them so far.
struct TemplateText {
  let bytes: [UInt8]
  private(set) var use = TemplateUse()
  private var seen: Set<String> = []
  /// Pairs of bytes for which a search has reached the end.
  ///
  /// It is not made again, which keeps reading linear: readers move forward, and one that passes over a pair has
  /// refused it for good.
  private var absent: Set<UInt16> = []
  /// Quotes of which no further one follows.
  private var absentQuotes: Set<UInt8> = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at an index; zero past the end, which no template syntax uses.
  subscript(index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func matches(_ word: String, at index: Int) -> Bool {
    var index = index
    for byte in word.utf8 {
      guard self[index] == byte else { return false }
      index &+= 1
    }
    return true
  }

  func hasVariable(_ name: String) -> Bool { seen.contains(name) }

  /// Notes a variable, or only that it may be missing when it is known.
  mutating func addVariable(_ name: String, at offset: Int, isOptional: Bool = false) {
    if isOptional { use.optional.insert(name) }
    if seen.insert(name).inserted { use.variables.append((name, offset)) }
  }

  mutating func addInclude(_ kind: Include.Kind, _ target: String, at offset: Int, isDynamic: Bool = false) {
    guard !target.isEmpty else { return }
    use.includes.append((kind, target, offset, isDynamic))
  }

  mutating func addProblem(_ message: String, at offset: Int) { use.problems.append((message, offset)) }

  mutating func dropVariables(where isDropped: (String) -> Bool) {
    use.variables.removeAll { isDropped($0.name) }
    use.optional = use.optional.filter { !isDropped($0) }
  }

  mutating func dropIncludes(where isDropped: (String) -> Bool) {
    use.includes.removeAll { isDropped($0.target) }
  }

  /// What was found, in the order of the text.
  ///
  /// One slip early in a template can make each later tag wrong, so that only the first problems are told.
  func finished() -> TemplateUse {
    var use = use
    use.problems.sort { $0.offset < $1.offset }
    if use.problems.count > 10 {
      let more = use.problems.count - 9
      use.problems[9].message =
        "\(more) more problems follow from here, the first: \(use.problems[9].message)"
      use.problems.removeSubrange(10...)
    }
    return use
  }

  /// Where two bytes stand next to each other at or after an index.
  mutating func find(_ first: Unicode.Scalar, _ second: Unicode.Scalar, from start: Int) -> Int? {
    let (first, second) = (UInt8(ascii: first), UInt8(ascii: second))
    let key = UInt16(first) << 8 | UInt16(second)
    if absent.contains(key) { return nil }
    if let found = offset(of: first, second, in: bytes, max(start, 0)..<max(start, bytes.count)) {
      return found
    }
    absent.insert(key)
    return nil
  }

  /// The index of the quote that closes the string which the quote at `start` opens; a backslash escapes.
  mutating func closingQuote(of start: Int) -> Int? {
    let quote = bytes[start]
    if absentQuotes.contains(quote) { return nil }
    let bytes = bytes
    var index = start &+ 1
    while index < bytes.count {
      if bytes[index] == quote { return index }
      index &+= bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    absentQuotes.insert(quote)
    return nil
  }
}

extension UInt8 {
  /// A word byte, or part of a letter outside ASCII.
  ///
  /// Those start with neither 0xE2, which is for punctuation and symbols, nor 0xF0 and above, as emoji do.
  var isNameByte: Bool { isWordByte || (self >= 0x80 && self < 0xF0 && self != 0xE2) }

  /// A name byte that may come first.
  var isNameStart: Bool { isNameByte && !isDigit }

  var isDigit: Bool { (48...57).contains(self) }

  /// Space, tab or a line's end.
  var isBlank: Bool { self == 32 || (9...13).contains(self) }
}
