extension HandlebarsTemplate {
  /// Handlebars' helpers and dotprompt's.
  static let helpers: Set<String> = [
    "if", "unless", "each", "with", "lookup", "log", "else",
    "role", "history", "section", "media", "json", "ifEquals", "unlessEquals",
  ]

  /// Blocks whose body sees the names around them.
  static let plainBlocks: Set<String> = [
    "if", "unless", "ifEquals", "unlessEquals", "role", "section",
  ]

  private static let literals: Set<String> = ["true", "false", "null", "undefined", "this"]

  /// A path alone is a variable; one with arguments is a helper, and its arguments are variables.
  mutating func call(_ range: Range<Int>, isTest: Bool) {
    guard let first = range.first else { return }
    if range.count > 1 {
      operands(first.advanced(by: tokens[first].kind == .open ? 0 : 1)..<range.upperBound, isTest: isTest)
    } else if tokens[first].kind == .path, !Self.helpers.contains(text.string(tokens[first].range)) {
      use(tokens[first].range, isOptional: isTest)
    }
  }

  /// Notes the paths among arguments; behind a parenthesis stands a helper's name.
  mutating func operands(_ range: Range<Int>, isTest: Bool) {
    var depth = 0
    // How deep `and`, `or` and `not` reach from the outside: their operands are tests too.
    var tested = isTest ? 0 : -1
    for index in range {
      let token = tokens[index]
      switch token.kind {
      case .open:
        let helper = index + 1 < range.upperBound ? text.string(tokens[index + 1].range) : ""
        if tested == depth, helper == "and" || helper == "or" || helper == "not" { tested += 1 }
        depth += 1
      case .close:
        depth -= 1
        tested = min(tested, depth)
      case .path:
        let isHelper = index > range.lowerBound && tokens[index - 1].kind == .open
        let isKey = index + 1 < range.upperBound && tokens[index + 1].kind == .equals
        if !isHelper, !isKey { use(token.range, isOptional: tested == depth) }
      default: break
      }
    }
  }

  /// Notes the first name of a path, when it is one of the outermost data.
  mutating func use(_ range: Range<Int>, isOptional: Bool) {
    var start = range.lowerBound
    var ups = 0
    var isQualified = false
    if text.bytes[start] == UInt8(ascii: "@") {
      guard text.matches("@root.", at: start) || text.matches("@root/", at: start) else { return }
      start += 6
      ups = scopes.count - 1
      isQualified = true
    }
    while start < range.upperBound {
      if text.matches("../", at: start) {
        ups += 1
        start += 3
      } else if text.matches("./", at: start) {
        start += 2
      } else if text.matches("this/", at: start) || text.matches("this.", at: start) {
        start += 5
      } else {
        break
      }
      isQualified = true
    }
    guard start < range.upperBound, let name = segment(start..<range.upperBound) else { return }
    let string = text.string(name)
    if Self.literals.contains(string) || text.bytes[name.lowerBound].isDigit { return }
    if !isQualified, parameters[string, default: 0] > 0 { return }
    let level = scopes.count - 1 - ups
    guard level >= 0, scopes[level] != .item else { return }
    text.addVariable(string, at: name.lowerBound, isOptional: isOptional || scopes[level] == .unknown)
  }

  /// The first part of a path: up to a dot or slash, or between square brackets.
  private func segment(_ range: Range<Int>) -> Range<Int>? {
    let isBracketed = text.bytes[range.lowerBound] == UInt8(ascii: "[")
    let start = isBracketed ? range.lowerBound + 1 : range.lowerBound
    var end = start
    while end < range.upperBound {
      let byte = text.bytes[end]
      if isBracketed ? byte == UInt8(ascii: "]") : byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") {
        break
      }
      end += 1
    }
    return start < end ? start..<end : nil
  }
}
