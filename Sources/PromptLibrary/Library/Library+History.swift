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

/// How old a library's prompts are, and how it grew.
package struct LibraryAge: Sendable {
  /// By prompt; empty where nothing asks for it.
  fileprivate var firstSeen: [CalendarDay?] = []
  fileprivate var growth: Growth?
}

extension Library {
  /// What the history says of age and growth.
  package func age(by past: PastPaths) -> LibraryAge {
    var age = LibraryAge()
    if let (day, paths) = past.graceEnd, verdicts.contains(where: { $0.kind == .orphaned }) {
      // Both are in the order of git's trees, or nearly; to sort what is sorted costs one look at each.
      let order = prompts.indices.sorted { prompts[$0].path.precedesByBytes(prompts[$1].path) }
      age.firstSeen = [CalendarDay?](repeating: nil, count: prompts.count)
      var known = 0
      for index in order {
        let path = prompts[index].path
        while known < paths.count, paths[known].precedesByBytes(path) { known += 1 }
        if known < paths.count, paths[known] == path { age.firstSeen[index] = day }
      }
    }
    guard let (day, paths) = past.year else { return age }
    let plan = ReadingPlan(configuration)
    let now = prompts.indices.map { prompts[$0].path }.sorted { $0.precedesByBytes($1) }
    var added = 0
    var removed = 0
    var old = 0
    for (position, path) in now.enumerated() where position == 0 || path != now[position - 1] {
      while old < paths.count, paths[old].precedesByBytes(path) {
        if plan.readsPrompts(at: paths[old]) { removed += 1 }
        old += 1
      }
      if old < paths.count, paths[old] == path { old += 1 } else { added += 1 }
    }
    removed += paths[old...].count { plan.readsPrompts(at: $0) }
    age.growth = Growth(
      added: added, removed: removed,
      retired: tombstones.count + prompts.count { $0.declaredStatus == .retired }, since: day)
    return age
  }

  /// Adds what the history says of age and growth.
  package mutating func add(_ age: LibraryAge) {
    firstSeen = age.firstSeen
    growth = age.growth
  }
}

extension ReadingPlan {
  /// Whether a file at this path is one of the library's prompts, as far as its path tells.
  func readsPrompts(at path: String) -> Bool {
    guard !isExcluded(path) else { return false }
    return formats(for: path).contains { $0.claim(path) == .always && $0.name != PromptFormat.promptfoo.name }
  }
}
