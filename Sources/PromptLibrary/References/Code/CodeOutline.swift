/// Finds a program's functions, and what follows a return.
struct CodeOutline {
  private let bytes: [UInt8]
  private let syntax: CodeSyntax
  private let tokens: [CodeToken]
  /// For each opening bracket, the position of the one that closes it, and the other way round.
  let partners: Brackets
  private(set) var functions: [CodeFunction] = []
  private(set) var unreachable: [Range<Int>] = []

  init(_ bytes: [UInt8], _ tokens: [CodeToken], _ syntax: CodeSyntax) {
    self.bytes = bytes
    self.tokens = tokens
    self.syntax = syntax
    partners = Self.partners(of: tokens)
    switch syntax.blocks {
    case .indented: findIndented()
    case .braced: findBraced()
    case .other: break
    }
  }

  /// The position of each bracket's partner, by the bracket's own.
  struct Brackets: Sendable {
    fileprivate var partner: [Int32]
    subscript(index: Int) -> Int? {
      guard partner.indices.contains(index), partner[index] >= 0 else { return nil }
      return Int(partner[index])
    }
  }

  private static func partners(of tokens: [CodeToken]) -> Brackets {
    var partners = Brackets(partner: [Int32](repeating: -1, count: tokens.count))
    var open: [(UInt8, Int)] = []
    for (index, token) in tokens.enumerated() where token.kind == .symbol {
      switch token.symbol {
      case UInt8(ascii: "("): open.append((UInt8(ascii: ")"), index))
      case UInt8(ascii: "["): open.append((UInt8(ascii: "]"), index))
      case UInt8(ascii: "{"): open.append((UInt8(ascii: "}"), index))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let last = open.lastIndex(where: { $0.0 == token.symbol }) else { continue }
        partners.partner[open[last].1] = Int32(index)
        partners.partner[index] = Int32(open[last].1)
        open.removeSubrange(last...)
      default: continue
      }
    }
    return partners
  }

  private func text(_ index: Int) -> String {
    tokens.indices.contains(index) ? String(decoding: bytes[tokens[index].range], as: UTF8.self) : ""
  }

