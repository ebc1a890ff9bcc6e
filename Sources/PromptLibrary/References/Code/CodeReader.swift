import YAML

/// Reads what a program puts together and hands on, from its tokens: calls with their arguments, values given to names.
///
/// It knows no grammar: brackets, commas and the words around them tell enough, in a dozen languages.
struct CodeReader {
  let bytes: [UInt8]
  let syntax: CodeSyntax
  /// The file's name without its ending: a program may look for a file that is called as it is itself.
  let stem: String
  let tokens: [CodeToken]
  let outline: CodeOutline
  private(set) var facts = CodeFacts()
  /// The tokens behind each assignment's equals sign, and those that a loop goes through.
  private(set) var assigned: [(name: String, range: Range<Int>)] = []

  /// What one file may give; data written as code would give no end of it.
  private static let most = 20_000

  init(_ source: SourceText, _ syntax: CodeSyntax) {
    bytes = source.bytes
    self.syntax = syntax
    stem = String(source.path.stem)
    let all = CodeLexer.tokens(of: bytes, syntax)
    tokens = all.filter { $0.kind != .comment }
    outline = CodeOutline(bytes, tokens, syntax)
    facts.functions = outline.functions
    facts.unreachable = outline.unreachable
    comments = all.filter { $0.kind == .comment }
    owners = Self.owners(tokens, outline.functions)
  }

  let comments: [CodeToken]
  private let owners: [Int32]

  mutating func read() {
    for index in tokens.indices where facts.calls.count + facts.assignments.count < Self.most {
      if isSymbol(index, "("), index > 0 { readCall(at: index) }
      if isSymbol(index, "=") { readAssignment(at: index) }
      if tokens[index].isTemplate {
        for var call in calls(inHolesOf: tokens[index]) {
          call.function = function(at: index)
          facts.calls.append(call)
        }
      }
      if tokens[index].kind == .word {
        if isWord(index, "return") || isWord(index, "yield") {
          readResult(at: index)
        } else if isWord(index, loopWord) {
          readLoop(at: index)
        }
      }
    }
  }

  /// The word before what a loop goes through.
  private var loopWord: String {
    switch syntax.name {
    case "javascript": "of"
    case "go": "range"
    default: "in"
    }
  }

  // MARK: Tokens

  func isWord(_ index: Int, _ word: String) -> Bool {
    guard tokens.indices.contains(index), tokens[index].range.count == word.utf8.count else { return false }
    return bytes[tokens[index].range].elementsEqual(word.utf8)
  }

  /// The innermost function around a token.
  func function(at index: Int) -> Int? {
    guard owners.indices.contains(index), owners[index] >= 0 else { return nil }
    return Int(owners[index])
  }

  /// For each token, the number of the innermost function around it.
  private static func owners(_ tokens: [CodeToken], _ functions: [CodeFunction]) -> [Int32] {
    var owners = [Int32](repeating: -1, count: tokens.count)
    let order = functions.indices.sorted { functions[$0].range.count > functions[$1].range.count }
    for function in order {
      let range = functions[function].range
      var index = tokens.partitioningIndex { $0.range.lowerBound >= range.lowerBound }
      while index < tokens.count, tokens[index].range.lowerBound < range.upperBound {
        owners[index] = Int32(function)
        index += 1
      }
    }
    return owners
  }

  func text(_ index: Int) -> String {
    tokens.indices.contains(index) ? String(decoding: bytes[tokens[index].range], as: UTF8.self) : ""
  }

  func isSymbol(_ index: Int, _ symbol: Unicode.Scalar) -> Bool {
    tokens.indices.contains(index) && tokens[index].symbol == UInt8(ascii: symbol)
  }

  // MARK: Calls

  private mutating func readCall(at open: Int) {
    guard let close = outline.partners[open], let callee = callee(before: open) else { return }
    var arguments: [CodeCall.Argument] = []
    let pieces = pieces(open + 1..<close)
    // A function of one expression needs no `return` (Swift).
    if let resource = resource(callee, pieces) { add(callee, values: [resource], at: open) }
    for range in pieces {
      var range = range
      var keyword: String?
      let separator = range.lowerBound + 1
      if range.count > 2, tokens[range.lowerBound].kind == .word,
        isSymbol(separator, "=") && !isSymbol(separator + 1, "=") && !isSymbol(separator + 1, ">")
          || isSymbol(separator, ":") && !isSymbol(separator + 1, ":")
      {
        keyword = text(range.lowerBound)
        range = (range.lowerBound + 2)..<range.upperBound
      }
      arguments.append(CodeCall.Argument(keyword: keyword, values: values(range)))
      if let keyword, let values = arguments.last?.values, !values.isEmpty {
        facts.assignments.append(
          CodeAssignment(
            name: keyword, values: values, function: function(at: open)))
      }
    }
    // What cannot be told counts too: `fetch(rows[0])` leaves open what `fetch` is given.
    guard arguments.contains(where: { !$0.values.isEmpty }) else { return }
    let offset = tokens[open].range.lowerBound
    facts.calls.append(
      CodeCall(callee: callee, arguments: arguments, offset: offset, function: function(at: open)))
  }

  /// The name before a bracket: `load(`, `include_str!(`, `load<T>(`.
  func callee(before open: Int) -> String? {
    var index = open - 1
    if isSymbol(index, "!") { index -= 1 }
    if isSymbol(index, ">") {
      while index > 0, !isSymbol(index, "<"), open - index < 12 { index -= 1 }
      index -= 1
    }
    guard index >= 0, tokens[index].kind == .word else { return nil }
    return text(index)
  }

