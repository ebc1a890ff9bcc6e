extension Joining {
  /// Comes to one verdict for each prompt.
  ///
  /// A prompt is alive when a live edge reaches it from outside; what a living prompt includes lives too. An edge from
  /// a test or an example counts as what it is.
  mutating func decideVerdicts(jobs: Int = 1) {
    let edges = library.edges
    var alive = edges.map { edges in edges.indices.contains { Self.isRoot(edges[$0]) } }
    var index: [String: Int] = [:]
    var including: Set<String> = []
    for edges in edges {
      for index in edges.indices where edges[index].kind == .include {
        if let from = edges[index].from { including.insert(from) }
      }
    }
    for position in library.prompts.indices where !including.isEmpty {
      let address = library.prompts[position].address
      if including.contains(address) { index[address] = position }
    }
    var included = [[Int]](repeating: [], count: library.prompts.count)
    for (target, edges) in edges.enumerated() {
      for position in edges.indices where edges[position].kind == .include {
        if let from = edges[position].from.flatMap({ index[$0] }) { included[from].append(target) }
      }
    }
    Self.spread(&alive, along: included)
    // What a prompt includes that may be used may be used itself.
    var possible = edges.map { edges in
      edges.indices.contains { position in
        edges[position].kind == .dynamic || (edges[position].idle != nil && edges[position].step != nil)
      }
    }
    Self.spread(&possible, along: included)
    var mentions: [Int: Obstacle] = [:]
    for obstacle in obstacles { note(obstacle, in: &mentions) }
    let (prompts, owners, isAlive, isPossible, obstructed) = (
      library.prompts, index, alive, possible, mentions
    )
    library.verdicts = concurrentFlatMap(prompts.count, size: 1024, jobs: jobs) { range in
      range.map { position in
        let perhaps =
          owners.isEmpty
          ? nil
          : edges[position].first { edge in
            edge.kind == .include && edge.from.flatMap { owners[$0] }.map { isPossible[$0] } ?? false
          }
        let isIncluded = { (edge: Edge) in
          edge.kind == .include && edge.idle == nil
            && edge.from.flatMap { owners[$0] }.map { isAlive[$0] } ?? false
        }
        return Self.verdict(
          of: prompts[position].path, edges[position], isIncluded: isIncluded, perhaps: perhaps,
          obstacle: obstructed[position])
      }
    }
    // A word tells nothing of a prompt that something else names.
    for position in library.prompts.indices
    where library.verdicts[position].kind != .orphaned && library.edges[position].contains(where: \.isWord) {
      library.edges[position].removeAll(where: \.isWord)
    }
  }

  /// Marks what marked prompts include, and what that includes.
  private static func spread(_ marked: inout [Bool], along included: [[Int]]) {
    var queue = marked.indices.filter { marked[$0] }
    while let next = queue.popLast() {
      for target in included[next] where !marked[target] {
        marked[target] = true
        queue.append(target)
      }
    }
  }

  /// An edge that keeps a prompt alive by itself.
  private static func isRoot(_ edge: Edge) -> Bool {
    guard edge.idle == nil else { return false }
    return switch edge.kind {
    case .declared, .imported, .platform, .reference: true
    case .include, .dynamic, .test, .mention: false
    }
  }

  /// What a computed name leaves open, in a sentence; what is said of it may end in a part of its own.
  private static func doubt(_ how: String) -> String {
    "\(how)\(how.contains(", ") ? "," : "") could name it"
  }

  private static func verdict(
    of path: String, _ edges: [Edge], isIncluded: (Edge) -> Bool, perhaps: Edge?, obstacle: Obstacle?
  ) -> Verdict {
    if edges.hasLive(.declared) || edges.hasLive(.imported) || edges.hasLive(.platform) {
      return Verdict(.attached)
    }
    if edges.contains(where: isIncluded) { return Verdict(.included) }
    if edges.hasLive(.reference) { return Verdict(.referenced) }
    if let dynamic = best(of: edges.filter({ $0.kind == .dynamic && $0.idle == nil }), for: path) {
      return Verdict(
        .possible, .possible, because: Self.doubt(dynamic.how ?? "a computed name"),
        obstacle: dynamic.place)
    }
    if let perhaps {
      return Verdict(
        .possible, .possible, because: "'\(perhaps.from ?? "")' includes it, and may be used itself",
        obstacle: perhaps.place)
    }
    if let obstacle {
      return Verdict(.unknown, .possible, because: obstacle.message, obstacle: obstacle.place)
    }
    // Who calls a function may stand in another repository, and what follows a return was meant once: neither makes an
    // orphan, and the edge says what is known.
    if let dead = edges.first(where: { $0.idle != nil && ($0.kind == .reference || $0.kind == .dynamic) }) {
      return Verdict(
        dead.kind == .reference ? .referenced : .possible, .likely,
        because: "only code that perhaps never runs names it (\(dead.idle ?? ""))", obstacle: dead.place)
    }
    // A variant that is not the default, a step that is switched off: somebody can switch it on.
    if let idle = edges.first(where: { $0.idle != nil && $0.step != nil }) {
      return Verdict(
        .possible, .likely, because: "only a step that does not run uses it (\(idle.idle ?? ""))",
        obstacle: idle.place)
    }
    if edges.contains(where: { $0.kind == .test }) { return Verdict(.testOnly) }
    let mention = edges.first { $0.kind == .mention } ?? edges.first { $0.idle != nil }
    return Verdict(.orphaned, mention == nil ? .certain : .likely)
  }

  /// The edge that says most: of code of the product, from the file that lies nearest to the prompt.
  private static func best(of edges: [Edge], for path: String) -> Edge? {
    guard edges.count > 1 else { return edges.first }
    func weight(_ edge: Edge) -> Int {
      let shared = zip(edge.place.path.utf8, path.utf8).prefix { $0 == $1 }
        .count { $0.0 == UInt8(ascii: "/") }
      return (FileRole(edge.place.path) == .product ? 4_000 : 0)
        + (FileNature(edge.place.path) == .code ? 2_000 : 0) + min(shared, 1_000)
    }
    // Of equals the first.
    return edges.enumerated().max { a, b in
      let (x, y) = (weight(a.element), weight(b.element))
      return x != y ? x < y : a.offset > b.offset
    }?.element
  }

  /// Marks the prompts whose edge a broken file could hold: all, when it cannot be read at all; else those it names.
  private func note(_ obstacle: Obstacle, in mentions: inout [Int: Obstacle]) {
    guard let source = text(at: obstacle.place.path) else {
      for index in library.prompts.indices where mentions[index] == nil { mentions[index] = obstacle }
      return
    }
    let words = source.pathWords()
    for (index, prompt) in library.prompts.enumerated() where mentions[index] == nil {
      let names = [prompt.id, prompt.path, String(prompt.path.fileName), String(prompt.path.stem)]
      if names.contains(where: words.contains) || words.contains(String(prompt.id.fileName)) {
        mentions[index] = obstacle
      }
    }
  }
}

extension [Edge] {
  /// Whether a live edge of a kind is among them.
  func hasLive(_ kind: Edge.Kind) -> Bool {
    // An edge is large, and to take each out of the array would copy it.
    indices.contains { self[$0].kind == kind && self[$0].idle == nil }
  }
}

extension SourceText {
  /// The words of a text that could be names or paths, whole and by their last part.
  func pathWords() -> Set<String> {
    var words: Set<String> = []
    let parts = bytes.split { !($0.isWordByte || $0 >= 0x80 || "-./".utf8.contains($0)) }
    for part in parts {
      let word = String(decoding: part, as: UTF8.self)
      words.insert(word)
      words.insert(String(word.fileName))
      words.insert(String(word.stem))
    }
    return words
  }
}
