import CWords
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
  /// Something lists a folder: which one, another file may say.
  private var hasListing = false
  /// Within how many lines a folder that is named is taken to be the one that is listed.
  private static let reach = 12
  /// Where a pattern begins that the shell itself fills in with files.
  private var listedGlobs: Set<Int> = []
  private var found: [(kind: NameHit.Kind, range: Range<Int>, text: String)] = []

  private init(_ source: SourceText, _ nature: FileNature, names: PromptNames, _ result: FileHits) {
    self.source = source
    self.nature = nature
    self.names = names
    self.result = result
  }

  static func scan(_ source: SourceText, _ nature: FileNature, names: PromptNames) -> FileHits {
    var scanner = NameScanner(source, nature, names: names, FileHits(path: source.path, nature: nature))
    scanner.findWords(0..<source.bytes.count)
    guard !scanner.found.isEmpty || scanner.hasEnding || scanner.hasListing || scanner.namesResources else {
      return scanner.result
    }
    if nature == .code, let syntax = CodeSyntax.of(source.path) {
      scanner.result = CodeScanner(source, syntax, names: names).scanned()
      return scanner.result
    }
    if nature == .code {
      scanner.findPatterns()
      if ShellGlobs.isShell(source.path) {
        let globs = ShellGlobs(source.bytes)
        for glob in globs.all where names.isPattern(Array(glob.pattern.utf8)) {
          scanner.found.append((.pattern, glob.range, glob.pattern))
          if glob.isListed { scanner.listedGlobs.insert(glob.range.lowerBound) }
        }
      }
    }
    scanner.findListings()
    scanner.describe()
    return scanner.result
  }

  /// A program asks for files whose names stand in no word: `forResource: name, withExtension: "md"` in Swift,
  /// `view("prompts.sort")` in PHP.
  private var namesResources: Bool {
    guard nature == .code else { return false }
    let sign = source.path.hasSuffix(".swift") ? "forResource" : source.path.hasSuffix(".php") ? "iew" : nil
    return sign.map { offset(of: Array($0.utf8), in: bytes, 0..<bytes.count) != nil } ?? false
  }

  /// The words of a range that could mean prompts, by kind.
  static func words(
    of source: SourceText, _ range: Range<Int>, _ nature: FileNature, names: PromptNames
  ) -> [(kind: NameHit.Kind, range: Range<Int>, text: String)] {
    // Each string of a program passes here, and what its path says is known already.
    var scanner = NameScanner(source, nature, names: names, FileHits(path: "", nature: nature))
    scanner.findWords(range)
    return scanner.found
  }

  /// Which bytes belong to a word or path, by the same test as whole blocks.
  static let isPart = (0..<256).map { shelflife_is_path_byte(UInt8($0)) != 0 }

  private mutating func findWords(_ range: Range<Int>) {
    var start = range.lowerBound
    while let word = nextWord(from: start, to: range.upperBound) {
      look(word.start..<word.end, last: word.last)
      start = word.next
    }
  }

  /// Finds the next word worth a look; every byte of a repository passes here.
  ///
  /// Most words are turned away by the four bytes with which a part of them begins.
  private mutating func nextWord(from first: Int, to limit: Int) -> shelflife_word? {
    let names = names
    let isCode = nature == .code
    var (hasEnding, hasListing) = (hasEnding, hasListing)
    let word: shelflife_word? = source.bytes.withUnsafeBufferPointer { bytes in
      var start = first
      while true {
        let offset = names.looks.next(
          in: bytes, from: start, to: limit, endings: isCode && !hasEnding, calls: isCode && !hasListing)
        guard offset < limit else { return nil }
        if bytes[offset] == UInt8(ascii: "(") {
          hasListing = hasListing || ListingWords.end(bytes, at: offset)
          start = offset &+ 1
          continue
        }
        let word = shelflife_word_around(bytes.baseAddress!, offset, start, limit)
        // A word that ends as prompts do counts whatever comes before.
        if isCode, !hasEnding, word.dot >= 0, names.isEnding(bytes, word.dot..<word.end) { hasEnding = true }
        if names.couldBe(bytes, word.last..<word.end) { return word }
        start = word.next
      }
    }
    self.hasEnding = hasEnding
    self.hasListing = hasListing
    return word
  }

  private mutating func look(_ range: Range<Int>, last: Int) {
    let (isFileName, isStem, isFolder) = source.bytes.withUnsafeBufferPointer { bytes in
      names.bears(
        UnsafeBufferPointer(rebasing: bytes[last..<range.upperBound]),
        stem: nature != .prose || last > range.lowerBound, folder: nature != .prose)
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
      // Behind a scheme, a hole or a flag: `"classpath:prompts/x"`, `"${root}/prompts"`, `"$ROOT/prompts"`.
      || before == UInt8(ascii: "$")
      || before == UInt8(ascii: ":") || before == UInt8(ascii: "}") || Self.isSeparator(before)
      || bytes[start] == UInt8(ascii: "/")
      // `"sort, pack"`
      || (before == 32 && start > 1 && Self.isSeparator(bytes[start - 2]))
  }

  /// What stands between the names of a list in one string.
  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
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

  /// Whether a template of Handlebars or Mustache takes in what is named there.
  private func isPartial(_ start: Int) -> Bool {
    var index = start
    while index > 0, bytes[index - 1] == 32 || "'\"".utf8.contains(bytes[index - 1]) { index -= 1 }
    return index > 2 && bytes[index - 1] == UInt8(ascii: ">")
      && bytes[(index - 3)..<(index - 1)].allSatisfy { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "#") }
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
      hit.isEntry = nature == .configuration
      hit.isIncluded = nature == .prose && isPartial(range.lowerBound)
      // In settings, folders stand everywhere: for builds, packages, owners.
      if kind == .folder, nature == .configuration, FolderUse(hit) == nil { continue }
      hit.isBeforeListing =
        kind == .folder && listingLines.contains { (position.line...position.line + Self.reach).contains($0) }
      hit.isNearListing =
        (kind == .folder || kind == .pattern)
        && (listedGlobs.contains(range.lowerBound)
          || Self.listings.contains { offset(of: $0, in: bytes, line) != nil })
      result.hits.append(hit)
    }
  }
}
