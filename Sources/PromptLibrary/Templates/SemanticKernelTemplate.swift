extension TemplateSyntax {
  /// `{{$name}}` and `{{plugin.function $name key=$other 'text'}}`.
  ///
  /// What is not one of these between braces is text.
  static func scanSemanticKernel(_ bytes: [UInt8]) -> TemplateUse {
    var text = TemplateText(bytes)
    var index = 0
    while let open = text.find("{", "{", from: index) {
      var start = open + 2
      while text[start] == UInt8(ascii: "{") { start += 1 }
      let (names, end) = block(from: start, in: &text)
      for name in names { text.addVariable(text.string(name), at: name.lowerBound) }
      index = end
    }
    return text.finished()
  }

  /// The names in a block, and where reading goes on; no names when the block is not of the language.
  private static func block(from start: Int, in text: inout TemplateText) -> ([Range<Int>], Int) {
    var names: [Range<Int>] = []
    var index = start
    var isFunction = false
    while index < text.bytes.count {
      let byte = text.bytes[index]
      if byte.isBlank {
        index += 1
      } else if byte == UInt8(ascii: "}") {
        return text[index + 1] == byte ? (names, index + 2) : ([], index + 1)
      } else if byte == UInt8(ascii: "$") {
        var end = index + 1
        while text[end].isWordByte { end += 1 }
        guard end > index + 1, isFunction || names.isEmpty else { return ([], end) }
        names.append(index + 1..<end)
        index = end
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        guard let end = text.closingQuote(of: index) else { return ([], index + 1) }
        index = end + 1
      } else if byte.isWordByte {
        // The function's name, with its plugin's, or the name of an argument.
        let isArgument = isFunction
        while text[index].isWordByte || (!isArgument && text[index] == UInt8(ascii: ".")) { index += 1 }
        isFunction = true
        if isArgument {
          guard text[index] == UInt8(ascii: "=") else { return ([], index) }
          index += 1
        }
      } else {
        return ([], index)
      }
    }
    return ([], index)
  }
}
