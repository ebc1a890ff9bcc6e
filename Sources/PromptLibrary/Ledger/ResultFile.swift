import YAML

/// A file that an evaluation tool wrote, parsed as far as its syntax goes.
package struct ResultFile: Sendable {
  enum Content: Sendable {
    case tree(Node)
    /// JSON lines: those that could be read.
    case lines([Node])
    case markup(Element)
    case table(Table)
    case archive(Archive)
    case unreadable
  }

  package let source: SourceText
  let content: Content
  /// What could not be read, with its line.
  package var problems: [SourceProblem] = []

  package init(_ source: SourceText) {
    self.source = source
    do throws(FileFault) {
      (content, problems) = try Self.content(of: source)
    } catch {
      content = .unreadable
      problems = [Self.problem(error, in: source)]
    }
  }

  static func problem(_ fault: FileFault, in source: SourceText) -> SourceProblem {
    SourceProblem(
      .syntax, "The file cannot be read: \(fault.message).",
      at: Place(path: source.path, start: fault.position))
  }

  private static func content(of source: SourceText) throws(FileFault) -> (Content, [SourceProblem]) {
    if Archive.looksLikeOne(source.bytes) { return (.archive(try Archive(source.bytes)), []) }
    switch source.bytes.first(where: { $0 != 32 && !(9...13).contains($0) }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try json(source)
    case UInt8(ascii: "<"): return (.markup(try Element.parse(source)), [])
    case nil: throw FileFault("it is empty")
    default:
      if let table = try Table(source), source.path.fileExtension != "yaml",
        source.path.fileExtension != "yml"
      {
        return (.table(table), [])
      }
      let root: Node?
      do {
        root = try Node.parse(source.bytes)
      } catch {
        throw FileFault(error.message, at: error.position)
      }
      guard let root, root.isMapping || root.isSequence else {
        throw FileFault("it is neither JSON, JSON lines, XML, YAML, a table nor an archive")
      }
      return (.tree(root), [])
    }
  }

  /// One value, or one a line; a last line that a crash cut off costs only itself.
  private static func json(_ source: SourceText) throws(FileFault) -> (Content, [SourceProblem]) {
    let whole: YAMLError
    do {
      return (.tree(try Node.parseJSON(source.bytes, allowsNonFinite: true)), [])
    } catch {
      whole = error
    }
    var lines: [Node] = []
    var problems: [SourceProblem] = []
    var number = 0
    var start = 0
    while start < source.bytes.count {
      let end = offset(of: 10, in: source.bytes, start..<source.bytes.count) ?? source.bytes.count
      number += 1
      let line = source.bytes[start..<end].trimmedOfSpace
      start = end + 1
      if line.isEmpty { continue }
      do {
        lines.append(
          try Node.parseJSON(Array(line), from: Position(line: number, column: 1), allowsNonFinite: true))
      } catch {
        if lines.isEmpty { throw FileFault(whole.message, at: whole.position) }
        problems.append(
          SourceProblem(
            .syntax, "This line is not valid JSON and was left out: \(error.message).",
            at: Place(path: source.path, start: error.position)))
      }
    }
    return (.lines(lines), problems)
  }

  /// The objects of a file that is one a line, or one.
  var records: [Node] {
    switch content {
    case .tree(let root): [root]
    case .lines(let lines): lines
    default: []
    }
  }

  /// The file as a mapping of texts to texts; nil when it is something else.
  package var mapping: [String: String]? {
    guard let root, root.isMapping else { return nil }
    var mapping: [String: String] = [:]
    for pair in root.pairs {
      guard let key = pair.key.text, let value = pair.value.string else { return nil }
      mapping[key] = value
    }
    return mapping
  }

  var root: Node? { if case .tree(let root) = content { root } else { nil } }

  func place(of node: Node) -> Place { source.place(of: node) }
}

extension Node {
  /// The value of the first of these keys that is there and not null: tools rename theirs.
  func first(_ keys: String...) -> Node? {
    for key in keys { if let value = self[key], !value.isNull { return value } }
    return nil
  }

  /// The text under the first of these keys that has one.
  func text(_ keys: String...) -> String? {
    for key in keys { if let value = self[key]?.string, !value.isEmpty { return value } }
    return nil
  }

  /// A number, also where a tool wrote it as text; nil for what is not finite.
  var amount: Double? {
    if let number = double { return number.isFinite ? number : nil }
    guard let text = string, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// A value that a tool wrote as JSON inside of a string.
  var unwrapped: Node {
    guard let text = string, let first = text.utf8.first,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let node = try? Node.parseJSON(Array(text.utf8), allowsNonFinite: true)
    else { return self }
    return node
  }

  /// JSON with its keys in order of their bytes: two that say the same are the same text.
  var canonical: String {
    switch content {
    case .scalar(let text, let style):
      if style == .plain { return double.map { Schema.text($0) } ?? text }
      var writer = LineWriter()
      writer.quote(text)
      return String(decoding: writer.bytes, as: UTF8.self)
    case .sequence(let items): return "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .mapping(let pairs):
      let members = pairs.map { ($0.key.text ?? "", $0.value.canonical) }.sorted { $0.0 < $1.0 }
      return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
  }
}
