import YAML

extension FrontMatter {
  /// Keys whose values their tools write and document without quotes, so that nobody would mend them.
  ///
  /// Cursor writes `globs: **/*` itself; Claude Code documents `argument-hint: [file] [line]` and `paths: src/**, *.ts`.
  static let bareKeys: Set<String> = ["globs", "argument-hint", "paths"]

  /// Quotes the values that are no YAML where they stand, as tools with a line-wise reader see them.
  ///
  /// Seen in use: `globs: **/*`, `description: Use it when: always`, `argument-hint: [file] [line]`. Every line keeps
  /// its number. With `keys`, only their values are quoted.
  static func repaired(_ bytes: ArraySlice<UInt8>, only keys: Set<String>? = nil) -> [UInt8] {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count &+ 64)
    var start = 0
    /// The indentation of the key whose block scalar is being passed.
    var block: Int?
    while start < bytes.count {
      let range = line(in: bytes, from: start)
      let end = next(after: range, in: bytes)
      let entry = Entry(bytes[range])
      if let indentation = block, entry.isBlank || entry.indentation > indentation {
        result += bytes[start..<end]
        start = end
        continue
      }
      block = entry.opensBlock ? entry.indentation : nil
      if entry.key == "description", keys == nil, let close = exampleEnd(in: bytes, from: end) {
        // Claude Code's own agents: examples of talk, with lines that look like keys.
        result += bytes[start..<entry.value.startIndex]
        result += quoted(bytes[entry.value.startIndex..<close])
        start = close
        continue
      }
      guard entry.isBroken, keys?.contains(entry.key) ?? true else {
        result += bytes[start..<end]
        start = end
        continue
      }
      // A plain value may go on over indented lines that are no entries of their own.
      var last = range
      var cursor = end
      while cursor < bytes.count {
        let range = line(in: bytes, from: cursor)
        let following = Entry(bytes[range])
        guard !following.isBlank, following.indentation > entry.indentation, following.hasNoKey else { break }
        last = range
        cursor = next(after: range, in: bytes)
      }
      result += bytes[start..<entry.value.startIndex]
      result += quoted(bytes[entry.value.startIndex..<last.upperBound])
      result += bytes[last.upperBound..<cursor]
      start = cursor
    }
    return result
  }

  /// A text in single quotes, in which a quote stands twice.
  private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let quote = UInt8(ascii: "'")
    return [quote] + text.flatMap { $0 == quote ? [$0, $0] : [$0] } + [quote]
  }

  /// Where a description ends that goes on below, unindented, with `<example>`: before the line of the next key that its
  /// owner knows, or behind the last example.
  private static func exampleEnd(in bytes: [UInt8], from start: Int) -> Int? {
    var cursor = start
    var end = start
    var hasExample = false
    while cursor < bytes.count {
      let range = line(in: bytes, from: cursor)
      let entry = Entry(bytes[range])
      if entry.indentation == 0, !entry.hasNoKey, MarkdownPrompt.knownKeys.contains(entry.key) { break }
      hasExample = hasExample || bytes[range].starts(with: "<example>".utf8)
      if !entry.isBlank { end = range.upperBound }
      cursor = next(after: range, in: bytes)
    }
    return hasExample ? end : nil
  }

  /// One line of a header: indentation, dash, key, value.
  private struct Entry {
    var indentation: Int
    var value: ArraySlice<UInt8>
    var hasNoKey: Bool
    var key = ""
    private var hasDash = false

    init(_ line: ArraySlice<UInt8>) {
      let space = UInt8(ascii: " ")
      value = line.drop { $0 == space || $0 == UInt8(ascii: "\t") }
      indentation = value.startIndex - line.startIndex
      while value.first == UInt8(ascii: "-"), value.dropFirst().first == space {
        hasDash = true
        value = value.dropFirst().drop { $0 == space }
      }
      let key = value.prefix { $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
      let rest = value.dropFirst(key.count)
      hasNoKey = key.isEmpty || rest.first != UInt8(ascii: ":") || !(rest.dropFirst().first ?? space == space)
      if !hasNoKey { self.key = String(decoding: key, as: UTF8.self) }
      if !hasNoKey { value = rest.dropFirst().drop { $0 == space } }
      hasNoKey = hasNoKey && !hasDash
    }

    var isBlank: Bool { value.isEmpty && hasNoKey }
    var opensBlock: Bool {
      !hasNoKey && (value.first == UInt8(ascii: "|") || value.first == UInt8(ascii: ">"))
    }

    /// Whether the value alone is no YAML; a collection or a quotation that goes on below is left alone.
    var isBroken: Bool {
      guard !hasNoKey, let first = value.first, !opensBlock else { return false }
      let last = value.last { $0 != UInt8(ascii: " ") }
      switch first {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        guard last == UInt8(ascii: "]") || last == UInt8(ascii: "}") else { return false }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard value.dropFirst().contains(first) else { return false }
      default: break
      }
      // Read as a key's value: `a: b` or `[a] [b]` alone would pass for a document.
      return (try? Node.parse(Array("key: ".utf8) + value)) == nil && first != UInt8(ascii: "#")
    }
  }
}
