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
      let known = Set(paths)
      firstSeen = prompts.map { known.contains($0.path) ? day : nil }
    }
    guard let (day, paths) = past.year else { return }
    let plan = ReadingPlan(configuration)
    let now = Set(prompts.map(\.path))
    var kept = 0
    var removed = 0
    for path in paths {
      if now.contains(path) { kept += 1 } else if plan.readsPrompts(at: path) { removed += 1 }
    }
    growth = Growth(
      added: now.count - kept, removed: removed,
      retired: tombstones.count + prompts.count { $0.metadata.status?.value == .retired }, since: day)
  }
}

extension ReadingPlan {
  /// Whether a file at this path is one of the library's prompts, as far as its path tells.
  func readsPrompts(at path: String) -> Bool {
    guard !isExcluded(path) else { return false }
    return formats(for: path).contains { $0.claim(path) == .always && $0.name != PromptFormat.promptfoo.name }
  }
}
