extension CodeReader {
  /// How many values one expression may give.
  private static let most = 300

  /// What an expression may be: each branch of a choice, each element of a list.
  func values(_ range: Range<Int>, depth: Int = 0) -> [CodeValue] {
    guard depth < 6, !range.isEmpty else { return [] }
    var result: [CodeValue] = []
    for alternative in alternatives(range) where result.count < Self.most {
      let first = alternative.lowerBound
      if tokens[first].opens, let close = outline.partners[first],
        close < alternative.upperBound
      {
        if close == alternative.upperBound - 1 {
          for element in pieces(first + 1..<close) {
            result += values(withoutKey(element), depth: depth + 1)
          }
          continue
        }
        // `[]string{"a", "b"}` and `("a" + x).trim()`.
        if let open = (close + 1..<alternative.upperBound).first(where: { isSymbol($0, "{") }),
          let end = outline.partners[open], end == alternative.upperBound - 1
        {
          for element in pieces(open + 1..<end) {
            result += values(withoutKey(element), depth: depth + 1)
          }
          continue
        }
      }
      var value = value(alternative, depth: depth)
      value.parts = Self.joined(value.parts)
      if !value.parts.isEmpty { result.append(value) }
    }
    return result
  }

  /// The value of an entry: `"a": x`, `a: x`, `a => x`, `a = x`.
  private func withoutKey(_ range: Range<Int>) -> Range<Int> {
    for index in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
      if isSymbol(index, "("), let close = outline.partners[index], close < range.upperBound { break }
      if isSymbol(index, ":"), !isSymbol(index + 1, ":"), !isSymbol(index - 1, ":") {
        return index + 1..<max(range.upperBound, index + 1)
      }
      if isSymbol(index, "="), isSymbol(index + 1, ">") {
        return index + 2..<max(range.upperBound, index + 2)
      }
    }
    return range
  }

  /// The branches of `a if c else b`, `c ? a : b`, `a or b`, `a ?? b`.
  private func alternatives(_ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var index = range.lowerBound
    var isChoice = false
    func end(_ index: Int) { if index > start { result.append(start..<index) } }
    while index < range.upperBound {
      let word = tokens[index].kind == .word ? text(index) : ""
      if syntax.name == "python", word == "if" {
        end(index)
        while index < range.upperBound, text(index) != "else" {
          if let close = outline.partners[index], close > index { index = close }
          index += 1
        }
        start = index + 1
      } else if word == "or" || (isSymbol(index, "|") && isSymbol(index + 1, "|"))
        || (isSymbol(index, "?") && isSymbol(index + 1, "?"))
      {
        end(index)
        if word.isEmpty { index += 1 }
        start = index + 1
      } else if isSymbol(index, "?"), !isSymbol(index + 1, "."), syntax.name != "python" {
        isChoice = true
        start = index + 1
      } else if isChoice, isSymbol(index, ":") {
        end(index)
        start = index + 1
      } else if let close = outline.partners[index], close > index, close < range.upperBound {
        index = close
      }
      index += 1
    }
    end(range.upperBound)
    return result
  }

  private static let skipped: Set<String> = [
    "await", "new", "return", "not", "in", "as", "string", "str", "String",
  ]
  private static let joins: Set<String> = [
    "join", "Join", "joinpath", "resolve", "Path", "path", "get", "of", "Combine", "PurePath", "PosixPath",
    "File",
    "joinPath",
  ]
  private static let formats: Set<String> = [
    "format", "Sprintf", "sprintf", "Format", "fmt", "concat", "println", "String", "str", "Some", "Field",
    "field",
    "Literal", "list", "tuple", "set", "Set", "frozenset", "listOf", "setOf", "to_string", "from", "into",
    "trim",
  ]
  private static let transparent: Set<String> = [
    "value", "name", "lower", "strip", "toLowerCase", "trim", "toString", "rawValue", "as_str", "to_string",
    "clone",
    "unwrap", "casefold", "to_owned", "into", "ToString", "as_posix", "to_str",
  ]

  /// The texts and names that an expression puts one after the other.
  private func value(_ range: Range<Int>, depth: Int) -> CodeValue {
    var value = CodeValue()
    var index = range.lowerBound
    while index < range.upperBound {
      let token = tokens[index]
      switch token.kind {
      case .string:
        if value.offset == nil { value.offset = token.content.lowerBound }
        value.parts += template(token)
      case .word:
        index = addWord(at: index, range.upperBound, to: &value, depth: depth)
        continue
      case .symbol where token.symbol == UInt8(ascii: "/") && token.range.count == 1:
        if !value.parts.isEmpty { value.parts.append(.literal("/")) }
      case .symbol where token.symbol == UInt8(ascii: "%"):
        // `"x_%s.txt" % name`: the names fill the holes in their order.
        let names = names(index + 1..<range.upperBound)
        Self.fill(&value.parts, with: names)
        return value
      case .symbol where token.opens:
        let close = outline.partners[index] ?? index
        if token.symbol == UInt8(ascii: "("), close < range.upperBound, close > index + 1 {
          let inner = self.value(index + 1..<close, depth: depth + 1)
          value.parts += inner.parts
          value.offset = value.offset ?? inner.offset
        } else if !value.parts.isEmpty {
          // An element of something: what it is cannot be told.
          value.parts[value.parts.count - 1] = .unknown
        }
        index = max(index, min(close, range.upperBound))
        if token.symbol == UInt8(ascii: "(") { index = end(ofCallsAfter: index, before: range.upperBound) }
      default: break
      }
      index += 1
    }
    return value
  }

  /// Skips what is called on a group: `(folder / name).read_text()` is made of what the group is; calls that put something
  /// behind it are not skipped.
  private func end(ofCallsAfter close: Int, before limit: Int) -> Int {
    var index = close
    while index + 3 < limit, isSymbol(index + 1, "."), tokens[index + 2].kind == .word,
      isSymbol(index + 3, "("),
      let next = outline.partners[index + 3], next < limit,
      !Self.joins.contains(text(index + 2)), !Self.formats.contains(text(index + 2)),
      text(index + 2) != "replace"
    {
      index = next
    }
    return index
  }

  /// Reads a name, its path and a call of it; returns the index after it.
  private func addWord(at start: Int, _ end: Int, to value: inout CodeValue, depth: Int) -> Int {
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
    if name == "get", text(start) != "Paths" {
      // `environ.get("KIND", "sort")`: what stands there when nothing is set; a key alone is not what it holds.
      guard pieces.count > 1 else { return value.parts.append(.unknown) }
      let inner = self.value(pieces[pieces.count - 1], depth: depth + 1)
      value.parts += inner.parts
      value.offset = value.offset ?? inner.offset
      return
    }
    if Self.joins.contains(name), !pieces.isEmpty {
      for (number, piece) in pieces.enumerated() {
        if number > 0 || isOnText { value.parts.append(.literal("/")) }
        let inner = self.value(piece, depth: depth + 1)
        value.parts += inner.parts
        value.offset = value.offset ?? inner.offset
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
      value.parts += inner.parts
      value.offset = value.offset ?? inner.offset
      return
    }
    // The result of a function of ours may be known by the function's name.
    value.parts.append(.name("\(name)()"))
  }

  /// The names of a range, in order.
  private func names(_ range: Range<Int>) -> [String] {
    range.compactMap { index in
      tokens[index].kind == .word && !isSymbol(index + 1, ".") && !isSymbol(index + 1, "(")
        ? text(index) : nil
    }
  }

  private static func fill(_ parts: inout [CodeValue.Part], with names: [String]) {
    var names = names[...]
    for index in parts.indices where parts[index] == .unknown {
      guard let name = names.popFirst() else { return }
      parts[index] = .name(name)
    }
  }

  private static func joined(_ parts: [CodeValue.Part]) -> [CodeValue.Part] {
    var result: [CodeValue.Part] = []
    for part in parts {
      if case .literal(let text) = part, case .literal(let before)? = result.last {
        result[result.count - 1] = .literal(before + text)
      } else if part != .unknown || result.last != .unknown {
        result.append(part)
      }
    }
    return result
  }

  /// The literal pieces of a string and the names in its holes: `{name}`, `${name}`, `#{name}`, `\(name)`, `%s`, `$name`.
  private func template(_ token: CodeToken) -> [CodeValue.Part] {
    let text = bytes[token.content]
    guard text.count < 400 else { return [.unknown] }
    var parts: [CodeValue.Part] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      let opens =
        byte == UInt8(ascii: "{")
        ? index
        : ("$#".utf8.contains(byte) && next == UInt8(ascii: "{"))
          || (byte == UInt8(ascii: "\\") && next == UInt8(ascii: "("))
          ? index + 1 : nil
      if let opens {
        let closing = text[opens] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
        guard let close = text[opens...].firstIndex(of: closing) else { return [.unknown] }
        flush()
        parts.append(Self.hole(text[(opens + 1)..<close]))
        index = close + 1
      } else if byte == UInt8(ascii: "%"), "sdvq@".utf8.contains(next) {
        flush()
        parts.append(.unknown)
        index += 2
      } else if byte == UInt8(ascii: "$"), syntax.name == "kotlin" || syntax.name == "php", next.isWordByte {
        flush()
        var end = index + 1
        while end < text.endIndex, text[end].isWordByte { end += 1 }
        // A variable is called with its sign in PHP.
        let start = syntax.name == "php" ? index : index + 1
        parts.append(.name(String(decoding: text[start..<end], as: UTF8.self)))
        index = end
      } else if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "\\") {
        // A folder's backslash, written twice.
        literal.append(UInt8(ascii: "/"))
        index += 2
      } else {
        literal.append(byte)
        index += 1
      }
    }
    flush()
    return parts
  }

  /// The name in a hole, when nothing but a name is there.
  private static func hole(_ text: ArraySlice<UInt8>) -> CodeValue.Part {
    let path = text.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "!") }
    guard !path.isEmpty,
      path.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$") })
    else { return .unknown }
    let names = path.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
    guard let last = names.last, last.drop(while: { $0 == "$" }).isIdentifier else { return .unknown }
    return .name(transparent.contains(last) ? names.dropLast().last ?? last : last)
  }
}
