extension TemplateSyntax {
  /// `{{name}}` and nothing else: what is not a plain name between braces is text.
  ///
  /// A name may hold dots and dashes and is one key with them; `{{plugin:…}}` and `{{ext:…}}` of fabric are calls.
  static func scanDoubleBraces(_ bytes: [UInt8]) -> TemplateUse {
    var text = TemplateText(bytes)
    var index = 0
    while let open = text.find("{", "{", from: index) {
      var start = open + 2
      // Of `{{{name}}}` the inner braces are the placeholder.
      while text[start] == UInt8(ascii: "{") { start += 1 }
      while text[start] == UInt8(ascii: " ") || text[start] == UInt8(ascii: "\t") { start += 1 }
      var end = start
      while text[end].isKeyByte { end += 1 }
      var close = end
      while text[close] == UInt8(ascii: " ") || text[close] == UInt8(ascii: "\t") { close += 1 }
      index = max(close, open + 2)
      if end > start, text[start].isNameStart, text[end - 1].isNameByte, text.matches("}}", at: close) {
        text.addVariable(text.string(start..<end), at: start)
        index = close + 2
      }
    }
    return text.finished()
  }
}

extension UInt8 {
  fileprivate var isKeyByte: Bool { isNameByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "-") }
}
