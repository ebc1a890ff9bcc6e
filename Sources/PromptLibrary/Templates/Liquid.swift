extension TemplateSyntax {
  static func scanLiquid(_ bytes: [UInt8]) -> TemplateUse {
    var template = LiquidTemplate(text: TemplateText(bytes))
    template.read()
    return template.text.finished()
  }
}

/// Reads Liquid, whose values are one operand and a chain of filters; after Shopify's reference.
private struct LiquidTemplate {
  struct Block {
    /// Names that end with the block.
    var names: [String] = []
  }

  var text: TemplateText
  var tokens: [TagToken] = []
  var blocks = OpenBlocks<Block>()
  var bound: [String: Int] = [:]

  mutating func read() {
    var index = 0
    let bytes = text.bytes
    while index &+ 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{"), bytes[index &+ 1] == UInt8(ascii: "{") {
        index = output(at: index)
      } else if bytes[index] == UInt8(ascii: "{"), bytes[index &+ 1] == UInt8(ascii: "%") {
        index = tag(at: index)
      } else {
        index &+= 1
      }
    }
    while let block = blocks.pop() { reportUnclosed(block.name, block.offset) }
  }

  private mutating func output(at start: Int) -> Int {
    guard case .closed(let end) = text.tokenize(from: start + 2, closing: "}", hyphens: true, into: &tokens)
    else {
      text.addProblem("This '{{' is never closed; expected '}}'.", at: start)
      return start + 2
    }
    value(tokens.indices)
    return end
  }

  private mutating func tag(at start: Int) -> Int {
    guard case .closed(let end) = text.tokenize(from: start + 2, closing: "%", hyphens: true, into: &tokens)
    else {
      text.addProblem("This '{%' is never closed; expected '%}'.", at: start)
      return start + 2
    }
    guard let first = tokens.first, first.kind == .name else { return end }
    let keyword = text.string(first.range)
    if keyword == "raw" || keyword == "comment" { return skip(keyword, at: start, from: end) }
    run(keyword, at: start)
    return end
  }

  private static let blockNames: Set<String> = ["if", "unless", "case", "for", "tablerow", "capture"]

  private mutating func run(_ keyword: String, at start: Int) {
    let rest = 1..<tokens.count
    switch keyword {
    case "if", "unless":
      value(rest, isTest: true)
      blocks.open(keyword, at: start, Block())
    case "elsif": value(rest, isTest: true)
    case "case":
      value(rest)
      blocks.open(keyword, at: start, Block())
    case "when", "echo", "cycle": value(rest)
    case "for", "tablerow": loop(keyword, at: start)
    case "assign":
      if tokens.count > 3, tokens[2].isMark("=") { value(3..<tokens.count) }
      if tokens.count > 1, tokens[1].kind == .name { bound[text.string(tokens[1].range), default: 0] += 1 }
    case "capture", "increment", "decrement":
      if tokens.count > 1 { bound[text.string(tokens[1].range), default: 0] += 1 }
      if keyword == "capture" { blocks.open(keyword, at: start, Block()) }
    case "render", "include": include()
    default:
      if keyword.hasPrefix("end"), Self.blockNames.contains(String(keyword.dropFirst(3))) {
        close(String(keyword.dropFirst(3)), at: start)
      }
    }
  }

  private mutating func close(_ name: String, at offset: Int) {
    guard blocks.isOpen(name) else {
      text.addProblem("This '{% end\(name) %}' closes nothing; no '{% \(name) %}' is open here.", at: offset)
      return
    }
    while let block = blocks.pop() {
      for name in block.context.names { bound[name, default: 1] -= 1 }
      if block.name == name { return }
      reportUnclosed(block.name, block.offset)
    }
  }

  private mutating func reportUnclosed(_ name: String, _ offset: Int) {
    text.addProblem("This '{% \(name) %}' is never closed; expected '{% end\(name) %}'.", at: offset)
  }

  /// The text up to `{% endraw %}` or `{% endcomment %}` is not read.
  private mutating func skip(_ keyword: String, at start: Int, from body: Int) -> Int {
    var search = body
    while let tag = text.find("{", "%", from: search) {
      var index = tag + 2
      if text[index] == UInt8(ascii: "-") { index += 1 }
      while text[index].isBlank { index += 1 }
      search = index
      if text.matches("end", at: index), text.bytes[(index + 3)...].starts(with: keyword.utf8) {
        return text.find("%", "}", from: index).map { $0 + 2 } ?? text.bytes.count
      }
    }
    reportUnclosed(keyword, start)
    return text.bytes.count
  }

