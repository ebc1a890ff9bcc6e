extension JinjaTemplate {
  /// Where the name of an `include` ends: before `ignore missing`, `with context`, `without context`.
  func endOfTarget(_ range: Range<Int>) -> Int {
    firstOutsideBrackets(range) { isWord($0, "ignore") || isWord($0, "with") || isWord($0, "without") }
      ?? range.upperBound
  }

  /// Reads `import "x" as y with context`.
  mutating func importModule(_ range: Range<Int>) {
    let end = firstOutsideBrackets(range) { isWord($0, "as") } ?? range.upperBound
    include(.include, range.lowerBound..<end)
    if end + 1 < range.upperBound, tokens[end + 1].kind == .name { bind(text.string(tokens[end + 1].range)) }
  }

  /// Reads `from "x" import a as b, c with context`.
  mutating func importNames(_ range: Range<Int>) {
    let end = firstOutsideBrackets(range) { isWord($0, "import") } ?? range.upperBound
    include(.include, range.lowerBound..<end)
    var index = end + 1
    while index < range.upperBound, tokens[index].kind == .name {
      if isWord(tokens[index], "with") || isWord(tokens[index], "without") { return }
      if index + 2 < range.upperBound, isWord(tokens[index + 1], "as") { index += 2 }
      bind(text.string(tokens[index].range))
      index += 1
      if index < range.upperBound, tokens[index].isMark(",") { index += 1 }
    }
  }

  /// Notes what a template's name means: one file, several of which one is taken, or a pattern.
  mutating func include(_ kind: Include.Kind, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    evaluate(range)
    for part in alternatives(range) where !part.isEmpty {
      if part.count == 1, tokens[part.lowerBound].kind == .string {
        let range = tokens[part.lowerBound].range
        text.addInclude(kind, text.string(range), at: range.lowerBound)
      } else {
        text.addInclude(
          kind, pattern(part), at: tokens[part.lowerBound].range.lowerBound, isDynamic: true)
      }
    }
  }

  /// The elements of a list, or both ends of `a if x else b`, or all of it.
  private func alternatives(_ range: Range<Int>) -> [Range<Int>] {
    let first = range.lowerBound
    let last = range.upperBound - 1
    if range.count > 1, tokens[first].isMark("[") || tokens[first].isMark("("),
      tokens[last].isMark("]") || tokens[last].isMark(")"),
      firstOutsideBrackets(first..<last, where: { $0.isMark("+") || $0.isMark("~") }) == nil
    {
      var parts: [Range<Int>] = []
      var start = first + 1
      while start < last {
        let end = firstOutsideBrackets(start..<last) { $0.isMark(",") } ?? last
        parts.append(start..<end)
        start = end + 1
      }
      return parts
    }
    guard let condition = firstOutsideBrackets(range, where: { $0.word == .if }) else { return [range] }
    guard let otherwise = firstOutsideBrackets(condition..<range.upperBound, where: { $0.word == .else })
    else {
      return [first..<condition]
    }
    return [first..<condition, otherwise + 1..<range.upperBound]
  }

  /// The literal parts of a computed name, with `*` for each run of the others.
  private func pattern(_ range: Range<Int>) -> String {
    var pattern = ""
    var depth = 0
    // Behind `"%s.md" % x`, `"{}.md".format(x)` and `"%s.md" | format(x)` the gaps are in the literal already.
    var isFormatted = false
    for index in range {
      let token = tokens[index]
      let joins = token.isMark("~") || token.isMark("+")
      if depth == 0, token.kind == .string {
        let literal = Self.withGaps(text.bytes[token.range])
        pattern += literal
        let next = index + 1 < range.upperBound ? tokens[index + 1] : nil
        isFormatted =
          literal.utf8.contains(UInt8(ascii: "*"))
          && (next?.isMark("%") == true || next?.isMark(".") == true || next?.isMark("|") == true)
      } else if depth == 0, joins {
        isFormatted = false
      } else if !isFormatted, pattern.utf8.last != UInt8(ascii: "*") {
        pattern += "*"
      }
      if token.isMark("(") || token.isMark("[") || token.isMark("{") { depth += 1 }
      if token.isMark(")") || token.isMark("]") || token.isMark("}") { depth -= 1 }
    }
    return pattern
  }

  /// A literal with `*` for `%s` and `{…}`.
  private static func withGaps(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      if bytes[index] == UInt8(ascii: "%"), next == UInt8(ascii: "s") || next == UInt8(ascii: "d") {
        result.append(UInt8(ascii: "*"))
        index += 2
      } else if bytes[index] == UInt8(ascii: "{"),
        let end = bytes[index...].prefix(40).firstIndex(of: UInt8(ascii: "}"))
      {
        result.append(UInt8(ascii: "*"))
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
