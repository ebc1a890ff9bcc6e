extension Library {
  /// From how many prompts on a repository can be a collection.
  private static let fewest = 5

  /// The share of its prompts that a collection may use itself: to make more of them, to show one.
  private static let used = 0.05

  /// Prompts for others to take, as far as can be seen: nobody has configured anything, and nothing here uses them, but
  /// what a platform loads by itself.
  ///
  /// Where many prompts are used, those beside them that are not stand out; where hardly any is, nothing tells.
  package var isCollection: Bool { collected > 0 }

  /// How many prompts a collection has; 0 for a library that is none.
  private var collected: Int {
    guard configuration.path == nil, configuration.attach == nil, verdicts.count == prompts.count else {
      return 0
    }
    var (idle, live) = (0, 0)
    for (index, prompt) in prompts.enumerated() where prompt.platform == nil && !prompt.isPartial {
      switch verdicts[index].kind {
      case .orphaned: idle += prompt.role == .product ? 1 : 0
      case .attached, .included, .referenced, .possible, .unknown: live += isLoadedByPlatform(index) ? 0 : 1
      case .testOnly: continue
      }
    }
    return idle >= Self.fewest && Double(live) <= Self.used * Double(idle) ? idle : 0
  }

  private func isLoadedByPlatform(_ index: Int) -> Bool {
    edges[index].contains { $0.idle == nil && ($0.kind == .platform || $0.kind == .include) }
  }

  /// Says so, for it is a guess.
  package mutating func noteCollection() {
    let count = collected
    guard count > 0 else { return }
    notes.append(
      "Hardly anything in this repository uses its prompts (\(count) are reached by nothing), so that it was taken for a "
        + "collection for others; "
        + "write 'policy: {attach: reference}' into shelflife.yaml to be told of each.")
  }
}
