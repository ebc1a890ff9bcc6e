/// A text that is looked for in many files, with the words that it is made of.
struct SearchText: Sendable {
  let bytes: [UInt8]
  /// Hashes of the words that a file must hold to hold the text; empty where that cannot be told.
  fileprivate let words: [UInt64]

  /// `isWhole` says that the text begins and ends where words do: a name, and not a part of one.
  init(_ bytes: [UInt8], isWhole: Bool = true) {
    self.bytes = bytes
    var words: [UInt64] = []
    if isWhole { WordFilter.forEachWord(of: bytes) { words.append($0) } }
    self.words = words
  }
}

/// Which words a file may hold, in a bit for each of its bytes (Bloom 1970): one in a hundred that it says it may hold
/// is not there, and none that is there is missed.
struct WordFilter: Sendable {
  private var bits: [UInt64]
  private let mask: UInt64

  init(_ bytes: [UInt8]) {
    var size = 64
    while size < bytes.count { size *= 2 }
    mask = UInt64(size - 1)
    var bits = [UInt64](repeating: 0, count: size / 64)
    let mask = mask
    Self.forEachWord(of: bytes) { hash in
      for bit in [hash & mask, (hash >> 32) & mask] { bits[Int(bit >> 6)] |= 1 << (bit & 63) }
    }
    self.bits = bits
  }

  func mayHold(_ text: SearchText) -> Bool {
    text.words.allSatisfy { hash in
      for bit in [hash & mask, (hash >> 32) & mask] where bits[Int(bit >> 6)] & (1 << (bit & 63)) == 0 {
        return false
      }
      return true
    }
  }

  private static let isLetter: [Bool] = (0..<256).map { value in
    let byte = UInt8(value)
    return byte.isWordByte && byte != UInt8(ascii: "_") || byte >= 0x80
  }

  /// Hashes (FNV-1a, mixed) of runs of letters and digits; behind a backslash also of the run without its first letter,
  /// which then is an escape.
  fileprivate static func forEachWord(of bytes: [UInt8], _ body: (UInt64) -> Void) {
    var index = 0
    while index < bytes.count {
      guard isLetter[Int(bytes[index])] else {
        index &+= 1
        continue
      }
      let start = index
      var hash = basis
      while index < bytes.count, isLetter[Int(bytes[index])] {
        hash = (hash ^ UInt64(bytes[index])) &* prime
        index &+= 1
      }
      body(mixed(hash))
      if start > 0, bytes[start - 1] == UInt8(ascii: "\\"), index > start + 1 {
        hash = basis
        for byte in bytes[(start + 1)..<index] { hash = (hash ^ UInt64(byte)) &* prime }
        body(mixed(hash))
      }
    }
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  private static func mixed(_ hash: UInt64) -> UInt64 {
    let hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ (hash >> 33)
  }
}
