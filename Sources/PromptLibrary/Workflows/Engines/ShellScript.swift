/// A shell script as far as needed to see which files and texts its commands are given.
///
/// Quotes, comments, continuations, here-documents and command substitutions are understood; nothing is evaluated.
/// What only the run can know stands as `*`.
struct ShellScript {
  /// Words of each command, in order; those of substitutions come after the command that holds them.
  private(set) var commands: [[String]] = []
  /// Files that the script writes by redirection.
  private(set) var written: Set<String> = []

  private var bytes: [UInt8]
  private var index = 0
  private var word: [UInt8] = []
  private var hasWord = false
  private var command: [String] = []
  private var isRedirected = false
  private var delimiters: [[UInt8]] = []
  private var nested: [[UInt8]] = []

  init(_ text: String) { self.init(Array(text.utf8), depth: 0) }

  private init(_ bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    while index < self.bytes.count { step() }
    endCommand()
    guard depth < 4 else { return }
    for inner in nested {
      let script = ShellScript(inner, depth: depth + 1)
      commands += script.commands
      written.formUnion(script.written)
    }
  }

  private func byte(_ offset: Int) -> UInt8? {
    index + offset < bytes.count ? bytes[index + offset] : nil
  }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\\"):
      if let next = self.byte(1), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { append(next) }
      index += 2
    case UInt8(ascii: "'"): singleQuoted()
    case UInt8(ascii: "\""): doubleQuoted()
    case UInt8(ascii: "#") where !hasWord:
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    case UInt8(ascii: "\n"):
      endCommand()
      index += 1
      skipHereDocuments()
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      endWord()
      index += 1
    case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "`"):
      if word.last == UInt8(ascii: "$") { word.removeLast() }
      endCommand()
      index += 1
    case UInt8(ascii: "$") where self.byte(1) == UInt8(ascii: "{") && self.byte(2) == UInt8(ascii: "{"):
      expression()
    case UInt8(ascii: "<"): input()
    case UInt8(ascii: ">"):
      endWord()
      isRedirected = true
      index += 1
      while let next = self.byte(0), ">|&".utf8.contains(next) { index += 1 }
    default:
      append(byte)
      index += 1
    }
  }

  private mutating func append(_ byte: UInt8) {
    word.append(byte)
    hasWord = true
  }

  private mutating func endWord() {
    guard hasWord else { return }
    let text = String(decoding: word, as: UTF8.self)
    if isRedirected { written.insert(text) } else { command.append(text) }
    isRedirected = false
    hasWord = false
    word = []
  }

  private mutating func endCommand() {
    endWord()
    if !command.isEmpty { commands.append(command) }
    command = []
  }

  private mutating func singleQuoted() {
    hasWord = true
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
      if bytes[index...].starts(with: "${{".utf8) {
        expression()
      } else {
        append(bytes[index])
        index += 1
      }
    }
    index += 1
  }

  private mutating func doubleQuoted() {
    hasWord = true
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), let next = byte(1) {
        if next != UInt8(ascii: "\n") { append(next) }
        index += 2
      } else if bytes[index...].starts(with: "${{".utf8) {
        expression()
      } else if bytes[index...].starts(with: "$(".utf8) {
        substitution()
      } else {
        append(bytes[index])
        index += 1
      }
    }
    index += 1
  }

  /// Keeps the inside of `$(…)` for itself.
  private mutating func substitution() {
    index += 2
    let start = index
    var depth = 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { break }
      index += 1
    }
    nested.append(Array(bytes[start..<min(index, bytes.count)]))
    append(UInt8(ascii: "*"))
    index += 1
  }

  /// `${{ … }}` is filled in before the shell runs; the workspace is the repository itself.
  private mutating func expression() {
    let start = index + 3
    index = start
    while index < bytes.count, !bytes[index...].starts(with: "}}".utf8) { index += 1 }
    let inner = String(decoding: bytes[min(start, bytes.count)..<min(index, bytes.count)], as: UTF8.self)
    append(inner.trimmed == "github.workspace" ? UInt8(ascii: ".") : UInt8(ascii: "*"))
    index += 2
  }

  /// `< file` reads it, as a word would; the body of `<< END` is no command.
  private mutating func input() {
    endWord()
    index += 1
    guard byte(0) == UInt8(ascii: "<") else { return }
    index += 1
    guard byte(0) != UInt8(ascii: "<") else {
      index += 1
      return
    }
    while let next = byte(0), "- \t'\"\\".utf8.contains(next) { index += 1 }
    let start = index
    while let next = byte(0), next.isWordByte { index += 1 }
    if index > start { delimiters.append(Array(bytes[start..<index])) }
    while let next = byte(0), "'\"".utf8.contains(next) { index += 1 }
  }

  private mutating func skipHereDocuments() {
    for delimiter in delimiters {
      while index < bytes.count {
        var end = index
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        let line = String(decoding: bytes[index..<end], as: UTF8.self).trimmed
        index = min(end + 1, bytes.count)
        if line.utf8.elementsEqual(delimiter) { break }
      }
    }
    delimiters = []
  }
}
