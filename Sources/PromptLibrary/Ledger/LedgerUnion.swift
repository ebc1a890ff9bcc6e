import Git

/// The files of a ledger as one: a line that is there twice counts once, and an id says one thing.
struct LedgerUnion {
  private var runs: [String: (content: ObjectID, place: Place)] = [:]
  private var usage: Set<ObjectID> = []

  /// The lines that are new, and the problems of those whose id an earlier line has with other content.
  mutating func add(_ lines: [RunLine]) -> (runs: [RunLine], problems: [SourceProblem]) {
    var new: [RunLine] = []
    var problems: [SourceProblem] = []
    for line in lines {
      guard let earlier = runs[line.id] else {
        runs[line.id] = (line.content, line.place)
        new.append(line)
        continue
      }
      if earlier.content == line.content { continue }
      problems.append(
        SourceProblem(
          .ledger, "The run '\(line.id)' is also at \(earlier.place), with other content; that one counts.",
          at: line.place))
    }
    return (new, problems)
  }

  /// The lines that are new.
  mutating func add(_ lines: [Usage]) -> [Usage] { lines.filter { usage.insert($0.content).inserted } }
}
