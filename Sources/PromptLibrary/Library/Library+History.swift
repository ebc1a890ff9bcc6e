package import Git

/// The paths that two trees of the past held: a year ago, and a grace period ago.
///
/// Two listings cost milliseconds where a walk over all diffs would cost seconds; a prompt's first day is then known
/// as "that day or earlier", which is all that the rules ask.
package struct PastPaths: Sendable {
  fileprivate var graceEnd: (day: CalendarDay, paths: [String])?
  fileprivate var year: (day: CalendarDay, paths: [String])?

  /// Reads both trees; nil where the repository cannot be opened.
  package init?(of opening: Repository.Opening, before start: ObjectID, today: CalendarDay, graceDays: Int) {
    guard let repository = try? Repository(opening) else { return nil }
    var last: (commit: ObjectID, paths: [String])?
    func paths(at day: CalendarDay, _ repository: borrowing Repository) -> (CalendarDay, [String])? {
      guard let commit = repository.commit(before: (day.number + 1) * 86_400, from: start) else { return nil }
      if let last, last.commit == commit.id { return (day, last.paths) }
      guard let listing = try? repository.files(of: commit.id) else { return nil }
      // In byte order, as git's trees are.
      last = (commit.id, listing.entries.map(\.path))
      return (day, last!.paths)
    }
    graceEnd = paths(at: CalendarDay(number: today.number - graceDays - 1), repository)
    year = paths(at: CalendarDay(number: today.number - 365), repository)
  }
}

extension Library {
  /// Adds what the history says of age and growth.
  package mutating func addHistory(_ past: PastPaths) {
    if let (day, paths) = past.graceEnd, verdicts.contains(where: { $0.kind == .orphaned }) {
      // Both are in the order of git's trees, or nearly; to sort what is sorted costs one look at each.
      let order = prompts.indices.sorted {
        prompts[$0].path.utf8.lexicographicallyPrecedes(prompts[$1].path.utf8)
      }
      firstSeen = prompts.map { _ in nil }
      var known = paths.makeIterator()
      var next = known.next()
      for index in order {
        let path = prompts[index].path
        while let before = next, before.utf8.lexicographicallyPrecedes(path.utf8) { next = known.next() }
        if next == path { firstSeen[index] = day }
      }
    }
    guard let (day, paths) = past.year else { return }
    let plan = ReadingPlan(configuration)
    let now = prompts.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var added = 0
    var removed = 0
    var old = paths[...]
    for (position, path) in now.enumerated() where position == 0 || path != now[position - 1] {
      while let before = old.first, before.utf8.lexicographicallyPrecedes(path.utf8) {
        if plan.readsPrompts(at: old.removeFirst()) { removed += 1 }
      }
      if old.first == path { old.removeFirst() } else { added += 1 }
    }
    removed += old.count { plan.readsPrompts(at: $0) }
    growth = Growth(
      added: added, removed: removed,
      retired: tombstones.count + prompts.count { $0.declaredStatus == .retired }, since: day)
  }
}

extension ReadingPlan {
  /// Whether a file at this path is one of the library's prompts, as far as its path tells.
  func readsPrompts(at path: String) -> Bool {
    guard !isExcluded(path) else { return false }
    return formats(for: path).contains { $0.claim(path) == .always && $0.name != PromptFormat.promptfoo.name }
  }
}
