import YAML

/// The files that a Markdown text names where its readers follow them: links, `@path` and `#file:path`; and what its prose
/// sends a reader to: "read commands/linear.md", "use the **locator** agent".
///
/// What stands in a block of code is an example and counts for nothing.
struct MarkdownReferences {
  /// Targets of links, without fragment, each once, at the offset of its first occurrence.
  private(set) var links: [(target: String, range: Range<Int>)] = []
  /// Paths after `@` (Claude Code, Gemini CLI, Cursor).
  private(set) var imports: [(target: String, range: Range<Int>)] = []
  /// Paths after `#file:` (VS Code).
  private(set) var files: [(target: String, range: Range<Int>)] = []

  /// Agents and skills that prose names in bold or in code.
  private(set) var names: [(target: String, range: Range<Int>)] = []

  private let bytes: [UInt8]
  private var seen: Set<String> = []
  /// The byte and the length of the fence that is open.
  private var fence: (byte: UInt8, count: Int)?
  /// No path that people write is longer; a bound keeps a hostile line from being read again and again.
  private static let longestTarget = 1000
  private static let delimiters = Array("`'\"()<>[]{}$*|,;".utf8)
  private static let placeholders = Array(":{}$*<>|\\".utf8)

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    // Most texts name no file at all: a few searches of the C library cost less than one look at each byte.
    let rest = start..<bytes.count
    guard
      offset(of: UInt8(ascii: "]"), UInt8(ascii: "("), in: bytes, rest) != nil
        || offset(of: UInt8(ascii: "@"), in: bytes, rest) != nil
        || offset(of: UInt8(ascii: "#"), UInt8(ascii: "f"), in: bytes, rest) != nil
        || Self.words.contains(where: { offset(of: $0, in: bytes, rest) != nil })
        || Self.hasEnding(bytes, rest)
    else { return }
    var cursor = start
    while cursor < bytes.count {
      let line = FrontMatter.line(in: bytes, from: cursor)
      readLine(line)
      cursor = FrontMatter.next(after: line, in: bytes)
    }
  }

  private mutating func readLine(_ line: Range<Int>) {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
      index += 1
    }
    if index < line.upperBound, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~") {
      let count = run(at: index, to: line.upperBound)
      if let open = fence {
        if bytes[index] == open.byte, count >= open.count { fence = nil }
        return
      }
      if count >= 3 {
        fence = (bytes[index], count)
        return
      }
    }
    if fence == nil { readText(index..<line.upperBound) }
  }

  private mutating func readText(_ line: Range<Int>) {
    var index = line.lowerBound
    // Lengths of backtick runs that nothing closes on this line.
    var unclosed: Set<Int> = []
    while index < line.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "`"):
        let count = run(at: index, to: line.upperBound)
        index += count
        if !unclosed.contains(count) {
          if let end = closing(count, from: index, to: line.upperBound) {
            addNamed(index..<end - count, isCode: true)
            addName(index..<end - count, before: line.upperBound, from: end)
            index = end
          } else {
            unclosed.insert(count)
          }
        }
      case UInt8(ascii: "*") where index + 1 < line.upperBound && bytes[index + 1] == UInt8(ascii: "*"):
        index += 2
        if let end = offset(
          of: UInt8(ascii: "*"), UInt8(ascii: "*"), in: bytes, index..<min(line.upperBound, index + 80))
        {
          addName(index..<end, before: line.upperBound, from: end + 2)
        }
      case UInt8(ascii: "."):
        addNamed(word(around: index, in: line), isCode: false)
        index += 1
      case UInt8(ascii: "]"):
        index += 1
        if index < line.upperBound, bytes[index] == UInt8(ascii: "(") {
          addLink(index + 1..<line.upperBound)
        }
      case UInt8(ascii: "@"):
        if index == line.lowerBound || isOpening(bytes[index - 1]) { addImport(index + 1..<line.upperBound) }
        index += 1
      case UInt8(ascii: "#"):
        if bytes[index..<line.upperBound].starts(with: "#file:".utf8) { addFile(index + 6..<line.upperBound) }
        index += 1
      default: index += 1
      }
    }
  }

  private func isOpening(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "(")
  }

  private func run(at start: Int, to end: Int) -> Int {
    var index = start
    while index < end, bytes[index] == bytes[start] { index += 1 }
    return index - start
  }

  /// Where a run of just so many backticks ends.
  private func closing(_ count: Int, from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      guard bytes[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let length = run(at: index, to: end)
      index += length
      if length == count { return index }
    }
    return nil
  }

  private mutating func addLink(_ range: Range<Int>) {
    var start = range.lowerBound
    let limit = min(range.upperBound, start + Self.longestTarget)
    let isBracketed = start < limit && bytes[start] == UInt8(ascii: "<")
    if isBracketed { start += 1 }
    var depth = 0
    var end = start
    scan: while end < limit {
      switch bytes[end] {
      case UInt8(ascii: ">") where isBracketed: break scan
      case _ where isBracketed: break
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break scan
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      end += 1
    }
    guard end < limit, let target = Self.localPath(bytes[start..<end]) else { return }
    if seen.insert("]" + target).inserted { links.append((target, start..<end)) }
  }

  /// Endings of files that are read as prompts; a path to anything else is no prompt's.
  private static let endings = [
    "md", "mdc", "txt", "prompt", "prompty", "j2", "jinja", "jinja2", "mustache", "hbs", "liquid", "tpl",
  ].map { Array($0.utf8) }
  /// What prose calls what it names.
  private static let kinds = [" agent", " subagent", " sub-agent", " skill"].map { Array($0.utf8) }
  private static let words = ["agent", "skill"].map { Array($0.utf8) }

  /// Whether a prompt's ending stands anywhere.
  private static func hasEnding(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var from = range.lowerBound
    while let dot = offset(of: UInt8(ascii: "."), in: bytes, from..<range.upperBound) {
      from = dot + 1
      guard from < range.upperBound, bytes[from].isWordByte else { continue }
      let rest = bytes[from..<min(from + 9, range.upperBound)].prefix { $0.isWordByte }
      if endings.contains(where: rest.elementsEqual) { return true }
    }
    return false
  }

  /// The run of path characters around a byte.
  private func word(around index: Int, in line: Range<Int>) -> Range<Int> {
    func isPart(_ byte: UInt8) -> Bool { byte.isWordByte || "-./".utf8.contains(byte) || byte >= 0x80 }
    var (start, end) = (index, index)
    while start > line.lowerBound, index - start < 200, isPart(bytes[start - 1]) { start -= 1 }
    while end < line.upperBound, end - index < 20, isPart(bytes[end]) { end += 1 }
    while end > index, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return start..<end
  }

  /// A path to a prompt; outside of code, where `plan.md` may be any file, it has a folder.
  private mutating func addNamed(_ range: Range<Int>, isCode: Bool) {
    guard range.count > 3, range.count < 200,
      let dot = bytes[range].lastIndex(of: UInt8(ascii: ".")), range.upperBound - dot < 10,
      isCode || bytes[range].contains(UInt8(ascii: "/")),
      // An address, a link's target, a path that `@` names.
      range.lowerBound == 0 || !":/@(#\\".utf8.contains(bytes[range.lowerBound - 1])
    else { return }
    let ending = bytes[(dot + 1)..<range.upperBound]
    guard Self.endings.contains(where: ending.elementsEqual), let target = Self.localPath(bytes[range]),
      !target.utf8.contains(where: { $0 <= 32 || $0 == UInt8(ascii: "@") })
    else { return }
    if seen.insert("]" + target).inserted { links.append((target, range)) }
  }

  /// A name in code or in bold with "agent" or "skill" behind it.
  private mutating func addName(_ range: Range<Int>, before end: Int, from next: Int) {
    guard (3..<60).contains(range.count),
      bytes[range].allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: "-") }),
      next < end, bytes[next] == UInt8(ascii: " ")
    else { return }
    let rest = bytes[next..<min(end, next + 12)]
    guard
      let kind = Self.kinds.first(where: rest.starts),
      !rest.dropFirst(kind.count).prefix(1).contains(where: { $0.isWordByte && $0 != UInt8(ascii: "s") })
    else { return }
    let target = String(decoding: bytes[range], as: UTF8.self)
    if seen.insert(" " + target).inserted { names.append((target, range)) }
  }

  private mutating func addImport(_ range: Range<Int>) {
    guard let (target, range) = word(range), Self.looksLikeFile(target) else { return }
    if seen.insert("@" + target).inserted { imports.append((target, range)) }
  }

  private mutating func addFile(_ range: Range<Int>) {
    guard let (target, range) = word(range) else { return }
    if seen.insert("#" + target).inserted { files.append((target, range)) }
  }

  /// A path up to white space, without the punctuation that ends a sentence.
  private func word(_ range: Range<Int>) -> (String, Range<Int>)? {
    var end = range.lowerBound
    let limit = min(range.upperBound, end + Self.longestTarget)
    while end < limit, bytes[end] > 32, !Self.delimiters.contains(bytes[end]) { end += 1 }
    while end > range.lowerBound, ".:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
    guard end > range.lowerBound else { return nil }
    let target = String(decoding: bytes[range.lowerBound..<end], as: UTF8.self)
    return (target, range.lowerBound..<end)
  }

  /// A name with a file's ending: `@angular/core`, `@someone` and `@example.com` are none.
  private static func looksLikeFile(_ target: String) -> Bool {
    if target.hasPrefix("~") { return false }
    let ending = target.fileExtension
    guard !ending.isEmpty, ending.utf8.count <= 6, ending.utf8.allSatisfy({ $0.isWordByte }) else {
      return false
    }
    return target.utf8.contains(UInt8(ascii: "/"))
      || !["com", "org", "net", "io", "dev", "ai"].contains(ending)
  }

  /// The slash behind a placeholder at the head of a path, which stands for a folder above: `{baseDir}/prompts/x.md`,
  /// `${CLAUDE_PLUGIN_ROOT}/agents/x.md`.
  private static func endOfRoot(_ bytes: ArraySlice<UInt8>) -> Int? {
    let rest = bytes.first == UInt8(ascii: "$") ? bytes.dropFirst() : bytes
    guard rest.first == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")),
      rest[(rest.startIndex + 1)..<close].allSatisfy(\.isWordByte), close + 1 < rest.endIndex,
      rest[close + 1] == UInt8(ascii: "/")
    else { return nil }
    return close + 1
  }

  /// The path of a link to a file of the repository; nil for addresses, anchors, images and placeholders.
  private static func localPath(_ bytes: ArraySlice<UInt8>) -> String? {
    var bytes = bytes
    // Cursor writes `mdc:` before a path from the root.
    if bytes.starts(with: "mdc:".utf8) { bytes = bytes.dropFirst(4) }
    bytes = bytes.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    if let slash = endOfRoot(bytes) { bytes = bytes[slash...] }
    if bytes.first == UInt8(ascii: "/") { bytes = bytes.dropFirst() }
    guard !bytes.isEmpty, !bytes.contains(where: { placeholders.contains($0) }) else { return nil }
    guard bytes.contains(UInt8(ascii: "/")) || bytes.contains(UInt8(ascii: ".")) else { return nil }
    guard !bytes.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }) else { return nil }
    let path = String(decoding: bytes, as: UTF8.self).replacing("%20", with: " ")
    return ["png", "jpg", "jpeg", "gif", "svg", "webp", "ico"].contains(path.fileExtension) ? nil : path
  }
}
