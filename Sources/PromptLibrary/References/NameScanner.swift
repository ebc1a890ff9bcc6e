import YAML

/// Goes through a text once, word by word, and keeps the words that could mean prompts.
struct NameScanner {
  let names: PromptNames
  let source: SourceText
  let nature: FileNature
  private var bytes: [UInt8] { source.bytes }
  private(set) var result: FileHits
  private var listingOffsets: [Int] = []
  /// Within how many lines a folder that is named is taken to be the one that is listed.
  private static let reach = 12
  private var found: [(kind: NameHit.Kind, range: Range<Int>, text: String)] = []

  init(_ source: SourceText, _ nature: FileNature, names: PromptNames) {
    self.source = source
    self.nature = nature
    self.names = names
    result = FileHits(path: source.path, nature: nature)
  }

  static func scan(_ source: SourceText, _ nature: FileNature, names: PromptNames) -> FileHits {
    var scanner = NameScanner(source, nature, names: names)
    scanner.findWords()
    scanner.findListings()
    scanner.describe()
    return scanner.result
  }

  private static let isPart: [Bool] = (0..<256).map { value in
    UInt8(value).isWordByte || value >= 0x80 || "-./@+~".utf8.contains(UInt8(value))
  }

  private mutating func findWords() {
    let bytes = source.bytes
    let part = Self.isPart
    var index = 0
    while index < bytes.count {
      guard part[Int(bytes[index])] else {
        if nature == .code, bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "*") {
          findPattern(at: index)
        }
        index += 1
        continue
      }
      let start = index
      var lastPart = index
      while index < bytes.count, part[Int(bytes[index])] {
        if bytes[index] == UInt8(ascii: "/"), index + 1 < bytes.count, part[Int(bytes[index + 1])] {
          lastPart = index + 1
        }
        index += 1
      }
      var end = index
      // A sentence's full stop, a folder's slash.
      while end > lastPart, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "/") {
        end -= 1
      }
      guard names.couldBe(bytes, lastPart..<end) else { continue }
      look(start..<end, last: lastPart)
    }
  }

  private mutating func look(_ range: Range<Int>, last: Int) {
    let name = Array(source.bytes[last..<range.upperBound])
    let text = String(decoding: source.bytes[range], as: UTF8.self)
    if names.byFileName[name] != nil {
      found.append((.fileName, range, text))
    } else if nature != .prose || last > range.lowerBound, names.byStem[name] != nil {
      found.append((.stem, range, text))
    }
    if nature == .code, names.foldersByName[name] != nil { found.append((.folder, range, text)) }
  }

  /// A quoted text with a computed part: `f"{kind}/{name}.prompt"`, `prompts/${name}.md`.
  private mutating func findPattern(at brace: Int) {
    let quotes = Array("'\"`".utf8)
    var start = brace
    while start > 0, brace - start < 200, !quotes.contains(bytes[start - 1]),
      bytes[start - 1] != UInt8(ascii: "\n")
    { start -= 1 }
    guard start > 0, quotes.contains(bytes[start - 1]) else { return }
    let quote = bytes[start - 1]
    var pattern: [UInt8] = []
    var index = start
    while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "\n"), index - start < 300
    {
      if bytes[index] == UInt8(ascii: "{") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "}"), bytes[index] != UInt8(ascii: "\n") {
          index += 1
        }
        if pattern.last == UInt8(ascii: "$") || pattern.last == UInt8(ascii: "#") { pattern.removeLast() }
        if pattern.last != UInt8(ascii: "*") { pattern.append(UInt8(ascii: "*")) }
      } else {
        pattern.append(bytes[index])
      }
      index += 1
    }
    guard index < bytes.count, bytes[index] == quote,
      pattern.allSatisfy({ Self.isPart[Int($0)] || $0 == UInt8(ascii: "*") }),
      pattern.contains(UInt8(ascii: "*")),
      found.last?.range.lowerBound != start || found.last?.kind != .pattern
    else { return }
    let last = pattern.split(separator: UInt8(ascii: "/")).last ?? []
    guard let dot = last.lastIndex(of: UInt8(ascii: ".")), names.endings.contains(Array(last[dot...])) else {
      return
    }
    found.append((.pattern, start..<index, String(decoding: pattern, as: UTF8.self)))
  }

  static let listings = [
    "readdir", "listdir", "iterdir", "scandir", "rglob", "glob", "os.walk", "fs.walk", "WalkDir", "ReadDir",
    "GetFiles",
    "EnumerateFiles", "listFiles", "Dir[", "Dir.each", "require.context", "go:embed", "contentsOfDirectory",
    "opendir",
    "list_templates", "DirectoryLoader", "include_dir",
  ].map { Array($0.utf8) }

  /// Notes the words of each line that lists a folder's files.
  private mutating func findListings() {
    guard nature == .code else { return }
    for listing in Self.listings {
      var from = 0
      while let start = offset(of: listing, in: bytes, from..<bytes.count) {
        from = start + listing.count
        listingOffsets.append(start)
        var word: [UInt8] = []
        for byte in bytes[line(around: start)] + [0] {
          if byte.isWordByte {
            word.append(byte)
          } else {
            if word.count > 2 { result.listed.insert(String(decoding: word, as: UTF8.self)) }
            word = []
          }
        }
      }
    }
  }

  private func line(around offset: Int) -> Range<Int> {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), offset - start < 500 { start -= 1 }
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), end - offset < 500 { end += 1 }
    return start..<end
  }

  /// Says of each word found where it stands and what is around it.
  private mutating func describe() {
    guard !found.isEmpty else { return }
    let positions = source.positions(of: found.map(\.range.lowerBound) + listingOffsets)
    let listingLines = listingOffsets.compactMap { positions[$0]?.line }
    for (kind, range, text) in found {
      guard let position = positions[range.lowerBound] else { continue }
      let line = line(around: range.lowerBound)
      let context = WordContext(bytes, range, line: line, nature: nature)
      result.hits.append(
        NameHit(
          kind: kind, text: text, position: position, isQuoted: context.isQuoted, isWhole: context.isWhole,
          isComment: context.isComment, callee: context.callee, assigned: context.assigned,
          isBeforeListing: kind == .folder
            && listingLines.contains { (position.line...position.line + Self.reach).contains($0) },
          isNearListing: (kind == .folder || kind == .pattern)
            && Self.listings.contains { offset(of: $0, in: bytes, line) != nil }))
    }
  }
}
