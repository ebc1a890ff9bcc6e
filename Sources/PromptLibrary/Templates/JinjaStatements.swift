extension JinjaTemplate {
  /// Reads the `{% … %}` that starts at an index.
  mutating func statement(at start: Int) -> Int {
    guard case .closed(let end) = text.tokenize(from: start + 2, closing: "%", into: &tokens) else {
      text.addProblem("This '{%' is never closed; expected '%}'.", at: start)
      return start + 2
    }
    guard let first = tokens.first, first.kind == .name else { return end }
    let keyword = text.string(first.range)
    if keyword == "raw" || keyword == "verbatim" { return raw(keyword, at: start, from: end) }
    run(keyword, at: start)
    return end
  }

  /// Unknown tags are let pass: extensions add their own.
  private mutating func run(_ keyword: String, at start: Int) {
    if keyword.hasPrefix("end") {
      let name = String(keyword.dropFirst(3))
      if Self.blockNames.contains(name) { close(name, at: start) }
      return
    }
    let rest = 1..<tokens.count
    switch keyword {
    case "if", "ifAsync":
      evaluate(rest, isTest: true)
      open("if", at: start)
    case "elif", "elseif": evaluate(rest, isTest: true)
    case "else": if blocks.innermost?.name == "for" { unbindInnermost(removing: false) }
    case "for": loop("for", at: start)
    case "asyncEach": loop("each", at: start)
    case "asyncAll": loop("all", at: start)
    case "set": set(at: start)
    case "macro": macro(at: start)
    case "call": call(at: start)
    case "with": with(at: start)
    case "trans": assignments(rest)
    case "block": open(keyword, at: start, Block(isScope: true, isDeferred: true))
    case "filter":
      evaluate(rest, afterOperand: true)
      open("filter", at: start, Block(isScope: true))
    case "autoescape", "switch":
      evaluate(rest)
      open(keyword, at: start)
    case "case", "do": evaluate(rest)
    case "include": include(.include, rest.prefix(upTo: endOfTarget(rest)))
    case "extends": include(.extends, rest)
    case "import": importModule(rest)
    case "from": importNames(rest)
    default: break
    }
  }

  private static let blockNames: Set<String> = [
    "if", "for", "each", "all", "set", "macro", "call", "with", "block", "filter", "autoescape", "switch",
  ]

  private mutating func raw(_ keyword: String, at start: Int, from body: Int) -> Int {
    var search = body
    while let tag = text.find("{", "%", from: search) {
      var index = tag + 2
      if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
      while text[index].isBlank { index += 1 }
      search = index
      if text.matches("end", at: index), text.bytes[(index + 3)...].starts(with: keyword.utf8),
        !text[index + 3 + keyword.utf8.count].isNameByte
      {
        return text.find("%", "}", from: index).map { $0 + 2 } ?? text.bytes.count
      }
    }
    text.addProblem("This '{% \(keyword) %}' is never closed; expected '{% end\(keyword) %}'.", at: start)
    return text.bytes.count
  }

  /// The first token of a range, outside brackets, that satisfies a condition.
  func firstOutsideBrackets(_ range: Range<Int>, where matches: (TagToken) -> Bool) -> Int? {
    var depth = 0
    for index in range {
      let token = tokens[index]
      if depth == 0, matches(token) { return index }
      if token.isMark("(") || token.isMark("[") || token.isMark("{") { depth += 1 }
      if token.isMark(")") || token.isMark("]") || token.isMark("}") { depth -= 1 }
    }
    return nil
  }

  func isWord(_ token: TagToken, _ word: String) -> Bool {
    token.kind == .name && token.range.count == word.utf8.count
      && text.matches(word, at: token.range.lowerBound)
  }

  /// Binds each name of a target list such as `a, (b, c)`.
  private mutating func bindNames(_ range: Range<Int>) {
    for index in range where tokens[index].kind == .name { bind(text.string(tokens[index].range)) }
  }

  /// `for a, b in items if a recursive`: the items are read outside, the condition inside.
  private mutating func loop(_ name: String, at start: Int) {
    let rest = 1..<tokens.count
    guard let `in` = firstOutsideBrackets(rest, where: { $0.word == .in }) else {
      open(name, at: start, Block(isScope: true))
      return
    }
    var end = rest.upperBound
    if end > `in` + 2, isWord(tokens[end - 1], "recursive") { end -= 1 }
    let condition = firstOutsideBrackets(`in` + 1..<end) { $0.word == .if }
    evaluate(`in` + 1..<(condition ?? end))
    open(name, at: start, Block(isScope: true))
    bindNames(1..<`in`)
    if let condition { evaluate(condition + 1..<end, isTest: true) }
  }

  private mutating func set(at start: Int) {
    let rest = 1..<tokens.count
    guard !rest.isEmpty else { return }
    if let equals = firstOutsideBrackets(rest, where: { $0.isMark("=") }) {
      evaluate(equals + 1..<rest.upperBound)
      // `ns.found = true` changes what is bound already.
      if !tokens[1..<equals].contains(where: { $0.isMark(".") }) { bindNames(1..<equals) }
      return
    }
    let pipe = firstOutsideBrackets(rest) { $0.isMark("|") }
    if let pipe { evaluate(pipe + 1..<rest.upperBound, afterOperand: true) }
    let isPlain = tokens[1].kind == .name && !(tokens.count > 2 && tokens[2].isMark("."))
    open("set", at: start, Block(isScope: true, target: isPlain ? text.string(tokens[1].range) : nil))
  }

  /// `macro field(name, size=20)`: the defaults are read outside, the body sees the parameters.
  private mutating func macro(at start: Int) {
    guard tokens.count > 1, tokens[1].kind == .name else {
      return open("macro", at: start, Block(isScope: true, isDeferred: true))
    }
    bind(text.string(tokens[1].range))
    let parameters = tokens.count > 2 && tokens[2].isMark("(") ? 3..<closing(of: 2) : 2..<2
    let names = defaults(parameters)
    open("macro", at: start, Block(isScope: true, isDeferred: true))
    for name in names { bind(name) }
  }

  /// `call(item) list(items)`: the block is a nameless macro, handed to the macro that is called.
  private mutating func call(at start: Int) {
    var names: [String] = []
    var body = 1
    if tokens.count > 1, tokens[1].isMark("(") {
      let end = closing(of: 1)
      names = defaults(2..<end)
      body = min(end + 1, tokens.count)
    }
    evaluate(body..<tokens.count)
    open("call", at: start, Block(isScope: true))
    for name in names { bind(name) }
  }

  private mutating func with(at start: Int) {
    let names = defaults(1..<tokens.count)
    open("with", at: start, Block(isScope: true))
    for name in names { bind(name) }
  }

  /// `trans user=item.name`: the names reach up to the `endtrans`, which need not be there.
  private mutating func assignments(_ range: Range<Int>) {
    guard range.contains(where: { tokens[$0].isMark("=") }) else { return }
    for name in defaults(range) { bind(name) }
  }

  /// Reads `a, b=1`: evaluates the values and returns the names.
  private mutating func defaults(_ range: Range<Int>) -> [String] {
    var names: [String] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = firstOutsideBrackets(start..<range.upperBound) { $0.isMark(",") } ?? range.upperBound
      if let name = (start..<end).first(where: { tokens[$0].kind == .name }) {
        names.append(text.string(tokens[name].range))
        if name + 2 < end, tokens[name + 1].isMark("=") { evaluate(name + 2..<end) }
      }
      start = end + 1
    }
    return names
  }

  /// The index of the bracket that closes the one at an index, or the end.
  private func closing(of bracket: Int) -> Int {
    firstOutsideBrackets(bracket + 1..<tokens.count) { $0.isMark(")") } ?? tokens.count
  }
}
