/// A piece of a program: a word, a string, a comment, or one other character.
struct CodeToken: Sendable {
  enum Kind: Sendable { case word, string, comment, symbol }

  var kind: Kind
  var range: Range<Int>
  /// What stands between the quotes, of a string.
  var content: Range<Int>
  /// Nothing but space stands before it on its line.
  var startsLine: Bool
  /// Its distance from the start of its line, in bytes.
  var column: Int
  /// The one character of a symbol; 0 otherwise.
  var symbol: UInt8 = 0
  /// Code may stand inside the string.
  var isTemplate = false

  var opens: Bool {
    symbol == UInt8(ascii: "(") || symbol == UInt8(ascii: "[") || symbol == UInt8(ascii: "{")
  }
  var closes: Bool {
    symbol == UInt8(ascii: ")") || symbol == UInt8(ascii: "]") || symbol == UInt8(ascii: "}")
  }
}
