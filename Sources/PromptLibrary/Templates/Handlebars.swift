extension TemplateSyntax {
  static func scanHandlebars(_ bytes: [UInt8]) -> TemplateUse {
    var template = HandlebarsTemplate(bytes)
    template.read()
    return template.finished()
  }
}

/// Reads Handlebars and dotprompt: which names are looked up in the outermost data.
///
/// After Handlebars' language guide and dotprompt's helpers.
struct HandlebarsTemplate {
  /// Whose names a plain path takes.
  enum Scope {
    case outermost
    /// An item's of `each`, or the value's of `with`.
    case item
    /// A section's or an unknown helper's: it may be either.
    case unknown
  }

  struct Block {
    var pushesScope = false
    var parameters: [String] = []
  }

  var text: TemplateText
  var tokens: [HandlebarsToken] = []
  private(set) var blocks = OpenBlocks<Block>()
  var scopes: [Scope] = [.outermost]
  var parameters: [String: Int] = [:]
  private var inlinePartials: Set<String> = []

  init(_ bytes: [UInt8]) { text = TemplateText(bytes) }

  mutating func read() {
    let bytes = text.bytes
    var index = 0
    while index &+ 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{"), bytes[index &+ 1] == UInt8(ascii: "{") {
        index = isEscaped(index) ? skipEscaped(index) : tag(at: index)
      } else {
        index &+= 1
      }
    }
    while let block = blocks.pop() { reportUnclosed(block) }
  }

  func finished() -> TemplateUse {
    var text = text
    if !inlinePartials.isEmpty { text.dropIncludes { inlinePartials.contains($0) } }
    return text.finished()
  }

  /// `\{{x}}` is text; `\\{{x}}` is a backslash and a tag.
  private func isEscaped(_ index: Int) -> Bool {
    index > 0 && text.bytes[index - 1] == UInt8(ascii: "\\")
      && !(index > 1 && text.bytes[index - 2] == UInt8(ascii: "\\"))
  }

  private mutating func skipEscaped(_ index: Int) -> Int {
    text.find("}", "}", from: index).map { $0 + 2 } ?? index + 2
  }

  private mutating func tag(at start: Int) -> Int {
    var index = start + 2
    while text[index] == UInt8(ascii: "{") { index += 1 }
    if index - start >= 4 { return rawBlock(at: start, from: index) }
    if text[index] == UInt8(ascii: "~") { index += 1 }
    switch text[index] {
    case UInt8(ascii: "!"): return comment(at: start, from: index)
    case UInt8(ascii: "&"): index += 1
    default: break
    }
    let sigil = text[index]
    let isSigil = "#/^>*".utf8.contains(sigil)
    if isSigil { index += 1 }
    let isDecorated =
      sigil == UInt8(ascii: "#") && (text[index] == UInt8(ascii: ">") || text[index] == UInt8(ascii: "*"))
    let decoration = isDecorated ? text[index] : 0
    if isDecorated { index += 1 }
    let isPartial = sigil == UInt8(ascii: ">") || decoration == UInt8(ascii: ">")
    var partial = 0..<0
    if isPartial { (partial, index) = partialName(from: index) }
    let isTriple = index > start + 2 && text[start + 2] == UInt8(ascii: "{")
    let (next, isValid) = tokenize(from: index, isTriple: isTriple, openedAt: start)
    guard isValid else {
      if sigil == UInt8(ascii: "#"), next >= start + 5, text.matches("}}", at: next - 2) {
        openUnread(at: start)
      }
      return next
    }
    if isPartial { self.partial(partial) }
    switch (sigil, decoration) {
    case (UInt8(ascii: "#"), UInt8(ascii: "*")): inlinePartial(at: start)
    case (UInt8(ascii: "#"), UInt8(ascii: ">")): blocks.open(text.string(partial), at: start, Block())
    case (UInt8(ascii: ">"), _), (UInt8(ascii: "*"), _): break
    default: run(sigil, at: start)
    }
    return next
  }

  /// Acts on the tokens of a tag that is no partial.
  private mutating func run(_ sigil: UInt8, at start: Int) {
    switch sigil {
    case UInt8(ascii: "#"): openBlock(at: start)
    case UInt8(ascii: "/"): close(at: start)
    case UInt8(ascii: "^"):
      if tokens.isEmpty { otherwise(0..<0) } else { inverted(at: start) }
    default:
      if let first = tokens.first, first.kind == .path, text.string(first.range) == "else" {
        otherwise(1..<tokens.count)
      } else {
        call(tokens.indices, isTest: false)
      }
    }
  }

  private mutating func comment(at start: Int, from sigil: Int) -> Int {
    if text.matches("!--", at: sigil) {
      var search = sigil + 3
      while let end = text.find("-", "-", from: search) {
        let close = text[end + 2] == UInt8(ascii: "~") ? end + 3 : end + 2
        if text.matches("}}", at: close) { return close + 2 }
        search = end + 1
      }
    } else if let end = text.find("}", "}", from: sigil) {
      return end + 2
    }
    text.addProblem("This comment is never closed.", at: start)
    return sigil + 1
  }