  private func isWord(_ index: Int, _ word: String) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .word,
      tokens[index].range.count == word.utf8.count
    else { return false }
    return bytes[tokens[index].range].elementsEqual(word.utf8)
  }

  private func isSymbol(_ index: Int, _ symbol: Unicode.Scalar) -> Bool {
    tokens.indices.contains(index) && tokens[index].symbol == UInt8(ascii: symbol)
  }

  // MARK: Python

  private mutating func findIndented() {
    var classes: [(column: Int, name: String)] = []
    var depth = 0
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind == .symbol {
        if token.opens { depth += 1 }
        if token.closes { depth = max(0, depth - 1) }
      }
      guard depth == 0, token.kind == .word, token.startsLine || isWord(index - 1, "async") else { continue }
      let column = tokens[isWord(index - 1, "async") ? index - 1 : index].column
      if token.startsLine { classes.removeAll { $0.column >= column } }
      if isWord(index, "class") { classes.append((column, text(index + 1))) }
      if isWord(index, "def"), isSymbol(index + 2, "("), let close = partners[index + 2] {
        var name = text(index + 1)
        let owner = classes.last?.name
        if name == "__init__", let owner { name = owner }
        let parameters = parameters(index + 3..<close)
        let first = isWord(index - 1, "async") ? index - 1 : index
        functions.append(
          CodeFunction(
            name: name,
            parameters: owner == nil ? parameters : parameters.filter { $0 != "self" && $0 != "cls" },
            range: token.range.lowerBound..<end(ofBlockAt: column, after: close),
            isFree: isDecorated(first) || name.hasPrefix("__") || name == owner || name == "main"))
      }
      if isWord(index, "return") || isWord(index, "raise"), token.startsLine { findUnreachable(after: index) }
    }
  }

  private func isDecorated(_ index: Int) -> Bool {
    var line = index - 1
    while line >= 0, !tokens[line].startsLine { line -= 1 }
    return line >= 0 && (tokens[line].symbol == UInt8(ascii: "@") || tokens[line].symbol == UInt8(ascii: ")"))
  }

  /// Where the block ends whose header stands at `column`: before the next line that is not indented further.
  private func end(ofBlockAt column: Int, after start: Int) -> Int {
    var depth = 0
    for index in tokens.indices[(start + 1)...] {
      let token = tokens[index]
      if token.startsLine, depth == 0, token.kind != .comment, token.column <= column {
        return token.range.lowerBound
      }
      if token.opens { depth += 1 }
      if token.closes { depth = max(0, depth - 1) }
    }
    return bytes.count
  }

  /// Notes the statements of the same block that follow a return.
  private mutating func findUnreachable(after start: Int) {
    let column = tokens[start].column
    guard column > 0 else { return }
    var depth = 0
    var from: Int?
    for index in tokens.indices[(start + 1)...] {
      let token = tokens[index]
      if token.startsLine, depth == 0, token.kind != .comment {
        if token.column < column {
          if let from { unreachable.append(from..<token.range.lowerBound) }
          return
        }
        if token.column == column, from == nil { from = token.range.lowerBound }
      }
      if token.opens { depth += 1 }
      if token.closes { depth = max(0, depth - 1) }
    }
    if let from { unreachable.append(from..<bytes.count) }
  }

  // MARK: Languages with braces

  private static let noFunctions: Set<String> = [
    "if", "for", "while", "switch", "catch", "return", "function", "with", "using", "lock", "when", "match",
    "else", "new", "await", "func", "fun", "fn",
  ]

  private mutating func findBraced() {
    var classes: [(range: Range<Int>, name: String)] = []
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind == .word, isWord(index, "class"), let open = brace(after: index + 1),
        let close = partners[open]
      {
        classes.append((tokens[open].range.lowerBound..<tokens[close].range.upperBound, text(index + 1)))
      }
      if isSymbol(index, "("), index > 0, let close = partners[index] {
        let before = tokens[index - 1]
        if before.symbol == UInt8(ascii: "=") || isWord(index - 1, "async") {
          addArrow(parametersAt: index, close)
        } else if before.kind == .word {
          addFunction(named: index - 1, parametersAt: index, close, classes)
        }
      }
      if syntax.name == "javascript" || syntax.name == "go", isWord(index, "return") {
        findUnreachableBraced(after: index)
      }
    }
  }

  /// The brace that opens a body after a header, with nothing but a type between.
  private func brace(after start: Int) -> Int? {
    var index = start
    while index < tokens.count, index - start < 60 {
      if isSymbol(index, "{") { return index }
      if isSymbol(index, ";") || isSymbol(index, ")") || isSymbol(index, "}") { return nil }
      if isSymbol(index, "("), let close = partners[index] { index = close }
      index += 1
    }
    return nil
  }

  private func isArrow(_ index: Int) -> Bool { isSymbol(index, "=") && isSymbol(index + 1, ">") }

  private mutating func addFunction(
    named name: Int, parametersAt open: Int, _ close: Int, _ classes: [(range: Range<Int>, name: String)]
  ) {
    var word = text(name)
    guard !Self.noFunctions.contains(word) else { return }
    let keyword = ["func", "function", "fn", "fun", "def"].contains(text(name - 1))
    // Without a keyword, a call looks the same but for the body that follows.
    if !keyword, name > 0, isSymbol(name - 1, ".") || ["new", "return", "await"].contains(text(name - 1)) {
      return
    }
    let body = keyword ? brace(after: close + 1) : immediateBrace(after: close + 1)
    guard let end = body.flatMap({ partners[$0] }) ?? expressionEnd(after: close + 1) else { return }
    let offset = tokens[name].range.lowerBound
    let owner = classes.last { $0.range.contains(offset) }?.name
    if word == "constructor" || word == "init", let owner { word = owner }
    let isMethod = owner != nil || isSymbol(name - 1, ")")
    let isExported =
      text(name - 2) == "default" || text(name - 2) == "export" || word == "main" || word == "init"
      || (syntax.name == "go" && word.first?.isUppercase ?? true)
    // In other languages, a compiler says what is never called.
    let isKnown = syntax.name == "javascript" || syntax.name == "go"
    functions.append(
      CodeFunction(
        name: word, parameters: parameters(open + 1..<close), range: offset..<tokens[end].range.upperBound,
        isFree: isMethod || isExported || !keyword || !isKnown))
  }

  /// A body that follows at once, or after a result's type: `f(a) {`, `f(a): T {`, `f(a) throws E {`.
  private func immediateBrace(after start: Int) -> Int? {
    var index = start
    while index < tokens.count, index - start < 16 {
      if isSymbol(index, "{") { return index }
      let isType =
        tokens[index].kind == .word || tokens[index].kind == .comment
        || ":<>[]?.,|&".utf8.contains(tokens[index].symbol)
      guard isType else { return nil }
      index += 1
    }
    return nil
  }

  /// The semicolon that ends a body without braces, in C#: `string Load(string name) => ...;`.
  private func expressionEnd(after start: Int) -> Int? {
    guard syntax.name == "csharp", isArrow(start) else { return nil }
    var index = start
    while index < tokens.count, !isSymbol(index, ";") {
      if let last = partners[index], last > index { index = last }
      index += 1
    }
    return index < tokens.count ? index : nil
  }

  /// `const load = (name) => ...`.
  private mutating func addArrow(parametersAt open: Int, _ close: Int) {
    var name = open - 1
    if isWord(name, "async") { name -= 1 }
    guard isSymbol(name, "="), name > 0,
      let arrow = (close + 1..<min(close + 12, tokens.count)).first(where: isArrow)
    else { return }
    name -= 1
    // A type may stand between the name and the equals sign.
    var back = name
    while back > 0, name - back < 12, !["const", "let", "var"].contains(text(back - 1)) { back -= 1 }
    if back > 0, ["const", "let", "var"].contains(text(back - 1)) { name = back }
    guard tokens[name].kind == .word else { return }
    var end = arrow + 2
    if isSymbol(end, "{"), let last = partners[end] {
      end = last
    } else {
      while end < tokens.count, !isSymbol(end, ";"),
        !(tokens[end].startsLine && tokens[end].column <= tokens[name].column)
      {
        if let last = partners[end], last > end { end = last }
        end += 1
      }
      end = min(end, tokens.count - 1)
    }
    functions.append(
      CodeFunction(
        name: text(name), parameters: parameters(open + 1..<close),
        range: tokens[name].range
          .lowerBound..<max(tokens[end].range.upperBound, tokens[name].range.upperBound),
        isFree: true))
  }

  /// What stands in the same block after `return x;`, in JavaScript and Go.
  private mutating func findUnreachableBraced(after start: Int) {
    guard start > 0, tokens[start].startsLine,
      ["{", "}", ";"].contains(text(start - 1))
        || (tokens[start - 1].kind != .symbol && text(start - 1) != "else")
    else { return }
    var index = start + 1
    var from: Int?
    while index < tokens.count {
      let token = tokens[index]
      if isSymbol(index, "}") {
        if let from { unreachable.append(tokens[from].range.lowerBound..<token.range.lowerBound) }
        return
      }
      if isSymbol(index, ")") || isSymbol(index, "]") { return }
      let isLabel = ["case", "default", "function", "class"].contains(text(index))
      if from != nil, isLabel { return }
      if from == nil, token.kind != .comment, index > start + 1 || token.startsLine {
        let before = tokens[index - 1]
        let isEnded = before.symbol == UInt8(ascii: ";") || (token.startsLine && !continues(before, token))
        if isEnded {
          if isLabel { return }
          from = index
        }
      }
      if let close = partners[index], close > index { index = close }
      index += 1
    }
  }

  private func continues(_ before: CodeToken, _ token: CodeToken) -> Bool {
    "+-*/%&|?:.,=<>!(".utf8.contains(token.symbol) || "+-*/%&|?:.,=<>!(".utf8.contains(before.symbol)
  }

  // MARK: Parameters

  private func parameters(_ range: Range<Int>) -> [String] {
    var names: [String] = []
    var start = range.lowerBound
    var index = range.lowerBound
    while index <= range.upperBound {
      if index == range.upperBound || isSymbol(index, ",") {
        if let name = parameter(start..<index) { names.append(name) }
        start = index + 1
      } else if let close = partners[index], close > index, close < range.upperBound {
        index = close
      }
      index += 1
    }
    return names
  }

  /// The name among a parameter's words: before a colon or an equals sign, first in Go, last in Java and C#.
  private func parameter(_ range: Range<Int>) -> String? {
    var words: [Int] = []
    for index in range {
      if isSymbol(index, ":") || isSymbol(index, "=") { break }
      if tokens[index].kind == .word { words.append(index) }
    }
    guard let last = words.last, let first = words.first else { return nil }
    return text(syntax.name == "go" ? first : last)
  }
}
