extension Library {
  /// From how many prompts on a repository can be a collection.
  private static let fewest = 5

  /// Prompts for others to take, as far as can be seen: nobody has configured anything, and nothing here uses any of
  /// them, but what a platform loads by itself.
  ///
  /// Where one prompt is used, those beside it that are not stand out; where none is, nothing tells.
  package var isCollection: Bool { collected > 0 }

  /// How many prompts a collection has; 0 for a library that is none.
  private var collected: Int {
    guard configuration.path == nil, configuration.attach == nil, verdicts.count == prompts.count else {
      return 0
    }
    var count = 0
    for (index, prompt) in prompts.enumerated() where prompt.platform == nil && !prompt.isPartial {
      switch verdicts[index].kind {
      case .orphaned: count += prompt.role == .product ? 1 : 0
      case .attached, .included, .referenced, .possible, .unknown: if !isLoadedByPlatform(index) { return 0 }
      case .testOnly: continue
      }
    }
    return count >= Self.fewest ? count : 0
  }

  private func isLoadedByPlatform(_ index: Int) -> Bool {
    edges[index].contains { $0.idle == nil && ($0.kind == .platform || $0.kind == .include) }
  }

  /// Says so, for it is a guess.
  mutating func noteCollection() {
    guard isCollection else { return }
    notes.append(
      "Nothing in this repository uses any of \(collected) prompts, so that it was taken for a collection for others; "
        + "write 'policy: {attach: reference}' into shelflife.yaml to be told of each.")
  }
}