  /// The parts between commas at the top level of a range.
  func pieces(_ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      if isSymbol(index, ",") {
        if index > start { result.append(start..<index) }
        start = index + 1
      } else if let close = outline.partners[index], close > index, close < range.upperBound {
        index = close
      }
      index += 1
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  // MARK: Assignments

  private mutating func readAssignment(at equals: Int) {
    // `==`, `=>`, `<=`, `!=`, `+=` assign nothing new.
    if isSymbol(equals + 1, "=") || isSymbol(equals + 1, ">") { return }
    if equals > 0, "=<>!+-*/%|&^~?".utf8.contains(tokens[equals - 1].symbol) { return }
    guard let name = target(before: equals) else { return }
    let range = equals + 1..<statementEnd(after: equals)
    assigned.append((name, range))
    add(name, values: values(range), at: equals)
  }

  /// Fills in the line and column of every literal that was kept.
  mutating func locate(_ position: (Int) -> Position?) {
    func locate(_ values: inout [CodeValue]) {
      for index in values.indices { values[index].position = values[index].offset.flatMap(position) }
    }
    for call in facts.calls.indices {
      facts.calls[call].position = position(facts.calls[call].offset) ?? .start
      for argument in facts.calls[call].arguments.indices {
        locate(&facts.calls[call].arguments[argument].values)
      }
    }
    for index in facts.assignments.indices { locate(&facts.assignments[index].values) }
  }

  /// The offsets whose positions `locate` asks for.
  var offsets: [Int] {
    facts.calls.flatMap { call in [call.offset] + call.arguments.flatMap { $0.values.compactMap(\.offset) } }
      + facts.assignments.flatMap { $0.values.compactMap(\.offset) }
  }

  private mutating func add(_ name: String, values: [CodeValue], at index: Int) {
    let known = values.filter { value in value.parts.contains { $0 != .unknown } }
    guard !known.isEmpty else { return }
    facts.assignments.append(
      CodeAssignment(
        name: name, values: known, function: function(at: index)))
  }

  /// The name that is assigned to, before its type: `x =`, `x: T =`, `self.x =`, `x :=`, `const X T =`.
  private func target(before equals: Int) -> String? {
    var index = equals - 1
    if isSymbol(index, ":") { index -= 1 }
    // Walk back over a type to the colon behind the name, on the same line.
    var back = index
    while back > 0, equals - back < 24, !tokens[back].startsLine {
      if isSymbol(back, ":"), !isSymbol(back - 1, ":"), tokens[back - 1].kind == .word {
        return text(back - 1)
      }
      if "(,;{".utf8.contains(tokens[back].symbol) { break }
      back -= 1
    }
    guard index >= 0, tokens[index].kind == .word else { return nil }
    // `const Name string =` and `var name string =` have the type last, in Go.
    if syntax.name == "go", index > 0, tokens[index - 1].kind == .word,
      !["const", "var", "type"].contains(text(index - 1)), !tokens[index].startsLine
    {
      return text(index - 1)
    }
    return text(index)
  }

  /// Where a statement ends: at a semicolon, a closing bracket, or a line that does not continue it.
  private func statementEnd(after start: Int) -> Int {
    var index = start + 1
    while index < tokens.count {
      let token = tokens[index]
      if ";)]}".utf8.contains(token.symbol) { return index }
      if token.symbol == UInt8(ascii: ","), syntax.name != "python" || isParameter(index + 1) { return index }
      if token.startsLine, index > start + 1, !continues(index) { return index }
      if let close = outline.partners[index], close > index { index = close }
      index += 1
    }
    return tokens.count
  }

  /// Whether another of several arguments or parameters begins there, by its name.
  private func isParameter(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .word
      && (isSymbol(index + 1, ":") || isSymbol(index + 1, "=") && !isSymbol(index + 2, "="))
  }

  private func continues(_ index: Int) -> Bool {
    let marks = "+-*/%&|?:.<>=".utf8
    if marks.contains(tokens[index].symbol) || ["else", "or"].contains(text(index)) {
      return syntax.blocks == .braced || tokens[index].symbol != 0
    }
    return "+-*/%&|?=,".utf8.contains(tokens[index - 1].symbol)
  }

  private mutating func readResult(at index: Int) {
    guard let function = function(at: index) else { return }
    let result = values(index + 1..<statementEnd(after: index))
    add("\(facts.functions[function].name)()", values: result, at: index)
  }

  /// `for x in [...]`, `for (const x of LIST)`, `for _, x := range list`.
  private mutating func readLoop(at index: Int) {
    var name = index - 1
    if syntax.name == "go" { while name > 0, tokens[name].kind != .word { name -= 1 } }
    guard name > 0, tokens[name].kind == .word else { return }
    var end = index + 1
    while end < tokens.count, end - index < 400 {
      if isSymbol(end, ":") && syntax.blocks == .indented || isSymbol(end, ")") || isSymbol(end, "]") {
        break
      }
      if isSymbol(end, "{"), syntax.name == "go", tokens[end - 1].kind == .word { break }
      if tokens[end].startsLine, end > index + 1 { break }
      if let close = outline.partners[end], close > end { end = close }
      end += 1
    }
    let range = index + 1..<max(index + 1, min(end, tokens.count))
    assigned.append((text(name), range))
    add(text(name), values: values(range), at: index)
  }
}
