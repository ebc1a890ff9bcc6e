package import Git

extension Library {
  /// Adds what the history says of age and growth, from two trees of the past: a year ago, and a grace period ago.
  ///
  /// Two listings cost milliseconds where a walk over all diffs would cost seconds; a prompt's first day is then known
  /// as "that day or earlier", which is all that the rules ask.
  package mutating func addHistory(
    of repository: borrowing Repository, before start: ObjectID, today: CalendarDay, graceDays: Int
  ) {
    let needsAge = verdicts.contains { $0.kind == .orphaned }
    let graceDay = CalendarDay(number: today.number - graceDays - 1)
    if needsAge, let (day, paths) = repository.paths(at: graceDay, before: start) {
      let known = Set(paths)
      firstSeen = prompts.map { known.contains($0.path) ? day : nil }
    }
    guard let (day, paths) = repository.paths(at: CalendarDay(number: today.number - 365), before: start)
    else {
      return
    }
    let plan = ReadingPlan(configuration)
    let now = Set(prompts.map(\.path))
    let then = Set(paths.filter { now.contains($0) || plan.readsPrompts(at: $0) })
    growth = Growth(
      added: now.subtracting(then).count, removed: then.subtracting(now).count,
      retired: tombstones.count + prompts.count { $0.metadata.status?.value == .retired }, since: day)
  }
}

extension Repository {
  /// The paths of the last commit before the end of `day`, and that commit's day.
  fileprivate borrowing func paths(
    at day: CalendarDay, before start: ObjectID
  ) -> (CalendarDay, [String])? {
    guard let commit = commit(before: (day.number + 1) * 86_400, from: start),
      let listing = try? files(of: commit.id)
    else { return nil }
    return (day, listing.entries.map(\.path))
  }
}

extension ReadingPlan {
  /// Whether a file at this path is one of the library's prompts, as far as its path tells.
  func readsPrompts(at path: String) -> Bool {
    guard !isExcluded(path) else { return false }
    return format(for: path).contains { $0.claim(path) == .always && $0.name != PromptFormat.promptfoo.name }
  }
}
