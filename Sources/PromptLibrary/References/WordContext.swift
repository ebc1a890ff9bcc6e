/// What stands around a word on its line: quotes, a comment, a call, an assignment.
struct WordContext {
  var isQuoted = false
  var isWhole = false
  var isComment = false
  var callee: String?
  var assigned: String?

  init(_ bytes: [UInt8], _ range: Range<Int>, line: Range<Int>, nature: FileNature) {
    let quotes = Array("'\"`".utf8)
    var open: UInt8?
    var openedAt = line.lowerBound
    var index = line.lowerBound
    while index < range.lowerBound {
      let byte = bytes[index]
      if let quote = open {
        if byte == quote, index == 0 || bytes[index - 1] != UInt8(ascii: "\\") { open = nil }
      } else if quotes.contains(byte) {
        open = byte
        openedAt = index + 1
      } else if nature != .prose, startsComment(bytes, index, line) {
        isComment = true
        return
      }
      index += 1
    }
    isQuoted = open != nil || nature == .configuration
    let end = range.upperBound
    let closes = end >= bytes.count || quotes.contains(bytes[end]) || bytes[end] == UInt8(ascii: "\\")
    isWhole =
      nature == .configuration && !isInSentence(bytes, range, line)
      || (open != nil && openedAt == range.lowerBound && closes)
    readCall(bytes, before: open == nil ? range.lowerBound : openedAt - 1, line)
    readAssignment(bytes, before: range.lowerBound, line, nature)
  }

  /// Whether words stand on both sides, or on one: `a text into a task` is no list of names.
  private func isInSentence(_ bytes: [UInt8], _ range: Range<Int>, _ line: Range<Int>) -> Bool {
    func isWord(_ range: Range<Int>) -> Bool {
      range.count > 1 && bytes[range].allSatisfy { ($0 | 0x20) &- 97 < 26 } && isFree(range.lowerBound - 1)
        && isFree(range.upperBound)
    }
    func isFree(_ index: Int) -> Bool { !line.contains(index) || " ,;:'\"".utf8.contains(bytes[index]) }
    var (start, end) = (range.lowerBound - 1, range.upperBound + 1)
    while start > line.lowerBound, bytes[start - 1].isWordByte || bytes[start - 1] == UInt8(ascii: "-") {
      start -= 1
    }
    while end < line.upperBound, bytes[end].isWordByte || bytes[end] == UInt8(ascii: "-") { end += 1 }
    let isAfter =
      start >= line.lowerBound && start < range.lowerBound && bytes[range.lowerBound - 1] == 32
      && isWord(start..<range.lowerBound - 1)
    let isBefore =
      end <= line.upperBound && end > range.upperBound && bytes[range.upperBound] == 32
      && isWord(range.upperBound + 1..<end)
    return isAfter || isBefore
  }

  private func startsComment(_ bytes: [UInt8], _ index: Int, _ line: Range<Int>) -> Bool {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    let isFirst = bytes[line.lowerBound..<index].allSatisfy { $0 == 32 || $0 == 9 }
    switch bytes[index] {
    case UInt8(ascii: "#"):
      return (isFirst || bytes[index - 1] == 32) && (next == 32 || next == UInt8(ascii: "#") || isFirst)
    case UInt8(ascii: "/"):
      return next == UInt8(ascii: "/") && (index == 0 || bytes[index - 1] != UInt8(ascii: ":"))
        || next == UInt8(ascii: "*")
    case UInt8(ascii: "*"): return isFirst
    default: return false
    }
  }

  /// The identifier before the parenthesis that is open at `end`.
  private mutating func readCall(_ bytes: [UInt8], before end: Int, _ line: Range<Int>) {
    var depth = 0
    var index = end
    while index > line.lowerBound {
      index -= 1
      if bytes[index] == UInt8(ascii: ")") { depth += 1 }
      guard bytes[index] == UInt8(ascii: "(") else { continue }
      if depth > 0 {
        depth -= 1
        continue
      }
      var start = index
      while start > line.lowerBound, bytes[start - 1].isWordByte { start -= 1 }
      if start < index { callee = String(decoding: bytes[start..<index], as: UTF8.self) }
      return
    }
  }

  private static let kinds: Set<String> = [
    "prompt", "prompts", "template", "templates", "instruction", "instructions", "persona", "personas",
    "skill", "skills",
  ]

  /// Where a setting's key begins whose parts before the last one say that it is of prompts: `app.prompts.sort=`.
  private func settingOfPrompts(_ bytes: [UInt8], _ name: Range<Int>, _ line: Range<Int>) -> Int? {
    var start = name.lowerBound
    guard start > line.lowerBound, bytes[start - 1] == UInt8(ascii: ".") else { return nil }
    while start > line.lowerBound, name.upperBound - start < 100,
      bytes[start - 1].isWordByte || ".-".utf8.contains(bytes[start - 1])
    { start -= 1 }
    let parts = bytes[start..<name.lowerBound].split(separator: UInt8(ascii: "."))
    return parts.contains { Self.kinds.contains(String(decoding: $0, as: UTF8.self).lowercased()) }
      ? start : nil
  }

  private mutating func readAssignment(
    _ bytes: [UInt8], before word: Int, _ line: Range<Int>, _ nature: FileNature
  ) {
    guard
      let equals = (nature == .configuration ? Self.separator(bytes, line.lowerBound..<word) : nil)
        ?? bytes[line].firstIndex(where: {
          $0 == UInt8(ascii: "=") || (nature == .configuration && $0 == UInt8(ascii: ":"))
        })
    else { return }
    var end = equals
    while end > line.lowerBound, bytes[end - 1] == 32 { end -= 1 }
    if end > line.lowerBound, bytes[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    var start = end
    while start > line.lowerBound, bytes[start - 1].isWordByte { start -= 1 }
    if nature == .configuration, let whole = settingOfPrompts(bytes, start..<end, line) { start = whole }
    if end - start > (nature == .configuration ? 1 : 2) {
      assigned = String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  /// The last colon between a key and its value; a line of JSON has many.
  private static func separator(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    bytes[range].indices.last { index in
      guard bytes[index] == UInt8(ascii: ":") else { return false }
      let before = index > range.lowerBound ? bytes[index - 1] : 0
      return index + 1 < range.upperBound
        && (bytes[index + 1] == 32 || before == UInt8(ascii: "\""))
        && (before.isWordByte || before == UInt8(ascii: "\""))
    }
  }
}
