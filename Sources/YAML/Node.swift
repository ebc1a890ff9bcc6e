/// A YAML or JSON value that remembers where it was written.
package struct Node: Sendable {
  package enum Style: Sendable { case plain, quoted, block }

  package struct Pair: Sendable {
    package let key: Node
    package let value: Node

    package init(key: Node, value: Node) {
      self.key = key
      self.value = value
    }
  }

  package enum Content: Sendable {
    case scalar(String, Style)
    case sequence([Node])
    case mapping([Pair])
  }

  package let content: Content
  package let start: Position
  package let end: Position

  package init(_ content: Content, start: Position, end: Position) {
    self.content = content
    self.start = start
    self.end = end
  }
}

extension Node {
  /// The value of a key; the last one where a key is written twice, as most readers have it.
  package subscript(key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.last { $0.key.text == key }?.value
  }

  package subscript(index: Int) -> Node? {
    guard case .sequence(let items) = content, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The text of a scalar, whatever it would resolve to; nil for collections.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The text of a scalar that is not null.
  package var string: String? { isNull ? nil : text }

  package var pairs: [Pair] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }

  package var items: [Node] {
    if case .sequence(let items) = content { items } else { [] }
  }

  package var isMapping: Bool { if case .mapping = content { true } else { false } }
  package var isSequence: Bool { if case .sequence = content { true } else { false } }
  package var isScalar: Bool { text != nil }

  /// The keys of a mapping, in order.
  package var keys: [String] { pairs.compactMap(\.key.text) }

  /// A sequence's items, or the value itself as the only one; nothing for null.
  ///
  /// Many formats take a string or a list.
  package var list: [Node] {
    switch content {
    case .sequence(let items): items
    default: isNull ? [] : [self]
    }
  }

  /// Follows keys, and for sequences decimal indices.
  package func at(_ path: String...) -> Node? {
    var node = Optional(self)
    for step in path { node = node?[step] ?? Int(step).flatMap { node?[$0] } }
    return node
  }

  /// Resolves an RFC 6901 JSON Pointer.
  package func at(pointer: String) -> Node? {
    if pointer.isEmpty { return self }
    guard pointer.hasPrefix("/") else { return nil }
    var node = Optional(self)
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
      node = node?[key] ?? Int(key).flatMap { node?[$0] }
    }
    return node
  }

  /// Where the `line`-th line (from 0) of this scalar's text stands; exact for block and single-line scalars.
  package func position(line: Int, column: Int, indentation: Int = 2) -> Position {
    guard case .scalar(_, let style) = content else { return start }
    switch style {
    case .block: return Position(line: start.line + 1 + line, column: column + indentation)
    case .plain:
      return line == 0
        ? Position(line: start.line, column: start.column + column - 1)
        : Position(line: min(start.line + line, end.line), column: 1)
    case .quoted:
      return line == 0
        ? Position(line: start.line, column: start.column + column)
        : Position(line: min(start.line + line, end.line), column: 1)
    }
  }
}

// Scalars resolve by YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema), not by libyaml's 1.1:
// `on`, `yes` and `no` are strings.
extension Node {
  package var isNull: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  package var bool: Bool? {
    guard case .scalar(let text, .plain) = content else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  package var int: Int? {
    guard case .scalar(let text, .plain) = content else { return nil }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    return Int(text)
  }

  package var double: Double? {
    guard case .scalar(let text, .plain) = content else { return nil }
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    // Swift's parser also takes "infinity", "nan" and hexadecimal floats, which the core schema does not.
    guard let first = text.utf8.first, first != UInt8(ascii: "i"), first != UInt8(ascii: "n"),
      text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) })
    else { return int.map(Double.init) }
    return Double(text)
  }
}
