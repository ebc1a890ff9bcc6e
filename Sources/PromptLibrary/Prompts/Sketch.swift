import CWords

/// A MinHash of a text's word triples: two sketches agree in about the share of triples that the texts share.
///
/// One-permutation hashing with rotation densification (Li, Owen and Zhang 2012; Shrivastava and Li 2014): each
/// triple is hashed once and falls into one of `bins`; the standard error at a similarity s is
/// `sqrt(s (1 - s) / bins)`, 0.03 at 0.9.
package struct Sketch: Sendable, Equatable {
  package static let bins = 128
  /// Below this many distinct words in a row, agreement says nothing.
  package static let fewestWords = 20

  package let values: [UInt32]

  /// Case, punctuation, white space and Markdown are left out; nil when the text is too short to compare.
  package init?(of text: some Collection<UInt8>) {
    guard let sketch = Self.measure(text).sketch else { return nil }
    self = sketch
  }

  private init(values: [UInt32]) { self.values = values }

  /// The sketch of a text, and how many words it has.
  static func measure(_ text: some Collection<UInt8>) -> (sketch: Sketch?, words: Int) {
    text.withContiguousStorageIfAvailable { measure($0) }
      ?? Array(text).withUnsafeBufferPointer { measure($0) }
  }

  private static func measure(_ text: UnsafeBufferPointer<UInt8>) -> (sketch: Sketch?, words: Int) {
    var values = [UInt32](repeating: .max, count: Self.bins)
    var words = 0
    values.withUnsafeMutableBufferPointer { values in
      var first: UInt64 = 0
      var second: UInt64 = 0
      // A word's hash takes eight letters a multiplication, which a hash of single letters waits for at each.
      text.forEachRun(shelflife_letter_mask_of) { start, end in
        let word = Self.hash(of: text, start, end)
        words &+= 1
        if words > 2 {
          var hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xC2B2_AE3D_27D4_EB4F) ^ word
          hash ^= hash >> 31
          hash &*= 0xBF58_476D_1CE4_E5B9
          hash ^= hash >> 29
          let bin = Int(hash & UInt64(Self.bins - 1))
          // The smaller is written in either case: a branch here would be foretold wrongly every third time.
          values[bin] = min(values[bin], UInt32(truncatingIfNeeded: hash >> 32) & 0x7FFF_FFFF)
        }
        first = second
        second = word
      }
    }
    guard words >= Self.fewestWords else { return (nil, words) }
    // An empty bin borrows from the next full one; the distance is mixed in, so that borrowed values agree only
    // where both texts borrow alike.
    let full = values
    for bin in 0..<Self.bins where full[bin] == .max {
      for distance in 1..<Self.bins where full[(bin + distance) % Self.bins] != .max {
        values[bin] = full[(bin + distance) % Self.bins] ^ (UInt32(distance) &* 0x9E37_79B9) | 0x8000_0000
        break
      }
    }
    return (Sketch(values: values), words)
  }

  /// A word's hash, in which capitals of ASCII are small letters.
  private static func hash(of text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash = UInt64(end &- start) << 56
    var index = start
    while index < end {
      let count = min(8, end &- index)
      var letters: UInt64 = 0
      if index &+ 8 <= text.count {
        letters = UnsafeRawPointer(text.baseAddress!).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        letters = UInt64(littleEndian: letters) & (UInt64.max >> UInt64(64 &- 8 &* count))
      } else {
        for offset in 0..<count { letters |= UInt64(text[index &+ offset]) << UInt64(8 &* offset) }
      }
      // The bit that makes a letter small is set in digits too, and must not be in bytes from 0x80 on.
      letters |= 0x2020_2020_2020_2020 & ~((letters & 0x8080_8080_8080_8080) >> 2)
      hash = (hash ^ letters) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      index &+= 8
    }
    return hash
  }

  /// The estimated share of word triples that two texts have in common, 0 to 1.
  package func similarity(to other: Sketch) -> Double {
    var equal = 0
    for bin in 0..<Self.bins where values[bin] == other.values[bin] { equal += 1 }
    return Double(equal) / Double(Self.bins)
  }
}
