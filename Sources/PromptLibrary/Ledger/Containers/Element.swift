import YAML

/// An element of an XML file, with its place: as much of XML as files of test results use.
struct Element: Sendable {
  /// Without its prefix.
  var name: String
  var attributes: [String: String] = [:]
  var children: [Element] = []
  /// The text directly inside it.
  var text = ""
  var start: Position

  func children(named name: String) -> [Element] { children.filter { $0.name == name } }
  func first(_ name: String) -> Element? { children.first { $0.name == name } }

  /// Parses a document; entities that it defines itself are not expanded, so that none can blow up.
  static func parse(_ source: SourceText) throws(FileFault) -> Element {
    var parser = ElementParser(source: source)
    return try parser.document()
  }
}

private struct ElementParser {
  static let deepest = 200

  let source: SourceText
  var index = 0

  init(source: SourceText) { self.source = source }

  private var bytes: [UInt8] { source.bytes }
  private var isAtEnd: Bool { index >= source.bytes.count }

  private func fault(_ message: String, at offset: Int? = nil) -> FileFault {
    FileFault(message, at: source.position(at: offset ?? index))
  }

  mutating func document() throws(FileFault) -> Element {
    try skipMisc()
    guard isAt("<") else { throw fault("expected an element") }
    // One pass for the positions: asked one by one, each would count lines from the top.
    var starts: [Int] = []
    var root = try element(depth: 0, &starts)
    let positions = source.positions(of: starts)
    var next = 0
    Self.place(&root, starts, positions, &next)
    try skipMisc()
    guard isAtEnd else { throw fault("more text after the end of the document") }
    return root
  }

  private static func place(
    _ element: inout Element, _ starts: [Int], _ positions: [Int: Position], _ next: inout Int
  ) {
    element.start = positions[starts[next]] ?? .start
    next += 1
    for index in element.children.indices { place(&element.children[index], starts, positions, &next) }
  }

  private func isAt(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[index..<index + count].elementsEqual($0) }
  }

  private mutating func skipSpace() {
    while !isAtEnd, bytes[index] == 32 || (9...13).contains(bytes[index]) { index += 1 }
  }

  private mutating func skip(past end: String, from opening: String) throws(FileFault) {
    guard let found = offset(of: Array(end.utf8), in: bytes, index..<bytes.count) else {
      throw fault("'\(opening)' is never closed")
    }
    index = found + end.utf8.count
  }

  /// Skips what stands outside of the root: declaration, comments, document type.
  private mutating func skipMisc() throws(FileFault) {
    while true {
      skipSpace()
      if isAt("<?") {
        try skip(past: "?>", from: "<?")
      } else if isAt("<!--") {
        try skip(past: "-->", from: "<!--")
      } else if isAt("<!DOCTYPE") {
        try skipDocumentType()
      } else {
        return
      }
    }
  }

  private mutating func skipDocumentType() throws(FileFault) {
    var depth = 0
    while !isAtEnd {
      switch bytes[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0:
        index += 1
        return
      default: break
      }
      index += 1
    }
    throw fault("'<!DOCTYPE' is never closed")
  }

  private mutating func name() throws(FileFault) -> String {
    let start = index
    while !isAtEnd, bytes[index] > 32, !"/>=<\"'".utf8.contains(bytes[index]) { index += 1 }
    guard index > start else { throw fault("expected a name") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func element(depth: Int, _ starts: inout [Int]) throws(FileFault) -> Element {
    guard depth < Self.deepest else { throw fault("more than \(Self.deepest) elements inside each other") }
    let opening = index
    starts.append(opening)
    index += 1
    let tag = try name()
    var element = Element(
      name: String(tag.split(separator: ":").last ?? ""), start: .start)
    try attributes(of: &element)
    if isAt("/>") {
      index += 2
      return element
    }
    guard isAt(">") else { throw fault("expected '>' at the end of '<\(tag)'") }
    index += 1
    while true {
      guard !isAtEnd else { throw fault("'<\(tag)>' is never closed", at: opening) }
      if isAt("</") {
        index += 2
        let closing = try name()
        guard closing == tag else { throw fault("'</\(closing)>' closes '<\(tag)>'") }
        skipSpace()
        guard isAt(">") else { throw fault("expected '>' at the end of '</\(closing)'") }
        index += 1
        return element
      }
      try content(of: &element, depth: depth, &starts)
    }
  }

  private mutating func content(
    of element: inout Element, depth: Int, _ starts: inout [Int]
  ) throws(FileFault) {
    if isAt("<!--") {
      try skip(past: "-->", from: "<!--")
    } else if isAt("<![CDATA[") {
      let start = index + 9
      try skip(past: "]]>", from: "<![CDATA[")
      element.text += String(decoding: bytes[start..<index - 3], as: UTF8.self)
    } else if isAt("<?") {
      try skip(past: "?>", from: "<?")
    } else if isAt("<") {
      element.children.append(try self.element(depth: depth + 1, &starts))
    } else {
      let end = offset(of: UInt8(ascii: "<"), in: bytes, index..<bytes.count) ?? bytes.count
      element.text += Self.unescaped(bytes[index..<end])
      index = end
    }
  }

  private mutating func attributes(of element: inout Element) throws(FileFault) {
    while true {
      skipSpace()
      if isAtEnd || isAt(">") || isAt("/>") { return }
      let key = try name()
      skipSpace()
      guard isAt("=") else { throw fault("expected '=' after '\(key)'") }
      index += 1
      skipSpace()
      guard !isAtEnd, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") else {
        throw fault("expected a value in quotes for '\(key)'")
      }
      let quote = bytes[index]
      let start = index + 1
      guard let end = offset(of: quote, in: bytes, start..<bytes.count) else {
        throw fault("the value of '\(key)' is never closed")
      }
      element.attributes[key] = Self.unescaped(bytes[start..<end])
      index = end + 1
    }
  }

  /// Resolves the five entities that XML itself has, and characters by number.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
      {
        result += Array(String(scalar).utf8)
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": "<"
    case "gt": ">"
    case "amp": "&"
    case "quot": "\""
    case "apos": "'"
    case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst(1)).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }
}
