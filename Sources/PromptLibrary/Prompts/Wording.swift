import CWords

/// A fingerprint of a prompt's whole text, by which results of a run are joined to the text that was run.
///
/// White space at either end and the kind of line ends make no difference; anything else does.
package struct Wording: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64

  package init(_ text: some Collection<UInt8>) {
    self =
      text.withContiguousStorageIfAvailable { Self($0) } ?? Array(text).withUnsafeBufferPointer { Self($0) }
  }

  private init(_ text: UnsafeBufferPointer<UInt8>) {
    let text = UnsafeBufferPointer(rebasing: text.trimmedOfSpace)
    if let start = text.baseAddress, shelflife_holds(start, text.count, UInt8(ascii: "\r")) != 0 {
      self = Array(text)[...].withLineFeedsAlone.withUnsafeBytes { Self(trimmed: $0) }
    } else {
      self.init(trimmed: UnsafeRawBufferPointer(text))
    }
  }

  private init(trimmed raw: UnsafeRawBufferPointer) {
    var (first, second) = (UInt64(raw.count), UInt64(0x9E37_79B9_7F4A_7C15))
    var index = 0
    // Eight bytes a step, mixed by the multipliers of SplitMix64 (Steele, Lea and Flood 2014).
    while index < raw.count {
      let word: UInt64
      if index &+ 8 <= raw.count {
        word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      } else {
        word = raw[index...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      first = (first ^ word) &* 0xBF58_476D_1CE4_E5B9
      first ^= first >> 32
      second = (second ^ word) &* 0x94D0_49BB_1331_11EB
      second ^= second >> 29
      index &+= 8
    }
    (self.first, self.second) = (first, second)
  }
}
