import YAML

/// Goes through a text once, word by word, and keeps the words that could mean prompts.
struct NameScanner {
  let names: PromptNames
  let source: SourceText
  let nature: FileNature
  private var bytes: [UInt8] { source.bytes }
  private(set) var result: FileHits
  private var listingOffsets: [Int] = []
  /// A word ends as prompts do, whatever comes before.
  private var hasEnding = false
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
    scanner.findWords(0..<source.bytes.count)
    guard !scanner.found.isEmpty || scanner.hasEnding else { return scanner.result }
    if nature == .code, let syntax = CodeSyntax.of(source.path) {
      scanner.result = CodeScanner(source, syntax, names: names).scanned()
      return scanner.result
    }
    if nature == .code { scanner.findPatterns() }
    scanner.findListings()
    scanner.describe()
    return scanner.result
  }

  /// The words of a range that could mean prompts, by kind.
  static func words(
    of source: SourceText, _ range: Range<Int>, _ nature: FileNature, names: PromptNames
  ) -> [(kind: NameHit.Kind, range: Range<Int>, text: String)] {
    var scanner = NameScanner(source, nature, names: names)
    scanner.findWords(range)
    return scanner.found
  }

  static let isPart: [Bool] = (0..<256).map { value in
    UInt8(value).isWordByte || value >= 0x80 || "-./@+~".utf8.contains(UInt8(value))
  }

  private mutating func findWords(_ range: Range<Int>) {
    var start = range.lowerBound
    while let word = nextWord(from: start, to: range.upperBound) {
      look(word.start..<word.end, last: word.last)
      start = word.next
    }
  }

  /// A run of path characters whose last part could be a name.
  private struct Word {
    var start: Int
    var last: Int
    var end: Int
    /// Where to go on.
    var next: Int
  }

  /// What a byte does in a word: it may go on, part it at a slash, hold a dot, or end it.
  private enum Effect: UInt8 { case end, plain, slash, dot }

  private static let effects: [Effect] = (0..<256).map { value in
    switch UInt8(value) {
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "."): .dot
    default: isPart[value] ? .plain : .end
    }
  }

  /// Finds the next word worth a look; every byte of a repository passes here.
  ///
  /// Most words are turned away by the two bytes with which their last part begins.
  private mutating func nextWord(from first: Int, to limit: Int) -> Word? {
    let names = names
    let watchesEndings = nature == .code && !hasEnding
    var sawEnding = false
    let word: Word? = source.bytes.withUnsafeBufferPointer { bytes in
      Self.effects.withUnsafeBufferPointer { effects in
        var index = first
        while index < limit {
          guard effects[Int(bytes[index])] != .end else {
            index &+= 1
            continue
          }
          let start = index
          var last = index
          var lastDot = -1
          var couldBegin = names.couldBegin(bytes, at: index, limit)
          word: while index < limit {
            switch effects[Int(bytes[index])] {
            case .plain: break
            case .end: break word
            case .dot: lastDot = index
            case .slash:
              if index &+ 1 < limit, effects[Int(bytes[index &+ 1])] != .end {
                last = index &+ 1
                couldBegin = names.couldBegin(bytes, at: last, limit)
              }
            }
            index &+= 1
          }
          guard couldBegin || watchesEndings && lastDot >= 0 else { continue }
          var end = index
          // A sentence's full stop, a folder's slash.
          while end > last, effects[Int(bytes[end &- 1])].rawValue > Effect.plain.rawValue { end &-= 1 }
          if watchesEndings, !sawEnding, lastDot >= 0, lastDot < end, names.isEnding(bytes, lastDot..<end) {
            sawEnding = true
          }
          if names.couldBe(bytes, last..<end) { return Word(start: start, last: last, end: end, next: index) }
        }
        return nil
      }
    }
    if sawEnding { hasEnding = true }
    return word
  }

  private mutating func look(_ range: Range<Int>, last: Int) {
    let (isFileName, isStem, isFolder) = source.bytes.withUnsafeBufferPointer { bytes in
      let name = UnsafeBufferPointer(rebasing: bytes[last..<range.upperBound])
      let isFileName = names.byFileName.contains(name)
      return (
        isFileName,
        !isFileName && (nature != .prose || last > range.lowerBound) && names.byStem.contains(name),
        nature == .code && names.foldersByName.contains(name)
      )
    }
    guard isFileName || isStem || isFolder else { return }
    // In code, a name without an ending counts in quotes alone.
    if nature == .code, !isFileName, !isAfterQuote(range.lowerBound), !isEmbedded(range.lowerBound) { return }
    let text = String(decoding: source.bytes[range], as: UTF8.self)
    if isFileName { found.append((.fileName, range, text)) }
    if isStem { found.append((.stem, range, text)) }
    if isFolder { found.append((.folder, range, text)) }
  }

  private func isAfterQuote(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    let before = bytes[start - 1]
    return before == UInt8(ascii: "\"") || before == UInt8(ascii: "'") || before == UInt8(ascii: "`")
      // Behind a scheme, a hole or a flag: `"classpath:prompts/x"`, `"${root}/prompts"`, `"-d prompts"`.
      || before == UInt8(ascii: ":") || before == UInt8(ascii: "}") || before == UInt8(ascii: ",")
      || bytes[start] == UInt8(ascii: "/")
  }

  /// Whether a directive of Go's compiler stands before it on its line.
  private func isEmbedded(_ start: Int) -> Bool {
    start > 0 && bytes[start - 1] == 32 && bytes[line(around: start)].starts(with: "//go:embed ".utf8)
  }

  private mutating func findPatterns() {
    for index in bytes.indices where bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "*") {
      findPattern(at: index)
    }
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
    guard index < bytes.count, bytes[index] == quote, names.isPattern(pattern),
      found.last?.range.lowerBound != start || found.last?.kind != .pattern
    else { return }
    found.append((.pattern, start..<index, String(decoding: pattern, as: UTF8.self)))
  }

  static let listings = [
    "readdir", "listdir", "iterdir", "scandir", "rglob", "glob", "os.walk", "fs.walk", "WalkDir", "ReadDir",
    "GetFiles", "EnumerateFiles", "listFiles", "Dir[", "Dir.each", "require.context", "contentsOfDirectory",
    "opendir", "list_templates", "DirectoryLoader", "include_dir",
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
      var hit = NameHit(kind: kind, text: text, position: position)
      hit.isQuoted = context.isQuoted
      hit.isWhole = context.isWhole
      hit.isComment = context.isComment
      hit.callee = context.callee
      hit.assigned = context.assigned
      hit.isBeforeListing =
        kind == .folder && listingLines.contains { (position.line...position.line + Self.reach).contains($0) }
      hit.isNearListing =
        (kind == .folder || kind == .pattern)
        && Self.listings.contains { offset(of: $0, in: bytes, line) != nil }
      result.hits.append(hit)
    }
  }
}
