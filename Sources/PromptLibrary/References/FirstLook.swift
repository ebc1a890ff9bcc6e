/// Lengths and first bytes of all names: nearly every word of a text is turned away by these looks.
struct FirstLook: Sendable {
  private var lengths = [Bool](repeating: false, count: 257)
  /// The first four bytes, hashed; of a name of two or three, its first two as they are.
  private var quads = [Bool](repeating: false, count: 65_536)
  private var pairs = [Bool](repeating: false, count: 65_536)
  private var hasShort = false

  mutating func add(_ name: Substring) {
    lengths[min(name.utf8.count, 256)] = true
    let first = Array(name.utf8.prefix(4))
    guard first.count > 1 else { return }
    if first.count < 4 {
      hasShort = true
      pairs[Int(first[0]) << 8 | Int(first[1])] = true
    } else {
      first.withUnsafeBufferPointer { quads[Self.hash($0, at: 0)] = true }
    }
  }

  /// The upper half of a product takes part of all four bytes (Knuth, TAOCP 3, 6.4: multiplicative hashing).
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let first = UnsafeRawPointer(bytes.baseAddress! + offset).loadUnaligned(as: UInt32.self)
    return Int((UInt32(littleEndian: first) &* 0x9E37_79B1) >> 16)
  }

  /// Whether some name begins with the bytes at an offset.
  func couldBegin(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, _ limit: Int) -> Bool {
    if offset &+ 4 <= limit, quads[Self.hash(bytes, at: offset)] { return true }
    return hasShort && offset &+ 1 < limit && pairs[Int(bytes[offset]) << 8 | Int(bytes[offset &+ 1])]
  }

  /// Whether some name has this length and these first bytes.
  func couldBe(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.count > 1 && lengths[min(range.count, 256)]
      && couldBegin(bytes, at: range.lowerBound, range.upperBound)
  }
}