  /// `{{{{raw}}}} … {{{{/raw}}}}` hands its body over unread.
  private mutating func rawBlock(at start: Int, from name: Int) -> Int {
    var search = name
    while let end = text.find("{", "{", from: search) {
      if text.matches("{{{{/", at: end) {
        return text.find("}", "}", from: end).map { $0 + 4 } ?? text.bytes.count
      }
      search = end + 1
    }
    text.addProblem("This raw block is never closed; expected '{{{{/'.", at: start)
    return name
  }

  /// A partial's name may be a path with slashes, quoted, or an expression in parentheses.
  private func partialName(from start: Int) -> (Range<Int>, Int) {
    var index = start
    while text[index].isBlank { index += 1 }
    if "('\"@".utf8.contains(text[index]) { return (index..<index, index) }
    let name = index
    while index < text.bytes.count, !text[index].isBlank, !"}~{".utf8.contains(text[index]) { index += 1 }
    return (name..<index, index)
  }

  private mutating func partial(_ name: Range<Int>) {
    var arguments = tokens.indices
    if !name.isEmpty {
      text.addInclude(.partial, text.string(name), at: name.lowerBound)
    } else if let first = tokens.first {
      switch first.kind {
      case .string: text.addInclude(.partial, text.string(first.range), at: first.range.lowerBound)
      case .open: text.addInclude(.partial, "*", at: first.range.lowerBound, isDynamic: true)
      default: break
      }
      if first.kind != .open { arguments = 1..<tokens.count }
    }
    operands(arguments, isTest: false)
  }

  private mutating func inlinePartial(at start: Int) {
    if tokens.count > 1, tokens[1].kind == .string { inlinePartials.insert(text.string(tokens[1].range)) }
    blocks.open(tokens.first.map { text.string($0.range) } ?? "inline", at: start, Block())
  }

  private mutating func openBlock(at start: Int) {
    guard let first = tokens.first else { return }
    var block = Block()
    enter(&block, tokens.indices)
    blocks.open(text.string(first.range), at: start, block)
  }

  /// A block whose head is no Handlebars (`{{#if age >= 18}}`) is open all the same, so that its end closes it.
  private mutating func openUnread(at start: Int) {
    guard let first = tokens.first, first.kind == .path else { return }
    let name = text.string(first.range)
    text.addProblem("This '{{#\(name)}}' holds an expression that Handlebars does not know.", at: start)
    blocks.open(name, at: start, Block())
  }

  /// `{{^x}}` shows its body when there is no x.
  private mutating func inverted(at start: Int) {
    guard let first = tokens.first else { return }
    if tokens.count == 1 { use(first.range, isOptional: true) } else { call(tokens.indices, isTest: true) }
    blocks.open(text.string(first.range), at: start, Block())
  }

  /// Evaluates a block's head and moves into the scope of its body.
  private mutating func enter(_ block: inout Block, _ range: Range<Int>) {
    var range = range
    var names: [String] = []
    if let bar = range.first(where: { tokens[$0].kind == .bar }) {
      names = tokens[bar..<range.upperBound].filter { $0.kind == .path }.map { text.string($0.range) }
      range = range.lowerBound..<max(range.lowerBound, bar - 1)
    }
    guard let first = range.first else { return }
    let helper = text.string(tokens[first].range)
    let isTest = helper == "if" || helper == "unless"
    if range.count == 1 {
      if !Self.helpers.contains(helper) { use(tokens[first].range, isOptional: true) }
    } else {
      operands(first + 1..<range.upperBound, isTest: isTest)
    }
    if !Self.plainBlocks.contains(helper) {
      block.pushesScope = true
      scopes.append(helper == "each" || helper == "with" ? .item : .unknown)
    }
    block.parameters = names
    for name in names { parameters[name, default: 0] += 1 }
  }

  private mutating func leave(_ block: inout Block) {
    if block.pushesScope { scopes.removeLast() }
    for name in block.parameters { parameters[name, default: 1] -= 1 }
    block = Block()
  }

  /// `{{else}}`, `{{else if x}}`, `{{else with y}}`: the scope before the block is back.
  private mutating func otherwise(_ range: Range<Int>) {
    guard var block = blocks.innermost else { return }
    leave(&block.context)
    enter(&block.context, range)
    blocks.innermost = block
  }

  private mutating func close(at start: Int) {
    guard let first = tokens.first else { return }
    let name = text.string(first.range)
    guard blocks.isOpen(name) else {
      text.addProblem("This '{{/\(name)}}' closes nothing; no '{{#\(name)}}' is open here.", at: start)
      return
    }
    while var block = blocks.pop() {
      leave(&block.context)
      if block.name == name { return }
      reportUnclosed(block)
    }
  }

  private mutating func reportUnclosed(_ block: OpenBlocks<Block>.Block) {
    text.addProblem(
      "This '{{#\(block.name)}}' is never closed; expected '{{/\(block.name)}}'.", at: block.offset)
  }
}
