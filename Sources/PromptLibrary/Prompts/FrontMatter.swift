package import YAML

/// A file split into its YAML header and the text below it.
package struct FrontMatter: Sendable {
  /// The parsed header; nil when there is none, or it is empty or broken.
  package var header: Node?
  /// The bytes between the fences.
  package var headerRange: Range<Int>?
  /// Where the text starts.
  package var bodyStart: Int
  package var problems: [SourceProblem] = []

  /// What a format allows around the fences.
  package struct Grammar: Sendable {
    /// Blank lines and `#` lines may stand before the first fence (dotprompt, Prompty).
    package var allowsLeadingLines = false
    /// Blank lines alone may stand there: in Markdown a `#` line is a heading.
    package var allowsLeadingBlankLines = false
    /// `+++` fences too (Prompty).
    package var allowsPlusFences = false
    /// A fence that is never closed is an error (Prompty); elsewhere the whole file is text.
    package var requiresClosing = false
    /// The owner reads `key: value` lines that are not YAML (`globs: **/*`, an unquoted colon).
    package var isLenient = false

    package init(
      allowsLeadingLines: Bool = false, allowsLeadingBlankLines: Bool = false, allowsPlusFences: Bool = false,
      requiresClosing: Bool = false, isLenient: Bool = false
    ) {
      self.allowsLeadingBlankLines = allowsLeadingBlankLines
      self.allowsLeadingLines = allowsLeadingLines
      self.allowsPlusFences = allowsPlusFences
      self.requiresClosing = requiresClosing
      self.isLenient = isLenient
    }
  }

  package init(_ source: SourceText, _ grammar: Grammar = Grammar()) {
    bodyStart = 0
    let bytes = source.bytes
    var line = Self.line(in: bytes, from: 0)
    if grammar.allowsLeadingLines || grammar.allowsLeadingBlankLines {
      while line.upperBound < bytes.count,
        Self.isBlank(bytes[line], orComment: grammar.allowsLeadingLines)
      {
        line = Self.line(in: bytes, from: Self.next(after: line, in: bytes))
      }
    }
    guard Self.isFence(bytes[line], plus: grammar.allowsPlusFences) else { return }
    let start = Self.next(after: line, in: bytes)
    var cursor = start
    while cursor < bytes.count {
      let line = Self.line(in: bytes, from: cursor)
      if Self.isFence(bytes[line], plus: grammar.allowsPlusFences) {
        headerRange = start..<cursor
        bodyStart = Self.next(after: line, in: bytes)
        parse(source, start..<cursor, grammar)
        return
      }
      cursor = Self.next(after: line, in: bytes)
    }
    if grammar.requiresClosing {
      problems.append(
        SourceProblem(
          .syntax, "The front matter that starts here is never closed; expected a line '---'.",
          at: source.place(line)))
    }
  }

  private mutating func parse(_ source: SourceText, _ range: Range<Int>, _ grammar: Grammar) {
    let origin = source.position(at: range.lowerBound)
    do {
      header = try Node.parse(source.bytes[range], from: origin)
    } catch {
      if grammar.isLenient,
        let usual = try? Node.parse(Self.repaired(source.bytes[range], only: Self.bareKeys), from: origin)
      {
        header = usual
      } else if grammar.isLenient,
        let repaired = try? Node.parse(Self.repaired(source.bytes[range]), from: origin)
      {
        header = repaired
        problems.append(
          SourceProblem(
            .tolerated, "This front matter is not valid YAML (\(error.message)), although its tool reads it.",
            at: Place(path: source.path, start: error.position)))
      } else {
        problems.append(
          SourceProblem(
            .syntax, "The front matter is not valid YAML: \(error.message).",
            at: Place(path: source.path, start: error.position)))
      }
    }
  }

  static func line(in bytes: [UInt8], from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
    return start..<end
  }

  static func next(after line: Range<Int>, in bytes: [UInt8]) -> Int {
    guard line.upperBound < bytes.count else { return bytes.count }
    let isCRLF =
      bytes[line.upperBound] == UInt8(ascii: "\r")
      && bytes.dropFirst(line.upperBound + 1).first == UInt8(ascii: "\n")
    return line.upperBound + (isCRLF ? 2 : 1)
  }

  private static func isFence(_ line: ArraySlice<UInt8>, plus: Bool) -> Bool {
    let text = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard line.dropFirst(text.count).allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
    else { return false }
    return text.elementsEqual("---".utf8) || (plus && text.elementsEqual("+++".utf8))
  }

  private static func isBlank(_ line: ArraySlice<UInt8>, orComment: Bool) -> Bool {
    guard let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
      return true
    }
    return orComment && first == UInt8(ascii: "#")
  }
}
