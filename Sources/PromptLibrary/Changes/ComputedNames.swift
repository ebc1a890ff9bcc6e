import YAML

/// The file names that lines of code put together, as far as the lines tell.
enum ComputedNames {
  /// Patterns of the names that end as prompts' files do: `*.md` for `f"{name}.md"` and `name + ".md"`.
  ///
  /// A name that is written out is none: who looks for names finds it.
  static func patterns(in lines: Set<[UInt8]>) -> Set<String> {
    var patterns: Set<String> = []
    for line in lines {
      for ending in endings {
        var from = 0
        while let start = offset(of: ending, in: line, from..<line.count) {
          from = start + ending.count
          if let pattern = pattern(line, ending: start..<from) { patterns.insert(pattern) }
        }
      }
    }
    return patterns
  }

  private static func pattern(_ line: [UInt8], ending: Range<Int>) -> String? {
    let quote = line[ending.upperBound - 1]
    // A text that begins on another line may hold anything before.
    guard let opening = line[..<ending.lowerBound].lastIndex(of: quote) else {
      return "*" + String(decoding: line[ending].dropLast(), as: UTF8.self)
    }
    let content = filled(line[(opening + 1)..<(ending.upperBound - 1)])
    let name = content.fileName
    if name.contains("*") { return String(name) }
    if content.contains("/") { return nil }
    let before = String(decoding: line[..<opening], as: UTF8.self).lowercased().trimmed
    if name.hasPrefix(".") {
      // What asks for an ending makes no name.
      return tests.contains { before.hasSuffix($0) } ? nil : "*\(name)"
    }
    return ["+", "~", "&", ".."].contains { before.hasSuffix($0) } ? "*\(name)" : nil
  }

  private static let tests = [
    "endswith(", "hassuffix(", "has_suffix(", "ends_with(", "end_with?(", "removesuffix(", "trimsuffix(",
    "replace(", "replaceall(", "includes(", "indexof(", "split(", "==", "!=", "in (", "case", "extname(",
  ]

  /// A text with a star for each part that is computed: `{...}`, `${...}`, `%s`.
  private static func filled(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var depth = 0
    var previous: UInt8 = 0
    let star = UInt8(ascii: "*")
    func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#") }
    for byte in bytes {
      defer { previous = byte }
      if byte == UInt8(ascii: "{") {
        if let last = text.last, isSign(last) { text.removeLast() }
        if text.last != star { text.append(star) }
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        if previous == UInt8(ascii: "%"), byte == UInt8(ascii: "s") || byte == UInt8(ascii: "d") {
          text[text.count - 1] = star
        } else if byte != star || text.last != star {
          text.append(byte)
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What a quoted file name of a prompt ends in.
  private static let endings: [[UInt8]] = {
    let known = Set(
      PromptFormat.all.flatMap(\.suffixes).map(\.fileExtension) + [
        "md", "txt", "j2", "jinja", "yaml", "yml", "json",
      ])
    return known.sorted().flatMap { ending in ["'", "\"", "`"].map { Array(".\(ending)\($0)".utf8) } }
  }()
}
