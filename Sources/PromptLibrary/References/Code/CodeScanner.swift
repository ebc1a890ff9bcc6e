import YAML

/// Finds what a program's strings name, with what the program does with them.
struct CodeScanner {
  private let source: SourceText
  private let names: PromptNames
  private var reader: CodeReader
  private var hits: [(hit: NameHit, offset: Int)] = []
  private let syntax: CodeSyntax

  init(_ source: SourceText, _ syntax: CodeSyntax, names: PromptNames) {
    self.source = source
    self.names = names
    self.syntax = syntax
    reader = CodeReader(source, syntax)
  }

  func scanned() -> FileHits {
    var scanner = self
    return scanner.run()
  }

  private mutating func run() -> FileHits {
    reader.read()
    let parents = reader.parents()
    let listing = reader.listing(reader.assigned)
    var result = FileHits(path: source.path, nature: .code)
    for (index, token) in reader.tokens.enumerated() where token.kind == .string {
      if reader.isDocumentation(index, parents) {
        addMentions(token.content)
      } else {
        addNames(of: token, at: index, parents, listing)
      }
    }
    for comment in reader.comments { addComment(comment) }
    addPatterns(listing)
    if syntax.name == "swift" { addEnumCases() }
    let positions = source.positions(of: hits.map(\.offset) + reader.offsets)
    reader.locate { positions[$0] }
    result.hits = hits.compactMap { hit, offset in
      guard let position = positions[offset] else { return nil }
      var hit = hit
      hit.position = position
      hit.function = reader.facts.function(around: offset)
      hit.isUnreachable = reader.facts.unreachable.contains { $0.contains(offset) }
      return hit
    }
    result.facts = reader.facts
    result.listed = listing.names
    result.listers = listing.parameters
    return result
  }

  private mutating func add(
    _ kind: NameHit.Kind, _ text: String, at offset: Int, _ change: (inout NameHit) -> Void
  ) {
    var hit = NameHit(kind: kind, text: text, position: .start)
    change(&hit)
    hits.append((hit, offset))
  }

  private mutating func addMentions(_ range: Range<Int>) {
    for word in NameScanner.words(of: source, range, .prose, names: names) {
      add(word.kind, word.text, at: word.range.lowerBound) { $0.isComment = true }
    }
  }

  /// What a comment says counts for people, but for what tells the compiler to embed files.
  private mutating func addComment(_ token: CodeToken) {
    let directive = Array("//go:embed ".utf8)
    guard syntax.name == "go", source.bytes[token.range].starts(with: directive) else {
      return addMentions(token.range)
    }
    let rest = token.range.dropFirst(directive.count)
    for word in source.bytes[rest].split(separator: 32) {
      let text = String(decoding: word, as: UTF8.self).trimmed.replacing("\"", with: "").replacing(
        "`", with: "")
      add(.embed, text.hasPrefix("all:") ? String(text.dropFirst(4)) : text, at: word.startIndex) { _ in }
    }
  }

  private mutating func addNames(
    of token: CodeToken, at index: Int, _ parents: [Int?], _ listing: CodeReader.Listing
  ) {
    guard token.content.count < 20_000 else { return }
    var words = NameScanner.words(of: source, token.content, .code, names: names)
    let resource = words.isEmpty ? resourcePath(token.content) : nil
    if let resource { words.append((.fileName, token.content, resource)) }
    if !words.contains(where: { $0.kind == .fileName }), isPromptPath(token.content) {
      words.append((.absent, token.content, String(decoding: source.bytes[token.content], as: UTF8.self)))
    }
    let view = viewPath(token.content)
    if let view { words.append((.stem, token.content, view)) }
    let key = keyPath(token.content)
    if let key { words.append((.stem, token.content, key)) }
    guard !words.isEmpty else { return }
    let context = reader.context(of: index, parents)
    if let view, view != key, !isView(context) { words.removeAll { $0.text == view } }
    let receiver = words.contains { $0.kind == .folder } ? reader.receiver(of: index, parents) : nil
    let listed = listing.strings[token.content.lowerBound]
    let isRust = syntax.name == "rust"
    let items = words.filter { $0.kind == .stem && isItem($0.range, of: token.content) }.map(\.range)
    for word in words {
      add(word.kind, word.text, at: word.range.lowerBound) { hit in
        // `"Sort,sort,Pack,pack"`: each of several names in one string is as good as quoted.
        hit.isWhole = word.range == token.content || (items.count > 1 && items.contains(word.range))
        hit.isResource = resource != nil
        hit.isKeyed = word.text == key
        hit.callee = (word.kind == .folder ? receiver : nil) ?? context.callee
        hit.assigned = context.assigned
        hit.keyword = context.keyword
        hit.isEntry = context.isEntry
        hit.isCompared = context.isCompared
        hit.isKey = context.isKey
        hit.beside = context.beside
        // `#[folder = "prompts/"]` above a type that embeds it.
        let isEmbedded = isRust && hit.kind == .folder && hit.assigned == "folder"
        hit.isNearListing = listed != nil || isEmbedded
        hit.isDeep = listed == true || isEmbedded
      }
    }
  }

  /// `App.Prompts.sort.txt`, a resource of .NET or Java, as the path that it was made from; the package in front may be no
  /// folder.
  private func resourcePath(_ range: Range<Int>) -> String? {
    guard let parts = dottedParts(range)?.map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
    // A file's name has two parts or three: `sort.txt`, `sort.prompt.md`.
    for count in 2...3 where parts.count > count {
      let name = parts.suffix(count).joined(separator: ".")
      if !names.byFileName[name].isEmpty {
        return (parts.dropLast(count) + [name]).joined(separator: "/")
      }
    }
    return nil
  }

