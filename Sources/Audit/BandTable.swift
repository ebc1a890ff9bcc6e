/// A hash table of one band: items by hash, with linear probing, so that items of one hash stand in a row.
struct BandTable {
  private var slots: [Int32]
  private let mask: Int

  /// With at most one item a slot and twice as many slots as items.
  init(count: Int) {
    var size = 16
    while size < count &* 2 { size &*= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  mutating func clear() { for slot in slots.indices { slots[slot] = -1 } }

  func slot(of hash: UInt32) -> Int { Int(hash) & mask }
  func next(after slot: Int) -> Int { (slot &+ 1) & mask }
  func item(at slot: Int) -> Int? { slots[slot] < 0 ? nil : Int(slots[slot]) }
  mutating func put(_ item: Int, at slot: Int) { slots[slot] = Int32(truncatingIfNeeded: item) }
}

/// Disjoint sets of `0..<count`, each known by its smallest member.
struct UnionFind {
  private var parents: [Int32]

  init(_ count: Int) { parents = (0..<Int32(truncatingIfNeeded: count)).map { $0 } }

  /// Halves the path as it goes (Tarjan and van Leeuwen 1984).
  mutating func root(of item: Int) -> Int {
    var item = item
    while Int(parents[item]) != item {
      parents[item] = parents[Int(parents[item])]
      item = Int(parents[item])
    }
    return item
  }

  mutating func join(_ a: Int, _ b: Int) {
    let a = root(of: a)
    let b = root(of: b)
    if a != b { parents[max(a, b)] = Int32(truncatingIfNeeded: min(a, b)) }
  }

  /// The sets of two and more, in order of their smallest member.
  mutating func groups() -> [[Int]] {
    var members: [Int: [Int]] = [:]
    for item in parents.indices where Int(parents[item]) != item {
      members[root(of: item), default: []].append(item)
    }
    return members.sorted { $0.key < $1.key }.map { [$0.key] + $0.value }
  }
}
