/// How a programming language writes comments and strings, as far as telling them apart needs.
struct CodeSyntax: Sendable {
  /// How blocks are written, which says where a function ends.
  enum Blocks: Sendable { case indented, braced, other }

  var name: String
  var blocks: Blocks = .braced
  var hashComments = false
  var slashComments = true
  var dashComments = false
  var quotes: [UInt8] = Array("\"'".utf8)
  /// Quotes whose text may run over lines.
  var tall: [UInt8] = []
  /// `'''` and `"""`.
  var tripled = false
  /// `` `text ${name}` ``, with code inside.
  var hasTemplates = false
  /// What opens code inside a string of any kind: `#{`, `${`, `\(`.
  var hole: [UInt8] = []
  /// `/pattern/` is a value where a value may stand.
  var hasPatterns = false
  /// A quote may also be a lifetime's: `'a`.
  var hasLifetimes = false

  /// `<<~TEXT`, `<<<TEXT`: texts that begin on the next line.
  var hasHeredocs = false

  /// The syntax of a file; nil for languages whose quotes follow other rules, such as the shell's.
  static func of(_ path: String) -> CodeSyntax? { byEnding[path.fileExtension] }

  private static let byEnding: [String: CodeSyntax] = {
    var table: [String: CodeSyntax] = [:]
    func add(_ endings: String, _ syntax: CodeSyntax) {
      for ending in endings.split(separator: " ") { table[String(ending)] = syntax }
    }
    add(
      "py pyi",
      CodeSyntax(
        name: "python", blocks: .indented, hashComments: true, slashComments: false, tripled: true))
    add(
      "js mjs cjs jsx ts tsx mts cts",
      CodeSyntax(
        name: "javascript", tall: Array("`".utf8), hasTemplates: true, hole: Array("${".utf8),
        hasPatterns: true))
    add("go", CodeSyntax(name: "go", quotes: Array("\"'`".utf8), tall: Array("`".utf8)))
    add("java", CodeSyntax(name: "java", tripled: true))
    add("kt kts scala dart groovy", CodeSyntax(name: "kotlin", tripled: true, hole: Array("${".utf8)))
    add("cs fs", CodeSyntax(name: "csharp", tripled: true))
    add("rs", CodeSyntax(name: "rust", tall: Array("\"".utf8), hasLifetimes: true))
    add(
      "rb",
      CodeSyntax(
        name: "ruby", blocks: .other, hashComments: true, slashComments: false, tall: Array("\"'".utf8),
        hole: Array("#{".utf8), hasHeredocs: true))
    add("php", CodeSyntax(name: "php", hashComments: true, tall: Array("\"'".utf8), hasHeredocs: true))
    add("swift", CodeSyntax(name: "swift", quotes: Array("\"".utf8), tripled: true, hole: Array("\\(".utf8)))
    add("c cc cpp h hpp m", CodeSyntax(name: "c"))
    add(
      "ex exs",
      CodeSyntax(
        name: "elixir", blocks: .other, hashComments: true, slashComments: false, tripled: true,
        hole: Array("#{".utf8)))
    add("lua", CodeSyntax(name: "lua", blocks: .other, slashComments: false, dashComments: true))
    return table
  }()
}

extension CodeSyntax {
  /// The bracket of code that a text opens at an offset.
  ///
  /// A text with a sign before its quotes needs none before the bracket: `f"{x}"`, `$"{x}"`.
  func hole(at index: Int, in bytes: [UInt8]) -> Int? {
    guard index + 1 < bytes.count else { return nil }
    if hole.count == 2 { return bytes[index] == hole[0] && bytes[index + 1] == hole[1] ? index + 1 : nil }
    return bytes[index] == UInt8(ascii: "{") && bytes[index + 1] != UInt8(ascii: "{") ? index : nil
  }

  /// Whether two brackets there stand for one that opens nothing.
  func isEscapedHole(at index: Int, in bytes: [UInt8]) -> Bool {
    hole.isEmpty && index + 1 < bytes.count && bytes[index] == UInt8(ascii: "{")
      && bytes[index + 1] == UInt8(ascii: "{")
  }
}