  /// `for item in items limit.
  ///
  /// 3 offset: start reversed`
  private mutating func loop(_ name: String, at start: Int) {
    var names: [String] = []
    if tokens.count > 3, tokens[1].kind == .name, tokens[2].word == .in {
      names = [text.string(tokens[1].range)]
      value(3..<tokens.count)
      for index in 3..<tokens.count where tokens[index].isMark(":") {
        value(index + 1..<min(index + 2, tokens.count))
      }
    }
    for name in names { bound[name, default: 0] += 1 }
    blocks.open(name, at: start, Block(names: names))
  }

  /// `render 'card', item: product, for products as x`, `include name with y`; Jekyll writes the name bare.
  private mutating func include() {
    guard tokens.count > 1 else { return }
    let first = tokens[1]
    if first.kind == .string {
      text.addInclude(.include, text.string(first.range), at: first.range.lowerBound)
    } else if first.kind == .name, tokens.count > 3, tokens[2].isMark("."), tokens[3].kind == .name {
      let range = first.range.lowerBound..<tokens[3].range.upperBound
      text.addInclude(.include, text.string(range), at: range.lowerBound)
    } else if first.kind == .name {
      value(1..<2)
      text.addInclude(.include, "*", at: first.range.lowerBound, isDynamic: true)
    }
    for index in 2..<max(2, tokens.count) {
      let previous = tokens[index - 1]
      let isValue =
        previous.isMark(":") || previous.isMark("=") || text.string(previous.range) == "with"
        || text.string(previous.range) == "for"
      guard isValue else { continue }
      var end = index + 1
      while end + 1 < tokens.count, tokens[end].isMark(".") { end += 2 }
      value(index..<end)
    }
  }

  private static let literals: Set<String> = ["true", "false", "nil", "null", "empty", "blank"]
  private static let ownNames: Set<String> = ["forloop", "tablerowloop"]

  /// Notes the names of an operand with its filters, or of a condition.
  ///
  /// As Liquid does in its lax mode, reading ends at the first token that does not fit.
  private mutating func value(_ range: Range<Int>, isTest: Bool = false) {
    var awaitsOperand = true
    var head: String?
    var index = range.lowerBound
    while index < range.upperBound {
      let token = tokens[index]
      switch token.kind {
      case .string, .number:
        guard awaitsOperand else { return }
        awaitsOperand = false
      case .name where awaitsOperand:
        if index + 1 < range.upperBound, tokens[index + 1].isMark(":") {
          index += 1
        } else {
          index = operand(at: index, range, isTest: isTest, head: &head)
          awaitsOperand = false
        }
      case .name:
        guard token.word == .and || token.word == .or || text.string(token.range) == "contains" else {
          return
        }
        awaitsOperand = true
        head = nil
      case .mark where token.isMark("|"):
        index += 1
        guard index < range.upperBound, tokens[index].kind == .name else { return }
        if let head, text.string(tokens[index].range) == "default" {
          text.addVariable(head, at: token.range.lowerBound, isOptional: true)
        }
        awaitsOperand = false
      case .mark where token.isMark(".") && index > range.lowerBound && tokens[index - 1].isMark("]"):
        index += 1
      case .mark where token.mark >= 0x80: return
      case .mark: awaitsOperand = !(token.isMark(")") || token.isMark("]"))
      }
      index += 1
    }
  }

  /// Reads a name with its members; returns the index of its last token.
  private mutating func operand(
    at start: Int, _ range: Range<Int>, isTest: Bool, head: inout String?
  ) -> Int {
    var index = start
    while index + 2 < range.upperBound, tokens[index + 1].isMark("."), tokens[index + 2].kind == .name {
      index += 2
    }
    let name = text.string(tokens[start].range)
    if Self.literals.contains(name) || Self.ownNames.contains(name) || bound[name, default: 0] > 0 {
      return index
    }
    let next = index + 1 < range.upperBound ? tokens[index + 1] : nil
    // A member of nothing is nothing: `{% if a.b %}` allows for a missing `a`.
    let isLast = next == nil || next?.word == .and || next?.word == .or
    let previous = tokens[max(start - 1, range.lowerBound)]
    let isCompared = start > range.lowerBound && previous.word != .and && previous.word != .or
    text.addVariable(name, at: tokens[start].range.lowerBound, isOptional: isTest && isLast && !isCompared)
    head = head ?? name
    return index
  }
}
