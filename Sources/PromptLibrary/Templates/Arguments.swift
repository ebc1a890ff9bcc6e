extension TemplateSyntax {
  /// Claude Code's `$ARGUMENTS`, `$ARGUMENTS[0]`, `$1`…`$9` and `@path/to/file`.
  ///
  /// `$1` and `@` mean other things in code, so that code spans and fences are skipped for them, except for the
  /// commands that the engine itself runs: `` !`git show $1` ``, and a fence that opens with `!`.
  static func scanArguments(_ bytes: [UInt8]) -> TemplateUse {
    var reader = ArgumentsReader(text: TemplateText(bytes))
    reader.read()
    return reader.text.finished()
  }
}

private struct ArgumentsReader {
  /// What a stretch of text is, which decides what counts in it.
  enum Stretch { case prose, code, command }

  var text: TemplateText
  /// The fence that is open: its mark, its length and what it holds.
  var fence: (mark: UInt8, length: Int, content: Stretch)?

  mutating func read() {
    var start = 0
    while start < text.bytes.count {
      var end = start
      while end < text.bytes.count, text.bytes[end] != UInt8(ascii: "\n"),
        text.bytes[end] != UInt8(ascii: "\r")
      {
        end &+= 1
      }
      if let fence {
        if !closes(fence.mark, fence.length, start..<end) {
          scan(start..<end, fence.content)
        } else {
          self.fence = nil
        }
      } else if !opensFence(start..<end) {
        line(start..<end)
      }
      start = end + 1
    }
  }

  /// The run of one mark that a line starts with, behind blanks.
  private func run(_ line: Range<Int>) -> Range<Int> {
    var start = line.lowerBound
    while start < line.upperBound, text.bytes[start].isBlank { start += 1 }
    var end = start
    while end < line.upperBound, text.bytes[end] == text.bytes[start] { end += 1 }
    return start..<end
  }

  private mutating func opensFence(_ line: Range<Int>) -> Bool {
    let run = run(line)
    let mark = text[run.lowerBound]
    guard run.count >= 3, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return false }
    // ```code``` on one line is a span.
    if mark == UInt8(ascii: "`"), text.bytes[run.upperBound..<line.upperBound].contains(mark) { return false }
    fence = (mark, run.count, text[run.upperBound] == UInt8(ascii: "!") ? .command : .code)
    return true
  }

  private func closes(_ mark: UInt8, _ length: Int, _ line: Range<Int>) -> Bool {
    let run = run(line)
    return run.count >= length && text[run.lowerBound] == mark
      && text.bytes[run.upperBound..<line.upperBound].allSatisfy { $0.isBlank }
  }

  /// Reads a line of prose, span by span.
  private mutating func line(_ line: Range<Int>) {
    // Lengths of backtick runs of which the line has no further one.
    var absent: UInt32 = 0
    var start = line.lowerBound
    var index = start
    while index < line.upperBound {
      guard text.bytes[index] == UInt8(ascii: "`") else {
        index &+= 1
        continue
      }
      var open = index
      while open < line.upperBound, text.bytes[open] == UInt8(ascii: "`") { open += 1 }
      let length = open - index
      // Nobody writes spans with longer marks.
      guard length <= 8, absent & 1 << UInt32(length) == 0 else {
        index = open
        continue
      }
      guard let close = closingRun(length, from: open, to: line.upperBound) else {
        absent |= 1 << UInt32(length)
        index = open
        continue
      }
      scan(start..<index, .prose)
      let isCommand = length == 1 && index > line.lowerBound && text.bytes[index - 1] == UInt8(ascii: "!")
      scan(open..<close, isCommand ? .command : .code)
      index = close + length
      start = index
    }
    scan(start..<line.upperBound, .prose)
  }

  private func closingRun(_ length: Int, from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      guard text.bytes[index] == UInt8(ascii: "`") else {
        index &+= 1
        continue
      }
      let open = index
      while index < end, text.bytes[index] == UInt8(ascii: "`") { index += 1 }
      if index - open == length { return open }
    }
    return nil
  }

  private mutating func scan(_ range: Range<Int>, _ stretch: Stretch) {
    var index = range.lowerBound
    var isQuoted = false
    while index < range.upperBound {
      switch text.bytes[index] {
      case UInt8(ascii: "$"): index = dollar(at: index, range, allowsNumber: stretch != .code && !isQuoted)
      case UInt8(ascii: "@") where stretch == .prose: index = file(at: index, range)
      case UInt8(ascii: "'") where stretch == .command:
        isQuoted.toggle()
        index += 1
      default: index &+= 1
      }
    }
  }

  private mutating func dollar(at index: Int, _ range: Range<Int>, allowsNumber: Bool) -> Int {
    let name = index + 1
    if text.matches("ARGUMENTS", at: name), !text[name + 9].isWordByte {
      text.addVariable("ARGUMENTS", at: name)
      return name + 9
    }
    guard allowsNumber, text[name].isDigit, text[name] != UInt8(ascii: "0") else { return name }
    let before = index > 0 ? text.bytes[index - 1] : 0
    let after = text[name + 1]
    // `$1,000`, `$5.99`, `$10`, `$2-3` and `US$5` are amounts.
    let isAmount =
      after.isWordByte || (",.-".utf8.contains(after) && text[name + 2].isDigit) || before.isWordByte
      || before == UInt8(ascii: "$") || before == UInt8(ascii: "\\")
    if !isAmount { text.addVariable(text.string(name..<name + 1), at: name) }
    return name + 1
  }

  private mutating func file(at index: Int, _ range: Range<Int>) -> Int {
    let start = index + 1
    let before = index > 0 ? text.bytes[index - 1] : 0
    var end = start
    while end < range.upperBound, text.bytes[end].isPathByte { end += 1 }
    let next = end
    while end > start, ".-".utf8.contains(text.bytes[end - 1]) { end -= 1 }
    guard before == 0 || before.isBlank || before == UInt8(ascii: "("), end > start,
      text[next] != UInt8(ascii: "(")
    else { return next }
    let path = text.string(start..<end)
    if Self.isPath(path) { text.addInclude(.file, path, at: start) }
    return next
  }

  /// Whether what follows an `@` is a file, not a person, a decorator, a team or a package (`@scope/name`).
  private static func isPath(_ path: String) -> Bool {
    let slashes = path.utf8.count { $0 == UInt8(ascii: "/") }
    let ending = path.fileExtension
    if slashes == 0 { return fileExtensions.contains(ending) }
    if [".", "/", "~"].contains(where: { path.hasPrefix($0) }) || slashes > 1 || path.hasSuffix("/") {
      return true
    }
    return ending.utf8.contains { !$0.isDigit }
  }

  private static let fileExtensions: Set<String> = [
    "md", "mdx", "mdc", "txt", "rst", "adoc", "json", "jsonl", "yaml", "yml", "toml", "xml", "csv", "tsv",
    "ini",
    "cfg", "env", "lock", "py", "ipynb", "js", "jsx", "mjs", "cjs", "ts", "tsx", "vue", "svelte", "swift",
    "go",
    "rs", "rb", "php", "java", "kt", "scala", "c", "h", "cc", "cpp", "hpp", "cs", "sh", "bash", "zsh", "ps1",
    "sql", "html", "css", "scss", "prompt", "prompty", "j2", "jinja", "jinja2", "hbs", "liquid", "tf",
    "proto",
    "graphql", "log", "diff", "patch", "pdf", "png", "jpg", "svg",
  ]
}

extension UInt8 {
  fileprivate var isPathByte: Bool {
    isNameByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "/") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "~") || self == UInt8(ascii: "+")
  }
}
