/// What stands around a string of a program.
struct CodeContext: Sendable {
  /// The innermost function that it is given to.
  var callee: String?
  /// The name that it becomes: a variable's, a keyword's, an entry's.
  var assigned: String?
  /// The parameter of that function, where the call says for which it is given: `make(prompt: "sort")`.
  var keyword: String?
  /// That name is an entry's: `{promptDir: "prompts"}`.
  var isEntry = false
  /// Something is compared with it, which names nothing.
  var isCompared = false
  /// It is an entry's key, or asks for one: `{"sort": rows}`, `rows["sort"]`.
  var isKey = false
  /// The other strings and names of the same call or path, which may be folders.
  var beside: [String] = []
}

extension CodeReader {
  /// The cases of enumerations of texts that are not given another text, with where they stand (Swift).
  var enumCases: [(name: String, offset: Int)] {
    var cases: [(name: String, offset: Int)] = []
    for index in tokens.indices
    where isWord(index, "enum") && isSymbol(index + 2, ":") && isWord(index + 3, "String") {
      guard let open = (index + 4..<min(index + 24, tokens.count)).first(where: { isSymbol($0, "{") }),
        let close = outline.partners[open]
      else { continue }
      var inner = open + 1
      while inner < close {
        if isWord(inner, "case") {
          repeat {
            inner += 1
            guard tokens[inner].kind == .word else { break }
            if !isSymbol(inner + 1, "=") { cases.append((text(inner), tokens[inner].range.lowerBound)) }
            inner += isSymbol(inner + 1, "=") ? 3 : 1
          } while inner < close && isSymbol(inner, ",")
        } else if let end = outline.partners[inner], end > inner {
          inner = end + 1
        } else {
          inner += 1
        }
      }
    }
    return cases
  }

  /// For each token, the bracket that is open around it.
  func parents() -> [Int?] {
    var result: [Int?] = []
    result.reserveCapacity(tokens.count)
    var open: [Int] = []
    for index in tokens.indices {
      if tokens[index].closes, let partner = outline.partners[index],
        let last = open.lastIndex(of: partner)
      {
        open.removeSubrange(last...)
      }
      result.append(open.last)
      if tokens[index].opens, outline.partners[index] != nil { open.append(index) }
    }
    return result
  }

  func context(of token: Int, _ parents: [Int?]) -> CodeContext {
    var context = CodeContext()
    context.isCompared = isCompared(token, parents)
    context.isKey = isKey(token, parents)
    var level = token
    for depth in 0..<6 {
      let start = scan(back: level, isFirst: depth == 0, parents, into: &context)
      guard let parent = parents[level] else { break }
      if isSymbol(parent, "("), let callee = callee(before: parent) {
        // A definition's defaults are given to its parameters.
        if context.callee == nil {
          context.callee = callee
          if !context.isEntry { context.keyword = context.assigned }
        }
        if depth == 0 { addBeside(parent, &context) }
      } else if isSymbol(parent, "{"), start != nil, context.assigned != nil {
        break
      }
      level = parent
    }
    return context
  }

  /// What a folder is handed to that is the last text of a path put together: `load(Path.Combine(root, "flows", "talk"))`.
  func receiver(of token: Int, _ parents: [Int?]) -> String? {
    guard let open = parents[token], let close = outline.partners[open],
      !(token + 1..<close).contains(where: { tokens[$0].kind == .string })
    else { return nil }
    var level = open
    var isJoined = false
    while isSymbol(level, "("), let callee = callee(before: level) {
      guard Self.joins.contains(callee) else { return isJoined ? callee : nil }
      isJoined = true
      guard let parent = parents[level] else { return nil }
      level = parent
    }
    return nil
  }

