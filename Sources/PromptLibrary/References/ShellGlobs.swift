/// Paths with computed parts in shell scripts and Makefiles, in quotes or not: `prompts/*.txt`, `"prompts/$1.txt"`,
/// `$(wildcard prompts/*.txt)`, `out/%.json: prompts/%.txt`.
struct ShellGlobs {
  /// With `*` for what is computed.
  private(set) var all: [(range: Range<Int>, pattern: String, isListed: Bool)] = []

  static func isShell(_ path: String) -> Bool {
    ["sh", "bash", "zsh", "fish", "mk"].contains(path.fileExtension)
      || ["makefile", "justfile", "dockerfile"].contains(path.fileName.prefix { $0 != "." }.lowercased())
  }

  private static let ends = Array(" \t\r\n\"'`()<>,;|&=".utf8)

  init(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      guard !Self.ends.contains(bytes[start]) else {
        start += 1
        continue
      }
      let (end, pattern, isListed) = Self.word(in: bytes, from: start)
      if let pattern, all.count < 1_000 { all.append((start..<end, pattern, isListed)) }
      start = max(end, start + 1)
    }
  }

  /// A word from its first byte on; its pattern where it has a folder and something computed.
  private static func word(in bytes: [UInt8], from start: Int) -> (Int, String?, isListed: Bool) {
    var pattern: [UInt8] = []
    var (isListed, isComputed) = (false, false)
    var index = start
    func star() { if pattern.last != UInt8(ascii: "*") { pattern.append(UInt8(ascii: "*")) } }
    while index < bytes.count, index - start < 300, !ends.contains(bytes[index]) {
      switch bytes[index] {
      case UInt8(ascii: "*"):
        isListed = true
        pattern.append(bytes[index])
        index += 1
      case UInt8(ascii: "%"):
        isComputed = true
        star()
        index += 1
      case UInt8(ascii: "$") where bytes[index...].starts(with: "$(wildcard ".utf8):
        return (index + 11, nil, false)
      case UInt8(ascii: "$"):
        isComputed = true
        star()
        index = variable(in: bytes, from: index)
      default:
        pattern.append(bytes[index])
        index += 1
      }
    }
    guard isListed || isComputed, pattern.contains(UInt8(ascii: "/")) else { return (index, nil, false) }
    return (index, String(decoding: pattern, as: UTF8.self), isListed && !isComputed)
  }

  /// The end of `$name`, `$1`, `${name}` or `$(command)`.
  private static func variable(in bytes: [UInt8], from dollar: Int) -> Int {
    var index = dollar + 1
    guard index < bytes.count else { return index }
    if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "(") {
      let close = bytes[index] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
      while index < bytes.count, bytes[index] != close, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      return min(index + 1, bytes.count)
    }
    while index < bytes.count, bytes[index].isWordByte { index += 1 }
    return max(index, dollar + 1)
  }
}
