import CWords

/// Which prompts bear each name, looked up by a text's own bytes.
///
/// One block of bytes holds all names and one array all positions: a dictionary from arrays to arrays would allocate
/// twice for each prompt, and once for each word that is looked up. Open addressing with linear probing (Knuth, TAOCP 3,
/// 6.4, algorithm L), at most two thirds full.
package struct NameTable: Sendable {
  private struct Entry {
    var hash: UInt32
    var start: UInt32
    var count: UInt32
    /// The first and last of its positions in `positions`.
    var first: Int32
    var last: Int32
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Entry numbers, from 1; 0 is free.
  private var slots: [Int32]
  /// Each position, and the next of the same name (-1: none).
  private var positions: [(position: Int32, next: Int32)] = []

  /// Room for `count` names before it grows.
  package init(capacity count: Int = 16) {
    var size = 32
    while size * 2 < count * 3 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    entries.reserveCapacity(count)
    positions.reserveCapacity(count)
  }

  /// Adds a position to a name; a name's positions come in rising order, and one that was the last is not added again.
  package mutating func add(_ position: Int, to name: some StringProtocol) {
    if name.utf8.withContiguousStorageIfAvailable({ add(position, to: $0) }) != nil { return }
    var name = String(name)
    name.withUTF8 { add(position, to: $0) }
  }

  private mutating func add(_ position: Int, to name: UnsafeBufferPointer<UInt8>) {
    let hash = Self.hash(name)
    let slot = slot(of: name, hash)
    if slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      let last = Int(entries[entry].last)
      if positions[last].position == Int32(position) { return }
      positions.append((Int32(position), -1))
      positions[last].next = Int32(positions.count - 1)
      entries[entry].last = Int32(positions.count - 1)
      return
    }
    positions.append((Int32(position), -1))
    let end = Int32(positions.count - 1)
    entries.append(
      Entry(hash: hash, start: UInt32(bytes.count), count: UInt32(name.count), first: end, last: end))
    bytes.append(contentsOf: name)
    slots[slot] = Int32(entries.count)
    if entries.count * 3 > slots.count * 2 { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  /// The slot that holds a name, or the free one where it would go.
  private func slot(of name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, Int(entry.count) == name.count, isWritten(name, at: Int(entry.start)) {
        return slot
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isWritten(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard let first = name.baseAddress else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      shelflife_is_equal(bytes.baseAddress! + start, first, name.count) != 0
    }
  }

  /// FNV-1a (Fowler, Noll and Vo) over the bytes that fill no word of eight, which a longer multiplier mixes at once.
  ///
  /// The upper half of a last product is taken: the lower half of a product knows nothing of a word's last four bytes.
  static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let bytes = UnsafeRawBufferPointer(name)
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      index &+= 8
    }
    while index < bytes.count {
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
      index &+= 1
    }
    return UInt32(truncatingIfNeeded: (hash &* 0x9FB2_1C65_1E98_DF25) >> 32)
  }

  func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool { contains(name, Self.hash(name)) }

  /// Whether something bears a name, whose hash is at hand.
  func contains(_ name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Bool {
    slots[slot(of: name, hash)] != 0
  }

  func holds(_ name: Substring) -> Bool {
    if let found = name.utf8.withContiguousStorageIfAvailable({ contains($0) }) { return found }
    return contains(Array(name.utf8))
  }

  func contains(_ name: [UInt8]) -> Bool { name.withUnsafeBufferPointer(contains) }

  /// The positions of a name, in rising order; none for a name that nothing bears.
  package subscript(name: some StringProtocol) -> [Int] {
    if let found = name.utf8.withContiguousStorageIfAvailable({ self[$0] }) { return found }
    var name = String(name)
    return name.withUTF8 { self[$0] }
  }

  subscript(name: [UInt8]) -> [Int] { name.withUnsafeBufferPointer { found($0).map(positions(of:)) ?? [] } }

  /// Whether more than one position bears a name.
  func isShared(_ name: some StringProtocol) -> Bool {
    var name = String(name)
    return name.withUTF8 { found($0).map { $0.first != $0.last } ?? false }
  }

  subscript(name: UnsafeBufferPointer<UInt8>) -> [Int] { found(name).map(positions(of:)) ?? [] }

  private func found(_ name: UnsafeBufferPointer<UInt8>) -> Entry? {
    let number = slots[slot(of: name, Self.hash(name))]
    return number == 0 ? nil : entries[Int(number) - 1]
  }

  private func positions(of entry: Entry) -> [Int] {
    var found: [Int] = []
    var next = entry.first
    while next >= 0 {
      found.append(Int(positions[Int(next)].position))
      next = positions[Int(next)].next
    }
    return found
  }
}

extension [Int] {
  /// Nil where nothing was found, so that another table can be asked.
  package var nonEmpty: Self? { isEmpty ? nil : self }
}
