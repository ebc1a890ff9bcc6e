// Flow collections, as long as they stand on one line.
extension BlockReader {
  func flow(_ index: inout Int, depth: Int) throws(Unsupported) -> Node {
    guard depth < 8 else { throw Unsupported() }
    let start = index
    let isMapping = byte(index) == UInt8(ascii: "{")
    let close = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
    var items: [Node] = []
    var pairs: [Node.Pair] = []
    index = skippingSpaces(from: index + 1)
    while byte(index) != close || index >= lineEnd {
      let item = try flowItem(&index, depth: depth)
      if isMapping {
        guard item.isScalar, byte(index) == UInt8(ascii: ":"), byte(index + 1) == 32 else {
          throw Unsupported()
        }
        index = skippingSpaces(from: index + 1)
        pairs.append(Node.Pair(key: item, value: try flowItem(&index, depth: depth)))
      } else {
        items.append(item)
      }
      index = skippingSpaces(from: index)
      if byte(index) == UInt8(ascii: ","), index < lineEnd {
        index = skippingSpaces(from: index + 1)
        // A comma before the end is allowed, and rare.
        if byte(index) == close { throw Unsupported() }
      } else if byte(index) != close || index >= lineEnd {
        throw Unsupported()
      }
    }
    index += 1
    return Node(
      isMapping ? .mapping(pairs) : .sequence(items), start: position(of: start), end: position(of: index))
  }

  func flowItem(_ index: inout Int, depth: Int) throws(Unsupported) -> Node {
    let start = index
    guard index < lineEnd else { throw Unsupported() }
    switch byte(index) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow(&index, depth: depth + 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = closingQuote(of: index) else { throw Unsupported() }
      index = end + 1
      return Node(
        .scalar(string(start + 1..<end), .quoted), start: position(of: start), end: position(of: index))
    default:
      guard ByteClass.startsPlain(byte(index), before: 0), ByteClass.isInFlow(byte(index)) else {
        throw Unsupported()
      }
      var end = index
      while index < lineEnd, ByteClass.isInFlow(byte(index)) {
        index += 1
        if byte(index - 1) != 32 { end = index }
      }
      // Only a colon that ends a key may follow; others are part of the scalar, or not, by rules of their own.
      if byte(index) == UInt8(ascii: ":"), index < lineEnd, end != index || byte(index + 1) != 32 {
        throw Unsupported()
      }
      return Node(.scalar(string(start..<end), .plain), start: position(of: start), end: position(of: end))
    }
  }
}
