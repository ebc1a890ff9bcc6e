extension TemplateSyntax {
  /// `${input:name}` and `${input:name:placeholder}`; the others (`${selection}`, `${file}`) the editor knows.
  static func scanVSCode(_ bytes: [UInt8]) -> TemplateUse {
    var text = TemplateText(bytes)
    var index = 0
    while let open = text.find("$", "{", from: index) {
      index = open + 2
      guard text.matches("input:", at: index) else { continue }
      let start = index + 6
      var end = start
      while text[end].isNameByte || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ".")
        || text[end] == UInt8(ascii: " ")
      {
        end += 1
      }
      index = end
      let name = text.string(start..<end)
      guard !name.trimmed.isEmpty, text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: "}") else {
        continue
      }
      text.addVariable(name.trimmed, at: start)
    }
    return text.finished()
  }
}
