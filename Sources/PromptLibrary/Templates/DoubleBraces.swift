extension TemplateSyntax {
  /// `{{name}}` and nothing else: what is not a plain name between braces is text.
  func scanDoubleBraces(_ bytes: [UInt8]) -> TemplateUse {
    var use = TemplateUse()
    var seen: Set<String> = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      var end = index + 2
      while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self).trimmed
      if end < bytes.count, bytes[end] == UInt8(ascii: "}"), name.isIdentifier, seen.insert(name).inserted {
        use.variables.append((name, index + 2))
      }
      index = max(end, index + 2)
    }
    return use
  }
}