  /// Walks back over what stands before a token in its own bracket or statement.
  private func scan(back token: Int, isFirst: Bool, _ parents: [Int?], into context: inout CodeContext)
    -> Int?
  {
    var index = token - 1
    let parent = parents[token] ?? -1
    let isInCall = parent >= 0 && !isSymbol(parent, "{")
    while index > parent, token - index < 200 {
      if isSymbol(index, ";") { return index }
      if isSymbol(index, ","), parent >= 0 { return index }
      if isSymbol(index, "="), !isSymbol(index + 1, "="), !"=!<>".utf8.contains(tokens[index - 1].symbol) {
        if !isSymbol(index + 1, ">") || syntax.name == "ruby" || syntax.name == "php" {
          if context.assigned == nil { context.assigned = name(before: index) }
        }
        return index
      }
      if isSymbol(index, ":"), index > 0, context.assigned == nil, tokens[index - 1].kind != .symbol {
        let key = tokens[index - 1]
        let text = String(decoding: bytes[key.content], as: UTF8.self)
        if text.isIdentifier {
          context.assigned = text
          context.isEntry = parent >= 0 && isSymbol(parent, "{")
        }
      }
      if isFirst, tokens[index].kind == .string, token - index < 12 {
        context.beside.append(String(decoding: bytes[tokens[index].content], as: UTF8.self))
      }
      if !isInCall, tokens[index + 1].startsLine, index + 1 <= token,
        !".+-*/?:|&".utf8.contains(tokens[index + 1].symbol),
        !"+-*/?:|&=(,".utf8.contains(tokens[index].symbol)
      {
        return index
      }
      if tokens[index].closes, let open = outline.partners[index], open > parent {
        index = open
      }
      index -= 1
    }
    return index
  }

  private func name(before equals: Int) -> String? {
    var index = equals - 1
    if isSymbol(index, ":") { index -= 1 }
    var back = index
    while back > 0, equals - back < 16, !tokens[back].startsLine {
      if isSymbol(back, ":"), tokens[back - 1].kind == .word { return text(back - 1) }
      if "(,;{".utf8.contains(tokens[back].symbol) { break }
      back -= 1
    }
    return index >= 0 && tokens[index].kind == .word ? text(index) : nil
  }

  private func isCompared(_ token: Int, _ parents: [Int?]) -> Bool {
    func isEquals(_ index: Int) -> Bool {
      isSymbol(index, "=") && "=!".utf8.contains(index > 0 ? tokens[index - 1].symbol : 0)
    }
    if isEquals(token - 1) || (isSymbol(token + 1, "=") && isSymbol(token + 2, "=")) { return true }
    if isSymbol(token + 1, "!"), isSymbol(token + 2, "=") { return true }
    return ["case", "is"].contains(text(token - 1))
  }

  private func isKey(_ token: Int, _ parents: [Int?]) -> Bool {
    guard let parent = parents[token] else { return false }
    if isSymbol(parent, "{") {
      return isSymbol(token + 1, ":") || isSymbol(token + 1, "=") && isSymbol(token + 2, ">")
    }
    guard isSymbol(parent, "["), parent > 0 else { return false }
    let before = tokens[parent - 1]
    return isSymbol(token + 1, "]") && token == parent + 1
      && (before.kind == .word && !isWord(parent - 1, "in") && !isWord(parent - 1, "return") || before.closes)
  }

  private func addBeside(_ open: Int, _ context: inout CodeContext) {
    guard let close = outline.partners[open], close - open < 60 else { return }
    for index in open + 1..<close where tokens[index].kind != .symbol {
      context.beside.append(String(decoding: bytes[tokens[index].content], as: UTF8.self))
    }
  }

  // MARK: Listings

  /// Functions that list a folder's files.
  private static let listings: Set<String> = [
    "listdir", "iterdir", "scandir", "rglob", "glob", "iglob", "walk", "Walk", "WalkDir", "readdir",
    "readdirSync",
    "readDir", "read_dir", "ReadDir", "GetFiles", "EnumerateFiles", "listFiles", "list_templates",
    "DirectoryLoader",
    "include_dir", "contentsOfDirectory", "opendir", "globSync", "Glob", "glob_files", "children",
    "each_child",
    "scandirSync", "requireContext", "list_files", "listTemplates", "importPromptDirectory",
    "newDirectoryStream", "walkTopDown", "walkFileTree", "getResources",
  ]
  private static let deep: Set<String> = [
    "rglob", "walk", "Walk", "WalkDir", "include_dir", "walkTopDown", "walkFileTree",
  ]

