import Git

/// The files of a ledger as one: a line that is there twice counts once, and an id says one thing.
struct LedgerUnion {
  private var runs: [String: (content: ObjectID, place: Place)] = [:]
  private var usage: Set<ObjectID> = []

  /// The problems of lines whose id an earlier line has with other content.
  mutating func add(_ lines: [RunLine]) -> [SourceProblem] {
    lines.compactMap { line in
      guard let earlier = runs[line.id] else {
        runs[line.id] = (line.content, line.place)
        return nil
      }
      if earlier.content == line.content { return nil }
      return SourceProblem(
        .ledger, "The run '\(line.id)' is also at \(earlier.place), with other content; that one counts.",
        at: line.place)
    }
  }

  /// The lines that are new.
  mutating func add(_ lines: [Usage]) -> [Usage] { lines.filter { usage.insert($0.content).inserted } }
}
