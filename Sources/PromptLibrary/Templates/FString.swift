extension TemplateSyntax {
  /// Python's format strings: `{name}`, `{name!r}`, `{name:>10}`, `{a.b}`, `{a[0]}`.
  ///
  /// A brace before anything else is text: prompts hold JSON.
  static func scanFString(_ bytes: [UInt8]) -> TemplateUse {
    var text = TemplateText(bytes)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "{"), text[index + 1] != byte {
        if let end = endOfField(at: index + 1, in: text) {
          text.addVariable(text.string(index + 1..<end), at: index + 1)
          // Not past the format: it may hold a field of its own, as in `{name:{width}}`.
          index = end
        } else {
          index += 1
        }
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        // A doubled brace is one of text.
        index += text[index + 1] == byte ? 2 : 1
      } else {
        index += 1
      }
    }
    return text.finished()
  }

  /// The end of the name that a replacement field starts with, when it is one.
  private static func endOfField(at start: Int, in text: TemplateText) -> Int? {
    guard text[start].isNameStart else { return nil }
    var end = start
    while text[end].isNameByte { end += 1 }
    var index = end
    while text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: "[") {
      let isItem = text[index] == UInt8(ascii: "[")
      index += 1
      let member = index
      while text[index].isNameByte || (isItem && text[index] == UInt8(ascii: "-")) { index += 1 }
      guard index > member else { return nil }
      if isItem {
        guard text[index] == UInt8(ascii: "]") else { return nil }
        index += 1
      }
    }
    if text[index] == UInt8(ascii: "!") {
      guard "rsa".utf8.contains(text[index + 1]) else { return nil }
      index += 2
    }
    if text[index] == UInt8(ascii: "}") { return end }
    return text[index] == UInt8(ascii: ":") && isFormat(at: index + 1, in: text) ? end : nil
  }

  /// Whether a format specification stands here: nothing with quotes, and no words behind a space, which is JSON.
  ///
  /// Formats are short; one of more than 40 bytes is none.
  private static func isFormat(at start: Int, in text: TemplateText) -> Bool {
    var index = start
    while index < start + 40 {
      let byte = text[index]
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "{") { return true }
      if byte == UInt8(ascii: " "), text[index + 1].isNameStart { return false }
      guard byte.isWordByte || " <>=^+-#,.%:/*!~|&@$?".utf8.contains(byte) else { return false }
      index += 1
    }
    return false
  }
}