  /// Whether a word is called to list a folder: by a name that says so, or as `Files.list(`, `Dir[` and
  /// `require.context(`.
  private func isListing(_ index: Int) -> Bool {
    let word = text(index)
    if Self.listings.contains(word) {
      return isSymbol(index + 1, "(") || isSymbol(index + 1, "!") || isSymbol(index + 1, ".")
        || isSymbol(index - 1, ".")
    }
    guard isSymbol(index + 1, "(") else { return word == "Dir" && isSymbol(index + 1, "[") }
    guard isSymbol(index - 1, "."), index > 1 else { return false }
    // `Object.entries(x)` goes through a table.
    return word == "list" && isWord(index - 2, "Files") || word == "context" && isWord(index - 2, "require")
      || word == "entries" && isWord(index - 2, "Dir")
  }

  /// Whether a statement asks for the folders below too: `**`, `AllDirectories`, `require.context(DIR, true)`.
  private func isDeep(_ range: Range<Int>) -> Bool {
    range.contains { position in
      guard position < tokens.count else { return false }
      switch tokens[position].kind {
      case .string: return bytes[tokens[position].content].contains("**".utf8)
      case .word:
        return isWord(position, "AllDirectories")
          || isWord(position, "true") && range.contains { isWord($0, "context") }
      default: return false
      }
    }
  }

  /// What a listing reaches: strings by the offset of their content, and names.
  struct Listing: Sendable {
    var strings: [Int: Bool] = [:]
    var names: Set<String> = []
    /// Parameters of functions that list what they are given: the function's number, the parameter's.
    var parameters: [(function: Int, parameter: Int, isDeep: Bool)] = []
  }

  /// Follows each listing back to the strings that name its folder.
  func listing(_ assignments: [(name: String, range: Range<Int>)]) -> Listing {
    var listing = Listing()
    let byName = Dictionary(grouping: assignments, by: \.name)
    for index in tokens.indices where tokens[index].kind == .word && tokens[index].range.count > 2 {
      guard isListing(index) else { continue }
      let statement = statement(around: index)
      let isDeep = Self.deep.contains(text(index)) || isDeep(statement)
      var queue = [statement]
      var seen: Set<String> = []
      var steps = 0
      while let range = queue.popLast(), steps < 12 {
        steps += 1
        // What an attribute is given, another function may say: `self.folder = Path(folder)`.
        let function = function(at: range.lowerBound)
        for position in range where position < tokens.count {
          let token = tokens[position]
          if token.kind == .string {
            let isDeep = isDeep || bytes[token.content].starts(with: "**".utf8)
            listing.strings[token.content.lowerBound] =
              isDeep || listing.strings[token.content.lowerBound] == true
          } else if token.kind == .word {
            let name = text(position)
            guard seen.insert("\(function ?? -1) \(name)").inserted else { continue }
            if let function, let parameter = facts.functions[function].parameters.firstIndex(of: name) {
              listing.parameters.append((function, parameter, isDeep))
            }
            // One letter is too little to follow.
            guard name.utf8.count > 2 else { continue }
            listing.names.insert(name)
            for next in byName[name] ?? [] where next.range.count < 80 { queue.append(next.range) }
          }
        }
      }
    }
    return listing
  }

  /// The tokens of the statement around one, as far as its line and its brackets go.
  private func statement(around index: Int) -> Range<Int> {
    var start = index
    while start > 0, index - start < 40, !tokens[start].startsLine,
      !";{}".utf8.contains(tokens[start - 1].symbol)
    {
      start -= 1
    }
    var end = index + 1
    while end < tokens.count, end - index < 80, !tokens[end].startsLine,
      !";{".utf8.contains(tokens[end].symbol)
    {
      if let close = outline.partners[end], close > end, close - end < 80 { end = close }
      end += 1
    }
    return start..<end
  }
}
