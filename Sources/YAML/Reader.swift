import CLibYAML

extension Node {
  /// The bounds within which a text is read: libyaml sets none, and aliases can multiply a kilobyte into gigabytes.
  package struct Limits: Sendable {
    /// How deep collections may nest.
    package var depth = 128
    /// How many nodes aliases may stand for, in all.
    package var aliasedNodes = 100_000
  }

  /// Parses the first document of `text`; nil when there is none.
  ///
  /// Positions count from `origin`, so that front matter can be given as a slice.
  package static func parse(
    _ bytes: some Collection<UInt8>, from origin: Position = .start, limits: Limits = Limits()
  ) throws(YAMLError) -> Node? {
    if limits.depth >= BlockReader.mostDepth,
      let node = bytes.withContiguousStorageIfAvailable({ unsafe BlockReader.read($0, from: origin) }) ?? nil
    {
      return node
    }
    let documents = try parseAll(bytes, from: origin, limits: limits, most: 1)
    return documents.first
  }

  /// Parses every document of a stream, as `---` separates them.
  package static func parseAll(
    _ bytes: some Collection<UInt8>, from origin: Position = .start, limits: Limits = Limits(),
    most: Int = .max
  ) throws(YAMLError) -> [Node] {
    var result: Result<[Node], YAMLError>?
    let read: (UnsafeBufferPointer<UInt8>) -> Void = { buffer in
      var reader = unsafe Reader(buffer, origin: origin, limits: limits)
      do throws(YAMLError) {
        result = .success(try reader.documents(most: most))
      } catch {
        result = .failure(error)
      }
      reader.close()
    }
    if bytes.withContiguousStorageIfAvailable({ unsafe read($0) }) == nil {
      unsafe Array(bytes).withUnsafeBufferPointer { unsafe read($0) }
    }
    return try result!.get()
  }
}

/// Builds nodes from libyaml's events.
@safe private struct Reader {
  // libyaml keeps pointers into the parser, so it must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = unsafe yaml_event_t()
  private var anchors: [String: (node: Node, size: Int)] = [:]
  private var aliasedNodes = 0
  private var nodes = 0
  private let origin: Position
  private let limits: Node.Limits

  init(_ bytes: UnsafeBufferPointer<UInt8>, origin: Position, limits: Node.Limits) {
    self.origin = origin
    self.limits = limits
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_input_string(
      parser, bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!, bytes.count)
  }

  mutating func close() {
    unsafe yaml_event_delete(&event)
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  private func position(_ mark: yaml_mark_t) -> Position {
    Position(
      line: origin.line + Int(mark.line), column: (mark.line == 0 ? origin.column : 1) + Int(mark.column))
  }

  private mutating func advance() throws(YAMLError) {
    unsafe yaml_event_delete(&event)
    guard unsafe yaml_parser_parse(parser, &event) == 1 else {
      let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "invalid YAML"
      // A decoding error carries an offset and no mark.
      let mark =
        unsafe parser.pointee.error == YAML_READER_ERROR ? parser.pointee.mark : parser.pointee.problem_mark
      throw YAMLError(problem, at: position(mark))
    }
  }

  mutating func documents(most: Int) throws(YAMLError) -> [Node] {
    var documents: [Node] = []
    while documents.count < most {
      try advance()
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT: return documents
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      default:
        documents.append(try node(depth: 0))
        anchors = [:]
      }
    }
    return documents
  }

  private mutating func node(depth: Int) throws(YAMLError) -> Node {
    let start = unsafe position(event.start_mark)
    guard depth < limits.depth else {
      throw YAMLError("more than \(limits.depth) collections inside each other", at: start)
    }
    nodes += 1
    let before = nodes
    switch unsafe event.type {
    case YAML_ALIAS_EVENT: return try alias(at: start)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let style: Node.Style =
        switch unsafe scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: unsafe scalar.tag == nil ? .plain : .quoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .quoted
        }
      let node = Node(.scalar(text, style), start: start, end: unsafe position(event.end_mark))
      unsafe remember(node, as: name(scalar.anchor), size: 1)
      return node
    case YAML_SEQUENCE_START_EVENT:
      let anchor = unsafe name(event.data.sequence_start.anchor)
      var items: [Node] = []
      try advance()
      while unsafe event.type != YAML_SEQUENCE_END_EVENT {
        items.append(try node(depth: depth + 1))
        try advance()
      }
      let node = Node(.sequence(items), start: start, end: unsafe position(event.end_mark))
      remember(node, as: anchor, size: nodes - before + 1)
      return node
    default:
      let anchor = unsafe name(event.data.mapping_start.anchor)
      var pairs: [Node.Pair] = []
      try advance()
      while unsafe event.type != YAML_MAPPING_END_EVENT {
        let key = try node(depth: depth + 1)
        try advance()
        pairs.append(Node.Pair(key: key, value: try node(depth: depth + 1)))
        try advance()
      }
      let node = Node(.mapping(merged(pairs)), start: start, end: unsafe position(event.end_mark))
      remember(node, as: anchor, size: nodes - before + 1)
      return node
    }
  }

  private mutating func alias(at start: Position) throws(YAMLError) -> Node {
    let anchor = unsafe name(event.data.alias.anchor) ?? ""
    guard let target = anchors[anchor] else {
      throw YAMLError("the alias *\(anchor) refers to no anchor before it", at: start)
    }
    aliasedNodes += target.size
    nodes += target.size
    guard aliasedNodes <= limits.aliasedNodes else {
      throw YAMLError("aliases stand for more than \(limits.aliasedNodes) values", at: start)
    }
    return Node(target.node.content, start: start, end: unsafe position(event.end_mark))
  }

  private func name(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe anchor.map { unsafe String(cString: $0) }
  }

  private mutating func remember(_ node: Node, as anchor: String?, size: Int) {
    if let anchor { anchors[anchor] = (node, size) }
  }

  /// Applies `<<` merge keys, which engines' files use although YAML 1.2 dropped them: written keys win.
  private func merged(_ pairs: [Node.Pair]) -> [Node.Pair] {
    guard pairs.contains(where: { $0.key.text == "<<" }) else { return pairs }
    var result = pairs.filter { $0.key.text != "<<" }
    for merge in pairs where merge.key.text == "<<" {
      for source in merge.value.list {
        result += source.pairs.filter { pair in !result.contains { $0.key.text == pair.key.text } }
      }
    }
    return result
  }
}
