extension TemplateSyntax {
  /// Guesses the language of a text whose format does not say it; `.none` when nothing in it looks like one.
  ///
  /// `{name}` is everyday punctuation, so that it counts only for a name that is declared.
  package static func detected(in bytes: [UInt8], declared: [Located<String>]?) -> TemplateSyntax {
    let found = detect(in: bytes)
    if found != .none { return found }
    let source = SourceText(path: "", bytes: bytes)
    let isFString = (declared ?? []).contains { input in
      source.firstOffset(of: Array("{\(input.value)}".utf8), from: 0) != nil
    }
    return isFString ? .fString : .none
  }
}
