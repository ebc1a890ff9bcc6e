/// The blocks of a template that are open at a point, outermost first.
struct OpenBlocks<Context> {
  struct Block {
    var name: String
    var offset: Int
    var context: Context
  }

  private var blocks: [Block] = []
  /// How many of each name are open; kept from the first slip on, since templates without one need it never.
  private var counts: [String: Int]?

  var innermost: Block? {
    get { blocks.last }
    set {
      if let newValue, !blocks.isEmpty { blocks[blocks.count - 1] = newValue }
    }
  }

  mutating func open(_ name: String, at offset: Int, _ context: Context) {
    blocks.append(Block(name: name, offset: offset, context: context))
    counts?[name, default: 0] += 1
  }

  /// Whether a block of that name is open, found without walking them each time.
  mutating func isOpen(_ name: String) -> Bool {
    if blocks.last?.name == name { return true }
    let counts = self.counts ?? blocks.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    self.counts = counts
    return counts[name, default: 0] > 0
  }

  mutating func pop() -> Block? {
    guard let block = blocks.popLast() else { return nil }
    counts?[block.name, default: 1] -= 1
    return block
  }
}
