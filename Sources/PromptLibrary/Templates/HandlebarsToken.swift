/// One token inside a Handlebars tag.
struct HandlebarsToken {
  enum Kind: UInt8 { case path, string, open, close, equals, bar }

  var kind: Kind
  /// The bytes it covers; those between the quotes for a string.
  var range: Range<Int>
}

extension HandlebarsTemplate {
  /// Splits a tag's inside into tokens; returns where reading goes on, and whether the tag makes sense.
  mutating func tokenize(from start: Int, isTriple: Bool, openedAt opening: Int) -> (next: Int, isValid: Bool)
  {
    tokens.removeAll(keepingCapacity: true)
    var isValid = true
    var index = start
    while index < text.bytes.count {
      let byte = text.bytes[index]
      switch byte {
      case _ where byte.isBlank: index += 1
      case UInt8(ascii: "~") where text.matches("}}", at: index + 1): return (index + 3, isValid)
      case UInt8(ascii: "}"):
        if text.matches("}}", at: index) {
          return (index + (isTriple && text[index + 2] == byte ? 3 : 2), isValid)
        }
        isValid = false
        index += 1
      case UInt8(ascii: "{") where text[index + 1] == byte:
        reportUnclosed(opening)
        return (index, false)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = text.closingQuote(of: index) else {
          isValid = false
          index += 1
          continue
        }
        tokens.append(HandlebarsToken(kind: .string, range: index + 1..<end))
        index = end + 1
      case UInt8(ascii: "("): index = append(.open, index)
      case UInt8(ascii: ")"): index = append(.close, index)
      case UInt8(ascii: "="): index = append(.equals, index)
      case UInt8(ascii: "|"): index = append(.bar, index)
      default:
        let end = endOfPath(from: index)
        if end > index {
          tokens.append(HandlebarsToken(kind: .path, range: index..<end))
        } else {
          isValid = false
        }
        index = max(end, index + 1)
      }
    }
    reportUnclosed(opening)
    return (text.bytes.count, false)
  }

  private mutating func reportUnclosed(_ opening: Int) {
    text.addProblem("This '{{' is never closed; expected '}}'.", at: opening)
  }

  private mutating func append(_ kind: HandlebarsToken.Kind, _ index: Int) -> Int {
    tokens.append(HandlebarsToken(kind: kind, range: index..<index + 1))
    return index + 1
  }

  private func endOfPath(from start: Int) -> Int {
    var end = start
    while end < text.bytes.count {
      let byte = text.bytes[end]
      if byte == UInt8(ascii: "[") {
        var close = end + 1
        while close < text.bytes.count, !"]{}\n".utf8.contains(text.bytes[close]) { close += 1 }
        guard text[close] == UInt8(ascii: "]") else { return end }
        end = close + 1
      } else if byte.isNameByte || "./@-$:?".utf8.contains(byte) {
        end += 1
      } else {
        break
      }
    }
    return end
  }
}
