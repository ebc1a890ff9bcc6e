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
    guard let sketch = Self.measure(Array(text)).sketch else { return nil }
    self = sketch
  }

  private init(values: [UInt32]) { self.values = values }

  /// The sketch of a text, and how many words it has.
  static func measure(_ text: [UInt8]) -> (sketch: Sketch?, words: Int) {
    var values = [UInt32](repeating: .max, count: Self.bins)
    var first: UInt64 = 0
    var second: UInt64 = 0
    var word: UInt64 = 0
    var words = 0
    func close(_ word: UInt64, _ values: inout [UInt32]) {
      words += 1
      if words > 2 {
        var hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xC2B2_AE3D_27D4_EB4F) ^ word
        hash ^= hash >> 31
        hash &*= 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 29
        let bin = Int(hash & UInt64(Self.bins - 1))
        let value = UInt32(truncatingIfNeeded: hash >> 32) & 0x7FFF_FFFF
        if value < values[bin] { values[bin] = value }
      }
      first = second
      second = word
    }
    for byte in text {
      var letter = byte
      if letter >= 65, letter <= 90 { letter |= 0x20 }
      if (letter >= 97 && letter <= 122) || (letter >= 48 && letter <= 57) || letter >= 0x80 {
        // FNV-1a, 64 bits.
        word = ((word == 0 ? 0xCBF2_9CE4_8422_2325 : word) ^ UInt64(letter)) &* 0x0000_0100_0000_01B3
      } else if word != 0 {
        close(word, &values)
        word = 0
      }
    }
    if word != 0 { close(word, &values) }
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

  /// The estimated share of word triples that two texts have in common, 0 to 1.
  package func similarity(to other: Sketch) -> Double {
    var equal = 0
    for bin in 0..<Self.bins where values[bin] == other.values[bin] { equal += 1 }
    return Double(equal) / Double(Self.bins)
  }
}
