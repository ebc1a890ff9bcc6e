import YAML

/// Which of the languages that share the ending `.prompt` a file is written in.
enum PromptDialect: Sendable {
  case dotprompt
  case humanloop
  /// Jinja, or text without any placeholder.
  case plain

  /// Judges by the content: header keys, Handlebars' blocks and helpers, message tags, Jinja's statements and filters.
  init(_ front: FrontMatter, of source: SourceText) {
    let signs = Signs(source.bytes[front.bodyStart...])
    let keys = Set(front.header?.keys ?? [])
    let isHeader = front.headerRange != nil && front.header?.isScalar != true
    if isHeader, !keys.isDisjoint(with: ["provider", "endpoint"]) || (signs.hasTags && !signs.hasHandlebars),
      keys.isDisjoint(with: ["config", "input", "output"])
    {
      self = .humanloop
    } else if signs.hasJinja, !signs.hasHandlebars {
      self = .plain
    } else {
      // A leading underscore makes a partial, which needs no header.
      self = isHeader || signs.hasHandlebars || source.name.hasPrefix("_") ? .dotprompt : .plain
    }
  }

  /// What only one of the languages writes.
  private struct Signs {
    var hasHandlebars = false
    var hasJinja = false
    /// A line that starts with `<system>`, `<user>`, `<assistant>` or `<tool`.
    var hasTags = false

    private static let helpers = ["role ", "history}", "media ", "section ", "json "].map { Array($0.utf8) }
    private static let tags = ["<system>", "<user>", "<assistant>", "<tool>", "<tool "].map { Array($0.utf8) }

    init(_ body: ArraySlice<UInt8>) {
      var isLineStart = true
      var index = body.startIndex
      while index < body.endIndex {
        let byte = body[index]
        if byte == UInt8(ascii: "<"), isLineStart {
          let rest = body[index...]
          hasTags = hasTags || Self.tags.contains { rest.starts(with: $0) }
        } else if byte == UInt8(ascii: "{"), index + 1 < body.endIndex {
          if body[index + 1] == UInt8(ascii: "%") { hasJinja = true }
          if body[index + 1] == UInt8(ascii: "{") { readBraces(body[(index + 2)...]) }
        }
        isLineStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || (isLineStart && byte == 32)
        index += 1
      }
    }

    private mutating func readBraces(_ rest: ArraySlice<UInt8>) {
      let text = rest.prefix(200).drop { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: " ") }
      guard let first = text.first else { return }
      if "#/>!^".utf8.contains(first) || Self.helpers.contains(where: { text.starts(with: $0) }) {
        hasHandlebars = true
      }
      // `x | filter` and `f(x)` are Jinja's.
      let expression = text.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\n") }
      if first != UInt8(ascii: "#"),
        expression.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "(") }),
        !expression.contains(UInt8(ascii: "="))
      {
        hasJinja = true
      }
    }
  }
}
