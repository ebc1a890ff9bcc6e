import YAML

/// Commands of a shell that a tool runs before the model sees the prompt, and whose output takes their place.
///
/// Sources: Gemini CLI's `custom-commands.md` (`!{cat rules.md}`), Claude Code's documentation of slash commands
/// (`` !`cat rules.md` ``).
enum InjectedCommand {
  /// The words in them that may be files: those with an ending, by where they stand.
  static func files(
    in text: ArraySlice<UInt8>, from opening: String, to closing: Unicode.Scalar
  ) -> [(target: String, range: Range<Int>)] {
    let (opening, closing) = (Array(opening.utf8), UInt8(ascii: closing))
    let whole = Array(text)
    var found: [(target: String, range: Range<Int>)] = []
    var start = 0
    while let open = offset(of: opening, in: whole, start..<whole.count),
      let close = whole[(open + opening.count)...].firstIndex(of: closing)
    {
      start = close + 1
      for word in whole[(open + opening.count)..<close].split(whereSeparator: separators.contains)
      where word.first != UInt8(ascii: "-") && word.dropFirst().dropLast().contains(UInt8(ascii: ".")) {
        let first = text.startIndex
        found.append(
          (String(decoding: word, as: UTF8.self), first + word.startIndex..<first + word.endIndex))
      }
    }
    return found
  }

  private static let separators = Set(" \t\r\n;|&<>()\"'`$=".utf8)
}
