extension TemplateSyntax {
  /// Guesses the language of a text whose format does not say it; `.none` when nothing in it looks like one.
  ///
  /// `{name}` is everyday punctuation, so that it counts only for a name that is declared.
  package static func detected(in bytes: [UInt8], declared: [Located<String>]?) -> TemplateSyntax {
    var hasBraces = false
    var hasBlocks = false
    var hasDollar = false
    var hasInput = false
    var index = 0
    while index + 1 < bytes.count {
      let byte = bytes[index]
      let next = bytes[index + 1]
      if byte == UInt8(ascii: "{") {
        if next == UInt8(ascii: "%") { return .jinja }
        if next == UInt8(ascii: "{") {
          hasBraces = true
          switch index + 2 < bytes.count ? bytes[index + 2] : 0 {
          case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "/"): hasBlocks = true
          case UInt8(ascii: "$"): hasDollar = true
          default: break
          }
          index += 1
        }
      } else if byte == UInt8(ascii: "$"), next == UInt8(ascii: "{"),
        bytes[index...].starts(with: "${input:".utf8)
      {
        hasInput = true
      }
      index += 1
    }
    if hasBlocks { return .handlebars }
    if hasDollar { return .semanticKernel }
    if hasBraces { return .jinja }
    if hasInput { return .vscode }
    let source = SourceText(path: "", bytes: bytes)
    let isFString = (declared ?? []).contains { input in
      source.firstOffset(of: Array("{\(input.value)}".utf8), from: 0) != nil
    }
    return isFString ? .fString : .none
  }
}
