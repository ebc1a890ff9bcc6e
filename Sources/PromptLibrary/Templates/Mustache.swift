extension TemplateSyntax {
  /// Mustache, as its specification has it.
  ///
  /// Names in a section are looked up in the item first and outside then, so that they are noted as optional.
  static func scanMustache(_ bytes: [UInt8]) -> TemplateUse {
    var template = MustacheTemplate(text: TemplateText(bytes))
    template.read()
    return template.text.finished()
  }
}

private struct MustacheTemplate {
  var text: TemplateText
  /// Open sections; the context says whether one is looked up in an item.
  var sections = OpenBlocks<Bool>()
  var items = 0
  var opening = Array("{{".utf8)
  var closing = Array("}}".utf8)
  /// No further tag ends with the present closing mark.
  var hasNoClosing = false

  mutating func read() {
    let bytes = text.bytes
    var index = 0
    while index < bytes.count {
      guard bytes[index] == opening[0], matches(opening, at: index) else {
        index &+= 1
        continue
      }
      index = tag(at: index)
    }
    while let section = sections.pop() { reportUnclosed(section.name, section.offset) }
  }

  private func matches(_ mark: [UInt8], at index: Int) -> Bool {
    index + mark.count <= text.bytes.count && text.bytes[index..<index + mark.count].elementsEqual(mark)
  }

  private mutating func end(of mark: [UInt8], from start: Int) -> Int? {
    guard !hasNoClosing else { return nil }
    var index = start
    while index < text.bytes.count {
      if text.bytes[index] == mark[0], matches(mark, at: index) { return index }
      index &+= 1
    }
    hasNoClosing = true
    return nil
  }

  private mutating func tag(at open: Int) -> Int {
    var start = open + opening.count
    let sigil = text[start]
    let isTriple = sigil == UInt8(ascii: "{")
    guard let end = end(of: closing, from: start) else {
      text.addProblem("This '\(string(opening))' is never closed; expected '\(string(closing))'.", at: open)
      return start
    }
    let next = end + closing.count + (isTriple && text[end + closing.count] == UInt8(ascii: "}") ? 1 : 0)
    if sigil == UInt8(ascii: "!") { return next }
    if sigil == UInt8(ascii: "=") {
      setDelimiters(start + 1..<end)
      return next
    }
    let isSigil = "{&#^/><$".utf8.contains(sigil)
    if isSigil { start += 1 }
    guard let range = name(start..<max(start, end)) else { return next }
    switch sigil {
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      openSection(range, at: open, isInverted: sigil == UInt8(ascii: "^"))
    case UInt8(ascii: "/"): close(text.string(range), at: open)
    case UInt8(ascii: ">"): partial(range, .partial)
    case UInt8(ascii: "<"):
      partial(range, .extends)
      sections.open(text.string(range), at: open, false)
    case UInt8(ascii: "$"): sections.open(text.string(range), at: open, false)
    default: use(range, isOptional: items > 0)
    }
    return next
  }

  private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The tag's content without blanks around; nil when it is none, or holds some.
  private func name(_ range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text.bytes[start].isBlank { start += 1 }
    while end > start, text.bytes[end - 1].isBlank || text.bytes[end - 1] == UInt8(ascii: "}") { end -= 1 }
    return start < end && !text.bytes[start..<end].contains { $0.isBlank } ? start..<end : nil
  }

  private mutating func setDelimiters(_ range: Range<Int>) {
    let parts = text.bytes[range].split { $0.isBlank }
    guard parts.count == 2, let last = parts[1].last, last == UInt8(ascii: "=") else { return }
    // Longer marks than any that people use would make each comparison long.
    guard parts[1].count > 1, parts[0].count <= 8, parts[1].count <= 8 else { return }
    opening = Array(parts[0])
    closing = Array(parts[1].dropLast())
    hasNoClosing = false
  }

  private mutating func openSection(_ range: Range<Int>, at offset: Int, isInverted: Bool) {
    use(range, isOptional: true)
    sections.open(text.string(range), at: offset, !isInverted)
    if !isInverted { items += 1 }
  }

  private mutating func close(_ name: String, at offset: Int) {
    guard sections.isOpen(name) else {
      text.addProblem(
        "This section's end '\(name)' closes nothing; no such section is open here.", at: offset)
      return
    }
    while let section = sections.pop() {
      if section.context { items -= 1 }
      if section.name == name { return }
      reportUnclosed(section.name, section.offset)
    }
  }

  private mutating func reportUnclosed(_ name: String, _ offset: Int) {
    text.addProblem("The section '\(name)' is never closed.", at: offset)
  }

  private mutating func partial(_ range: Range<Int>, _ kind: Include.Kind) {
    // `{{>*name}}` takes the partial's name from a variable.
    guard text.bytes[range.lowerBound] == UInt8(ascii: "*") else {
      return text.addInclude(kind, text.string(range), at: range.lowerBound)
    }
    text.addInclude(kind, "*", at: range.lowerBound, isDynamic: true)
    let name = range.lowerBound + 1..<range.upperBound
    if !name.isEmpty { use(name, isOptional: items > 0) }
  }

  /// Notes the first part of a dotted name.
  private mutating func use(_ range: Range<Int>, isOptional: Bool) {
    guard text.bytes[range.lowerBound].isNameStart else { return }
    let base = text.bytes[range].prefix { $0 != UInt8(ascii: ".") }
    guard base.allSatisfy({ $0.isNameByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "$") }) else {
      return
    }
    text.addVariable(
      String(decoding: base, as: UTF8.self), at: range.lowerBound, isOptional: isOptional)
  }
}
