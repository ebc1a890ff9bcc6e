import CWords

/// Lengths and first bytes of all names: nearly every word of a text is turned away by these looks.
struct FirstLook: Sendable {
  private var lengths = [Bool](repeating: false, count: 257)
  /// The sets of `shelflife_first_look`, one behind the other: by the first four bytes, hashed; of a name of two or
  /// three, by its first two as they are; by the byte behind the dot of prompts' endings; by what stands before the
  /// bracket of a call that lists a folder.
  private var bits = [UInt64](repeating: 0, count: pairs + set + 4) + ListingWords.lastPairs
  private var hasShort = false

  private static let set = 65_536 / 64
  private static let pairs = set
  private static let endings = pairs + set
  private static let calls = endings + 4

  mutating func add(_ name: Substring) {
    var name = name
    name.withUTF8 { add($0) }
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>) {
    lengths[min(name.count, 256)] = true
    guard name.count > 1, let first = name.baseAddress else { return }
    if name.count < 4 {
      hasShort = true
      bits.insert(Int(first[0]) << 8 | Int(first[1]), in: Self.pairs)
    } else {
      bits.insert(Int(shelflife_hash_of_four(first)), in: 0)
    }
  }

  /// A file ending, with its dot.
  mutating func addEnding(_ ending: some Collection<UInt8>) {
    if let first = ending.dropFirst().first { bits.insert(Int(first), in: Self.endings) }
  }

  /// The next offset where a name could begin, or one of prompts' endings, or where a call that lists has its bracket;
  /// `limit` when there is none.
  func next(
    in bytes: UnsafeBufferPointer<UInt8>, from first: Int, to limit: Int, endings: Bool, calls: Bool
  ) -> Int {
    guard let text = bytes.baseAddress else { return limit }
    return bits.withUnsafeBufferPointer { bits in
      let sets = bits.baseAddress!
      var look = shelflife_first_look(
        quads: sets, pairs: hasShort ? sets + Self.pairs : nil, endings: endings ? sets + Self.endings : nil,
        calls: calls ? sets + Self.calls : nil)
      return shelflife_next_look(text, first, limit, &look)
    }
  }

  /// Whether some name has this length and these first bytes.
  func couldBe(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count > 1, lengths[min(range.count, 256)], let text = bytes.baseAddress else { return false }
    let first = text + range.lowerBound
    if range.count >= 4, bits.contains(Int(shelflife_hash_of_four(first)), in: 0) { return true }
    return hasShort && bits.contains(Int(first[0]) << 8 | Int(first[1]), in: Self.pairs)
  }
}

extension [UInt64] {
  /// Sets a bit of the set that begins with word number `start`.
  mutating func insert(_ bit: Int, in start: Int) { self[start + bit >> 6] |= 1 << UInt64(bit & 63) }

  fileprivate func contains(_ bit: Int, in start: Int) -> Bool {
    self[start &+ bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }
}
