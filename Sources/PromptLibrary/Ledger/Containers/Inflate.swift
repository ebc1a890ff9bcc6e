/// Decompresses deflate (RFC 1951): what entries of a ZIP archive are written in.
///
/// It is here and not in a library because this is all that is needed of one.
struct Inflate {
  private let bytes: ArraySlice<UInt8>
  private let limit: Int
  private var index: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  /// At most `limit` bytes: an archive says how long an entry is, and more is a lie.
  static func inflate(_ bytes: ArraySlice<UInt8>, limit: Int) throws(FileFault) -> [UInt8] {
    var inflate = Inflate(bytes: bytes, limit: limit, index: bytes.startIndex)
    // What a header claims is believed as far as data is there to fill it.
    inflate.output.reserveCapacity(min(limit, bytes.count * 8))
    try inflate.blocks()
    return inflate.output
  }

  private init(bytes: ArraySlice<UInt8>, limit: Int, index: Int) {
    self.bytes = bytes
    self.limit = limit
    self.index = index
  }

  private static let damaged = FileFault("the compressed data is damaged")

  private mutating func bits(_ count: Int) throws(FileFault) -> Int {
    while bitCount < count {
      guard index < bytes.endIndex else { throw Self.damaged }
      bits |= UInt32(bytes[index]) << UInt32(bitCount)
      index += 1
      bitCount += 8
    }
    defer {
      bits >>= UInt32(count)
      bitCount -= count
    }
    return Int(bits & ((1 << UInt32(count)) - 1))
  }

  private mutating func blocks() throws(FileFault) {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try stored()
      case 1: try compressed(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let (literals, distances) = try codes()
        try compressed(literals, distances)
      default: throw Self.damaged
      }
    }
  }

  private mutating func stored() throws(FileFault) {
    (bits, bitCount) = (0, 0)
    guard index + 4 <= bytes.endIndex else { throw Self.damaged }
    let length = Int(bytes[index]) | Int(bytes[index + 1]) << 8
    let check = Int(bytes[index + 2]) | Int(bytes[index + 3]) << 8
    index += 4
    guard length == check ^ 0xFFFF, index + length <= bytes.endIndex, output.count + length <= limit else {
      throw Self.damaged
    }
    output += bytes[index..<index + length]
    index += length
  }

  /// The codes that a block defines for itself (section 3.2.7).
  private mutating func codes() throws(FileFault) -> (Code, Code) {
    let literalCount = try bits(5) + 257
    let distanceCount = try bits(5) + 1
    let lengthCount = try bits(4) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for place in 0..<lengthCount { lengths[Self.lengthOrder[place]] = UInt8(try bits(3)) }
    let code = try Code(lengths)
    lengths = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try self.symbol(code)
      switch symbol {
      case 0..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { throw Self.damaged }
        lengths += repeatElement(last, count: try bits(2) + 3)
      case 17: lengths += repeatElement(0, count: try bits(3) + 3)
      default: lengths += repeatElement(0, count: try bits(7) + 11)
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw Self.damaged }
    return (try Code(Array(lengths[..<literalCount])), try Code(Array(lengths[literalCount...])))
  }

  private mutating func symbol(_ code: Code) throws(FileFault) -> Int {
    // Canonical codes: of each length, the codes follow one another.
    var value = 0
    var first = 0
    var place = 0
    for length in 1...15 {
      value |= try bits(1)
      let count = code.counts[length]
      if value - first < count { return Int(code.symbols[place + value - first]) }
      place += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Self.damaged
  }

  private mutating func compressed(_ literals: Code, _ distances: Code) throws(FileFault) {
    while true {
      let symbol = try self.symbol(literals)
      if symbol == 256 { return }
      guard output.count < limit else { throw Self.damaged }
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      guard symbol - 257 < Self.lengthBases.count else { throw Self.damaged }
      let length = Self.lengthBases[symbol - 257] + (try bits(Self.lengthBits[symbol - 257]))
      let place = try self.symbol(distances)
      guard place < Self.distanceBases.count else { throw Self.damaged }
      let distance = Self.distanceBases[place] + (try bits(Self.distanceBits[place]))
      guard distance <= output.count, output.count + length <= limit else { throw Self.damaged }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// A prefix code by the lengths of its symbols' codes (section 3.2.2).
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [UInt16] = []

    init(_ lengths: [UInt8]) throws(FileFault) {
      for length in lengths where length > 0 { counts[Int(length)] += 1 }
      var left = 1
      for length in 1...15 {
        left = left << 1 - counts[length]
        guard left >= 0 else { throw Inflate.damaged }
      }
      for length in 1...15 {
        for symbol in lengths.indices where Int(lengths[symbol]) == length { symbols.append(UInt16(symbol)) }
      }
    }

    private init(counts: [Int], symbols: [UInt16]) { (self.counts, self.symbols) = (counts, symbols) }

    /// A code that is known to be one.
    static func fixed(_ lengths: [UInt8]) -> Code {
      (try? Code(lengths)) ?? Code(counts: [Int](repeating: 0, count: 16), symbols: [])
    }
  }

  private static let fixedLiterals = Code.fixed(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Code.fixed([UInt8](repeating: 5, count: 30))
  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227,
    258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097,
    6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
}
