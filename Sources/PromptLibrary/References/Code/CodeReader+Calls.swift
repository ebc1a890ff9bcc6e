extension CodeReader {
  private static let skipped: Set<String> = [
    "await", "new", "return", "not", "in", "as", "string", "str", "String",
  ]
  static let joins: Set<String> = [
    "join", "Join", "joinpath", "resolve", "Path", "path", "get", "of", "Combine", "PurePath", "PosixPath",
    "File",
    "joinPath",
  ]
  static let formats: Set<String> = [
    "format", "Sprintf", "sprintf", "Format", "fmt", "concat", "println", "String", "str", "Some", "Field",
    "field",
    "Literal", "list", "tuple", "set", "Set", "frozenset", "listOf", "setOf", "to_string", "from", "into",
    "trim",
  ]
  static let transparent: Set<String> = [
    "value", "name", "lower", "strip", "toLowerCase", "trim", "toString", "rawValue", "as_str", "to_string",
    "clone",
    "unwrap", "casefold", "to_owned", "into", "ToString", "as_posix", "to_str",
  ]

  /// What leaves a path's name as it is.
  private static let samePath: Set<String> = ["resolve", "absolute", "expanduser"]

  /// Reads a name, its path and a call of it; returns the index after it.
  func addWord(at start: Int, _ end: Int, to value: inout CodeValue, depth: Int) -> Int {
    var index = start
    let word = text(index)
    if Self.skipped.contains(word), !isSymbol(index + 1, "("), !isSymbol(index + 1, ".") { return index + 1 }
    var name = word
    index += 1
    var isCall = false
    while index < end {
      if isSymbol(index, "."), index + 1 < end, tokens[index + 1].kind == .word {
        let next = text(index + 1)
        if isSymbol(index + 2, "(") {
          name = next
        } else if !Self.transparent.contains(next) {
          name = next
        }
        index += 2
      } else if isSymbol(index, "!"), isSymbol(index + 1, "(") {
        index += 1
      } else if isSymbol(index, "?"), isSymbol(index + 1, ".") {
        index += 1
      } else if isSymbol(index, ":"), isSymbol(index + 1, ":"), index + 2 < end,
        tokens[index + 2].kind == .word
      {
        name = text(index + 2)
        index += 3
      } else if isSymbol(index, "("), let close = outline.partners[index], close <= end {
        isCall = true
        addCall(of: name, index + 1..<close, from: start, to: &value, depth: depth)
        index = close + 1
        // `.strip()` after a call changes nothing of what it is made of.
        while index < end, isSymbol(index, "."), isSymbol(index + 2, "("),
          let next = outline.partners[index + 2],
          next < end
        {
          if isWord(index + 1, "with_suffix") {
            addEnding(index + 3..<next, to: &value)
          } else if value.parts == [.name("__file__")], !Self.samePath.contains(text(index + 1)) {
            let other = isWord(index + 1, "with_name") ? self.value(index + 3..<next, depth: depth + 1) : nil
            value.parts = other?.parts ?? [.unknown]
            value.offset = value.offset ?? other?.offset
          }
          index = next + 1
        }
        break
      } else {
        break
      }
    }
    if !isCall { value.parts.append(.name(name)) }
    return index
  }

  private func addCall(
    of name: String, _ arguments: Range<Int>, from start: Int, to value: inout CodeValue, depth: Int
  ) {
    guard depth < 4 else { return value.parts.append(.unknown) }
    let pieces = pieces(arguments)
    let isOnText = !value.parts.isEmpty && isSymbol(start - 1, ".")
    if Self.transparent.contains(name), isSymbol(start + 1, ".") {
      return value.parts.append(.name(text(start)))
    }
    if name == "format", isOnText {
      // `"x_{}.txt".format(name)`.
      return Self.fill(&value.parts, with: names(arguments))
    }
    if name == "replace", pieces.count == 2,
      case .literal(let text)? = self.value(pieces[1], depth: depth).parts.last
    {
      // `path.replace(".txt", "-long.txt")`: some name, and a new end.
      value.parts += [.unknown, .literal(text)]
      value.offset = value.offset ?? self.value(pieces[1], depth: depth).offset
      return
    }
    if name == "splitext", let path = pieces.first {
      let inner = self.value(path, depth: depth + 1)
      value.append(inner)
      return
    }
    if let resource = resource(name, pieces, depth: depth) {
      value.append(resource)
      return
    }
    if name == "get", text(start) != "Paths" {
      // `environ.get("KIND", "sort")`: what stands there when nothing is set; a key alone is not what it holds. As a part
      // of a path it is whatever is set.
      guard pieces.count > 1, depth == 0, value.parts.isEmpty else { return value.parts.append(.unknown) }
      let inner = self.value(pieces[pieces.count - 1], depth: depth + 1)
      value.append(inner)
      return
    }
    if Self.joins.contains(name), !pieces.isEmpty {
      for (number, piece) in pieces.enumerated() {
        if number > 0 || isOnText { value.parts.append(.literal("/")) }
        // `Path("prompts", *name.split("."))`: folders, and a name.
        if isSymbol(piece.lowerBound, "*") || isSymbol(piece.lowerBound, "."), number > 0 {
          value.parts += [.literal("**/"), .unknown]
          continue
        }
        let inner = self.value(piece, depth: depth + 1)
        value.append(inner)
      }
      return
    }
    if Self.formats.contains(name), let first = pieces.first {
      var first = first
      if first.count > 2, isSymbol(first.lowerBound + 1, "=") {
        first = first.lowerBound + 2..<first.upperBound
      }
      var inner = self.value(first, depth: depth + 1)
      Self.fill(&inner.parts, with: pieces.dropFirst().flatMap { names($0) })
      value.append(inner)
      return
    }
    // The result of a function of ours may be known by the function's name.
    value.parts.append(.name("\(name)()"))
  }

  /// Puts another ending behind a path: `path.with_suffix(".md")`.
  private func addEnding(_ argument: Range<Int>, to value: inout CodeValue) {
    let ending = self.value(argument, depth: 4)
    guard let text = ending.literal, text.hasPrefix(".") else { return }
    if case .literal(let path)? = value.parts.last, !path.hasSuffix("/") {
      let old = path.fileName.fileExtension
      value.parts[value.parts.count - 1] = .literal(
        (old.isEmpty ? path : String(path.dropLast(old.count + 1))) + text)
    } else {
      value.parts.append(.literal(text))
    }
    value.offset = value.offset ?? ending.offset
  }

  /// Whether a bracket takes the part of a path in front of its ending: `splitext(path)[0]`.
  func isSplitEnding(_ open: Int) -> Bool {
    guard isSymbol(open, "["), isWord(open + 1, "0"), let call = outline.partners[open - 1] else {
      return false
    }
    return isWord(call - 1, "splitext")
  }

  /// The path of a bundle's resource in Swift: `url(forResource: name, withExtension: "md", subdirectory: "Prompts")`.
  func resource(_ callee: String, _ pieces: [Range<Int>], depth: Int = 0) -> CodeValue? {
    guard callee == "url" || callee == "path" else { return nil }
    func argument(_ keywords: String...) -> CodeValue? {
      let piece = pieces.first { piece in
        keywords.contains { isWord(piece.lowerBound, $0) } && isSymbol(piece.lowerBound + 1, ":")
      }
      return piece.map { self.value($0.lowerBound + 2..<$0.upperBound, depth: depth + 1) }
    }
    guard let name = argument("forResource"), let ending = argument("withExtension", "ofType") else {
      return nil
    }
    var value = CodeValue()
    if let folder = argument("subdirectory", "inDirectory"), folder.literal != nil {
      value.parts += folder.parts + [.literal("/")]
    }
    value.parts = Self.joined(value.parts + name.parts + [.literal(".")] + ending.parts)
    value.offset = name.offset ?? ending.offset
    value.isMadePath = value.literal != nil
    return value
  }

  /// The names of a range, in order.
  func names(_ range: Range<Int>) -> [String] {
    range.compactMap { index in
      tokens[index].kind == .word && !isSymbol(index + 1, ".") && !isSymbol(index + 1, "(")
        ? text(index) : nil
    }
  }

  static func fill(_ parts: inout [CodeValue.Part], with names: [String]) {
    var names = names[...]
    for index in parts.indices where parts[index] == .unknown {
      guard let name = names.popFirst() else { return }
      parts[index] = .name(name)
    }
  }
}