  private static let viewCallees: Set<String> = [
    "view", "make", "markdown", "first", "renderWhen", "renderUnless", "renderEach", "loadView",
  ]

  /// Whether a string is given to what renders views, or becomes what is called a view.
  private func isView(_ context: CodeContext) -> Bool {
    if let callee = context.callee { return Self.viewCallees.contains(callee) || context.keyword == "view" }
    return context.assigned.map { $0 == "view" || $0.hasSuffix("View") || $0.hasSuffix("_view") } ?? false
  }

  /// `prompts.sort`, a view's name in Laravel, as the path that it means.
  private func viewPath(_ range: Range<Int>) -> String? {
    guard syntax.name == "php", let parts = dottedParts(range), let last = parts.last,
      names.byStem.contains(Array(last))
    else { return nil }
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }

  /// The parts of a string that is words with dots between them, and nothing else.
  private func dottedParts(_ range: Range<Int>) -> [ArraySlice<UInt8>]? {
    let bytes = source.bytes[range]
    guard bytes.count < 160, bytes.contains(UInt8(ascii: ".")),
      bytes.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
    else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: "."))
    return parts.count > 1 ? parts : nil
  }

  /// Whether a whole string is a file's path or name with an ending that prompts have.
  private func isPromptPath(_ range: Range<Int>) -> Bool {
    guard (4..<200).contains(range.count), source.bytes[range].allSatisfy({ NameScanner.isPart[Int($0)] }),
      let dot = source.bytes[range].lastIndex(of: UInt8(ascii: ".")), dot > range.lowerBound
    else { return false }
    return source.bytes.withUnsafeBufferPointer { names.isEnding($0, dot..<range.upperBound) }
  }

  /// Whether separators or the string's ends stand on both sides.
  private func isItem(_ range: Range<Int>, of string: Range<Int>) -> Bool {
    let bytes = source.bytes
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > string.lowerBound, bytes[start - 1] <= 32 { start -= 1 }
    while end < string.upperBound, bytes[end] <= 32 { end += 1 }
    return (start == string.lowerBound || NameScanner.isSeparator(bytes[start - 1]))
      && (end == string.upperBound || NameScanner.isSeparator(bytes[end]))
  }

  /// `planner:system`, which asks for one prompt of a file that holds several; in front of the colon may stand a module's
  /// path, and a dot before that for the program's own folder: `app.flows.planner:system`, `.planner:system`.
  private func keyPath(_ range: Range<Int>) -> String? {
    let bytes = source.bytes[range]
    guard bytes.count < 160,
      let colon = bytes.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") }),
      colon > range.lowerBound, colon + 1 < range.upperBound
    else { return nil }
    let isModule = bytes[..<colon].allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ".") }
    let path = bytes[..<colon].map { isModule && $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 }
    let module = path.first == UInt8(ascii: "/") ? [UInt8(ascii: ".")] + path : path
    let key = module + [UInt8(ascii: ".")] + bytes[(colon + 1)...]
    let last = key[(key.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
    return names.byStem.contains(Array(last)) ? String(decoding: key, as: UTF8.self) : nil
  }

  /// A computed path, be it in the midst of an argument: `--config=prompts/{mode}.txt --n 3`.
  private func pathPattern(in text: String) -> String? {
    let star = UInt8(ascii: "*")
    guard text.utf8.contains(star) else { return nil }
    if names.isPattern(Array(text.utf8)) { return text }
    let pieces = text.utf8.split { !NameScanner.isPart[Int($0)] && $0 != star }
    guard pieces.count > 1 || text.utf8.count != pieces.first?.count ?? 0 else { return nil }
    // A name alone is too little to be told from a word of a sentence.
    let found = pieces.first {
      $0.contains(UInt8(ascii: "/")) && $0.contains(star) && names.isPattern(Array($0))
    }
    return found.flatMap { String($0) }
  }

  /// The cases of Swift's enumerations of texts are called as their texts are, where code asks for those:
  /// `enum Prompt: String { case sort, pack }` and `prompt.rawValue`.
  private mutating func addEnumCases() {
    guard reader.tokens.indices.contains(where: { reader.isWord($0, "rawValue") }) else { return }
    for (name, offset) in reader.enumCases where names.byStem.contains(Array(name.utf8)) {
      add(.stem, name, at: offset) { _ in }
    }
  }

  /// Texts with computed parts that end as prompts do, and globs.
  private mutating func addPatterns(_ listing: CodeReader.Listing) {
    var known: Set<Int> = []
    let facts = reader.facts
    func add(_ value: CodeValue, function: Int?) {
      if value.isMadePath, let literal = value.literal, let offset = value.offset,
        known.insert(offset).inserted
      {
        self.add(.fileName, literal, at: offset) { _ in }
      }
      guard let offset = value.offset, value.literal.map({ $0.contains("*") }) ?? true else { return }
      guard let pattern = pathPattern(in: value.pattern()), known.insert(offset).inserted else { return }
      let parameters = function.map { facts.functions[$0].parameters } ?? []
      self.add(.pattern, pattern, at: offset) { hit in
        hit.isNearListing = listing.strings[offset] != nil
        hit.isParameter = value.names.contains(where: parameters.contains)
      }
    }
    for call in facts.calls {
      for argument in call.arguments { for value in argument.values { add(value, function: call.function) } }
    }
    for assignment in facts.assignments {
      for value in assignment.values { add(value, function: assignment.function) }
    }
  }
}
