package import PromptLibrary

/// A name that another version of the model has come to answer to.
package struct ServedMove: Sendable {
  package let name: String
  package let old: String
  package let new: String
  /// The last run that the old version answered.
  package let first: RunLine
  /// The first run that the new one answered.
  package let last: RunLine
  /// Active prompts that were run on the old version and not since the move, by their places in the library.
  package let left: [Int]
}

extension Evidence {
  /// The last move of each requested name that left prompts behind, in order of name.
  package var servedMoves: [ServedMove] {
    var latest: [String: [Int]] = [:]
    for line in library.runs.indices {
      let model = library.runs[line].run.model
      if let name = model.requested, model.served != nil { latest[name, default: []].append(line) }
    }
    return latest.sorted { $0.key < $1.key }.compactMap { name, lines in
      let inOrder = lines.sorted { library.runs[$0].run.at < library.runs[$1].run.at }
      guard let new = inOrder.last.flatMap({ library.runs[$0].run.model.served }),
        let lastOld = inOrder.lastIndex(where: { library.runs[$0].run.model.served != new }),
        lastOld + 1 < inOrder.count, let old = library.runs[inOrder[lastOld]].run.model.served
      else { return nil }
      // A run that judged nothing, or lost too much, shows that the name moved, and says nothing of its prompt.
      let judged = inOrder[(lastOld + 1)...].filter {
        PromptRuns.Validity(library.runs[$0].run.cases) == .valid
      }
      let since = Set(judged.flatMap { prompts(named: library.runs[$0].run.prompt) })
      let before = Set(inOrder[...lastOld].flatMap { prompts(named: library.runs[$0].run.prompt) })
      let left = before.subtracting(since).filter { library.prompts[$0].status == .active }.sorted()
      guard !left.isEmpty else { return nil }
      return ServedMove(
        name: name, old: old, new: new, first: library.runs[inOrder[lastOld]],
        last: library.runs[inOrder[lastOld + 1]], left: left)
    }
  }
}

extension PromptDrift {
  /// Its comparisons are of the text as it is now.
  package func isCurrent(_ prompt: Prompt) -> Bool {
    comparisons.first.map { prompt.isVersion($0.new.version) } ?? false
  }
}
