import YAML

/// A long text in a program that instructs a model: a prompt that no library holds.
package struct ShadowPrompt: Sendable {
  package var prompt: InlinePrompt
  /// What the program calls it: the name that it is given to, or the function.
  package var name: String?
  package var words: Int
}

extension ShadowPrompt {
  /// Fewer words than this are a label or a message.
  private static let fewestWords = 20

  /// The texts of a program that read as prompts, in order; neighbouring strings that the program joins are one.
  static func find(in source: SourceText, _ syntax: CodeSyntax) -> [ShadowPrompt] {
    let reader = CodeReader(source, syntax)
    let parents = reader.parents()
    var candidates: [(text: String, offset: Int, end: Int, name: String?, words: Int)] = []
    var index = 0
    while index < reader.tokens.count {
      let run = reader.stringRun(from: index)
      defer { index = max(run.upperBound, index + 1) }
      guard !run.isEmpty, !reader.isDocumentation(run.lowerBound, parents) else { continue }
      let strings = reader.tokens[run].filter { $0.kind == .string }
      // Most strings are short, and are turned away by their length.
      guard strings.reduce(0, { $0 + $1.content.count }) >= fewestWords * 3 else { continue }
      let text = strings.map { Self.unescaped(source.bytes[$0.content]) }.joined()
      let words = text.wordCount
      guard words >= fewestWords else { continue }
      let context = reader.context(of: run.lowerBound, parents)
      let name = context.assigned ?? context.callee
      guard instructs(text, called: [context.assigned, context.callee].compactMap { $0 }) else { continue }
      candidates.append((text, strings[0].content.lowerBound, strings.last!.content.upperBound, name, words))
    }
    let positions = source.positions(of: candidates.flatMap { [$0.offset, $0.end] })
    return candidates.map { text, offset, end, name, words in
      let place = Place(path: source.path, start: positions[offset], end: positions[end])
      return ShadowPrompt(prompt: InlinePrompt(text, at: place), name: name, words: words)
    }
  }

  /// Escaped line ends and quotes as the program has them; other escapes stay as they are written.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    return text.replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing("\\\"", with: "\"")
      .replacing("\\'", with: "'")
  }

  /// Whether a text speaks to a model: it says who the reader is or what its task is, or it has a prompt's name and gives
  /// orders.
  static func instructs(_ text: String, called names: [String]) -> Bool {
    let lower = text.lowercased()
    let orders = Self.orders.count { lower.contains($0) }
    let isNamed = names.contains { name in
      let name = name.lowercased()
      return ["prompt", "instruction", "system_message", "systemmessage", "persona", "backstory"]
        .contains { name.contains($0) }
    }
    if isNamed, orders > 0 { return true }
    let opening = lower.drop { $0.isWhitespace || $0 == "#" || $0 == "*" }
    let addresses = openings.contains { opening.hasPrefix($0) } || tasks.contains { lower.contains($0) }
    return addresses && (isNamed || orders > 0)
  }

  private static let openings = [
    "you are a ", "you are an ", "you are the ", "you are ${", "you are {", "act as a",
  ]
  private static let tasks = [
    "your task is", "your job is", "your role is", "you will be given", "you are given a", "you will receive",
    "as an ai ",
  ]
  private static let orders = [
    "respond ", "reply ", "answer ", "return only", "output ", "do not ", "don't ", "never ", "always ",
    "you must",
    "you should", "make sure", "step by step", "summarize", "summarise", "translate", "extract", "classify",
    "rewrite", "generate ", "write ", "analyze", "analyse", "explain ", "determine ", "choose ", "decide ",
    "use the ", "based on ", "json",
  ]
}

extension CodeReader {
  /// The strings from a token on that the program joins: one after the other, or with `+` or `.` between.
  fileprivate func stringRun(from first: Int) -> Range<Int> {
    guard tokens[first].kind == .string else { return first..<first }
    var end = first + 1
    while end < tokens.count {
      if tokens[end].kind == .string {
        end += 1
      } else if tokens[end].symbol == UInt8(ascii: "+") || tokens[end].symbol == UInt8(ascii: "\\")
        || syntax.name == "php" && tokens[end].symbol == UInt8(ascii: "."),
        end + 1 < tokens.count, tokens[end + 1].kind == .string
      {
        end += 2
      } else {
        break
      }
    }
    return first..<end
  }

  /// A string that is a statement by itself is there for people.
  func isDocumentation(_ index: Int, _ parents: [Int?]) -> Bool {
    guard syntax.name == "python", parents[index] == nil, tokens[index].startsLine else { return false }
    let next = index + 1
    let before = index > 0 ? tokens[index - 1] : nil
    return (next >= tokens.count || tokens[next].startsLine)
      && !(before.map { "=+%,\\".utf8.contains($0.symbol) } ?? false)
  }
}
