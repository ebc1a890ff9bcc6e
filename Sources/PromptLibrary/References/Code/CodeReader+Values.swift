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
      nameAsProgram(&value)
      if !value.parts.isEmpty { result.append(value) }
      // What stands there when nothing is set may be set to anything.
      if isLookup(alternative) { result.append(CodeValue(parts: [.unknown])) }
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

  /// The texts and names that an expression puts one after the other.
  func value(_ range: Range<Int>, depth: Int) -> CodeValue {
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
          value.append(inner)
        } else if isSplitEnding(index) {
          // `os.path.splitext(path)[0]`
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

  /// Whether an expression is a call that asks for a setting: `environ.get("KIND", "sort")`.
  private func isLookup(_ range: Range<Int>) -> Bool {
    guard let open = outline.partners[range.upperBound - 1], open > range.lowerBound + 1 else { return false }
    return isWord(open - 1, "get") && isSymbol(open - 2, ".")
  }

  /// The program's own file with another ending, as a file's name.
  private func nameAsProgram(_ value: inout CodeValue) {
    guard value.parts.count == 2, case .name(let name) = value.parts[0], Self.ownFile.contains(name),
      case .literal(let ending) = value.parts[1], ending.hasPrefix(".")
    else { return }
    value.parts = [.literal("./\(stem)\(ending)")]
    value.isMadePath = true
  }

  private static let ownFile: Set<String> = ["__file__", "__filename"]

  static func joined(_ parts: [CodeValue.Part]) -> [CodeValue.Part] {
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
}
