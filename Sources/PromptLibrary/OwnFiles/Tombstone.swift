import Git

/// What stays of a retired prompt, so that its name is not used again silently.
package struct Tombstone: Sendable {
  package var id: Located<String>
  package var version: String?
  package var commit: String?
  package var reason: String?
  package var successor: String?
  package var by: String?
  package var at: CalendarDay?

  package init(id: Located<String>) { self.id = id }
}

extension Tombstone {
  /// Reads a list in its order: a prompt that was restored and retired again has two entries.
  package static func read(_ source: SourceText) -> (tombstones: [Tombstone], problems: [SourceProblem]) {
    let file = OwnFile(source, .tombstones)
    let tombstones = file.entries(in: source).compactMap { fields -> Tombstone? in
      guard let id = fields.located("id") else { return nil }
      var tombstone = Tombstone(id: id)
      tombstone.version = fields.text("version")
      tombstone.commit = fields.text("commit")
      tombstone.reason = fields.text("reason")
      tombstone.successor = fields.text("successor")
      tombstone.by = fields.text("by")
      tombstone.at = fields.day("at")
      return tombstone
    }
    return (tombstones, file.problems)
  }
}

extension Library {
  /// Takes the retired prompts of all earlier states that are gone for buried: a change that deletes one does not set its
  /// id free.
  ///
  /// One that only moved is not gone.
  package mutating func bury(retiredIn earlier: [[Prompt]]) {
    guard let first = earlier.first, first.contains(where: { $0.declaredStatus == .retired }) else { return }
    let addresses = Set(prompts.map(\.address))
    for prompt in first where prompt.declaredStatus == .retired && !addresses.contains(prompt.address) {
      let isRetired = earlier.allSatisfy { state in
        state.contains { $0.id == prompt.id }
          && state.allSatisfy { $0.id != prompt.id || $0.declaredStatus == .retired }
      }
      guard isRetired, !prompts.contains(where: { $0.id == prompt.id && $0.version == prompt.version }) else {
        continue
      }
      var tombstone = Tombstone(id: Located(prompt.id, at: prompt.place))
      tombstone.version = prompt.version.description
      tombstones.append(tombstone)
    }
  }
}
