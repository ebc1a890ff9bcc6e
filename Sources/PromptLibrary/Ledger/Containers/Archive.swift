/// A ZIP archive in memory: its directory, and its entries when they are asked for.
struct Archive: Sendable {
  struct Entry: Sendable {
    var name: String
    /// 0 stored, 8 deflate, 93 zstd.
    var method: Int
    var size: Int
    fileprivate var compressedSize: Int
    fileprivate var checksum: UInt32
    fileprivate var offset: Int
  }

  private(set) var entries: [Entry] = []
  private let bytes: [UInt8]

  static func looksLikeOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Reads the directory at the archive's end (PKWARE's APPNOTE.TXT 4.3.12 and 4.3.16).
  init(_ bytes: [UInt8]) throws(FileFault) {
    self.bytes = bytes
    var end = bytes.count - 22
    // The end's record may be followed by a comment of up to 65,535 bytes.
    while end >= 0, number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard end >= 0, end >= bytes.count - 22 - 65_535 else {
      throw FileFault("the archive's directory is missing, as when a file was not written to its end")
    }
    let count = number(end + 10, 2)
    var index = number(end + 16, 4)
    guard count != 0xFFFF, index != 0xFFFF_FFFF else {
      throw FileFault("the archive is of the kind for more than 4 GB (ZIP64)")
    }
    for _ in 0..<count {
      guard index + 46 <= bytes.count, number(index, 4) == 0x0201_4B50 else {
        throw FileFault("the archive's directory is damaged")
      }
      let name = index + 46
      let length = number(index + 28, 2)
      guard name + length <= bytes.count else { throw FileFault("the archive's directory is damaged") }
      entries.append(
        Entry(
          name: String(decoding: bytes[name..<name + length], as: UTF8.self), method: number(index + 10, 2),
          size: number(index + 24, 4), compressedSize: number(index + 20, 4),
          checksum: UInt32(number(index + 16, 4)), offset: number(index + 42, 4)))
      // Each entry repeats its name: one that says another is not the one that was written.
      let start = number(index + 42, 4)
      guard number(start, 4) == 0x0403_4B50, number(start + 26, 2) == length,
        start + 30 + length <= bytes.count,
        bytes[(start + 30)..<(start + 30 + length)] == bytes[name..<(name + length)]
      else { throw FileFault("the archive's directory does not fit its entries") }
      index = name + length + number(index + 30, 2) + number(index + 32, 2)
    }
  }

  private func number(_ offset: Int, _ width: Int) -> Int {
    guard offset >= 0, offset + width <= bytes.count else { return -1 }
    return (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  func contents(of entry: Entry) throws(FileFault) -> [UInt8] {
    let header = entry.offset
    let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
    guard start <= bytes.count, start + entry.compressedSize <= bytes.count else {
      throw FileFault("the entry '\(entry.name)' is cut off")
    }
    let data = bytes[start..<start + entry.compressedSize]
    let contents: [UInt8]
    switch entry.method {
    case 0: contents = Array(data)
    case 8: contents = try Inflate.inflate(data, limit: entry.size)
    default:
      throw FileFault("the entry '\(entry.name)' is compressed in a way (\(entry.method)) that is not read")
    }
    guard contents.count == entry.size, Self.checksum(contents) == entry.checksum else {
      throw FileFault("the entry '\(entry.name)' is damaged: its checksum does not fit")
    }
    return contents
  }

  /// CRC-32, as ZIP has it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { sum, byte in table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}
