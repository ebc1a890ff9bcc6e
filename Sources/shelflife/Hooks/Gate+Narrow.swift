import Audit
import Git
import PromptLibrary

extension Gate {
  /// The rule that a collection's prompts are not asked to keep.
  static let attachment = "unattached-prompt"

  /// Judges what a change touches alone; gives the reason when that is not enough.
  func judgeNarrowly(_ state: Snapshot.State, since bases: [ObjectID]) async throws -> Result<
    GateOutcome, TooWide
  > {
    guard bases.count > 1 else { return try await judgeNarrowly(state, since: bases.first) }
    // What a merge brings in is what is new to each of its parents.
    var outcome: GateOutcome?
    for base in bases {
      switch try await judgeNarrowly(state, since: base) {
      case .failure(let why): return .failure(why)
      case .success(let one): outcome = outcome.map { $0.common(with: one) } ?? one
      }
    }
    return .success(outcome ?? GateOutcome())
  }

  private func judgeNarrowly(
    _ state: Snapshot.State, since base: ObjectID?
  ) async throws -> Result<GateOutcome, TooWide> {
    let repository = try options.open(repository: opening)
    let after: any FileTable
    let changes: [FileChange]
    var checkout: CheckedOutFiles?
    do throws(GitError) {
      let tree: ObjectID? = if let base { try repository.tree(of: base) } else { nil }
      switch state {
      case .index:
        guard let index = repository.indexListing(opening) else {
          return .failure(TooWide("only git itself can read this index"))
        }
        changes = try repository.changes(from: tree, to: index)
        after = index
        checkout = CheckedOutFiles(repository, opening, index)
      case .commit(let spec):
        let commit = try repository.commit(at: spec)
        changes = try repository.changes(from: tree, to: repository.tree(of: commit))
        after = CommitTable(try repository.files(of: commit).entries)
      case .workingTree: return .failure(TooWide("a working tree is no proposal"))
      }
    } catch {
      return .failure(TooWide("git: \(error.message)"))
    }
    if changes.isEmpty { return .success(GateOutcome()) }
    let blobs = opening.blobReading(searching: checkout)
    let result = try await judge(changes, to: after, blobs: blobs)
    // Whether a library without configuration is a collection, of which nothing is asked, all its prompts say.
    if case .success(let outcome) = result, outcome.refused.contains(where: { $0.rule == Self.attachment }),
      try configuration(in: after, blobs()).path == nil
    {
      return .failure(TooWide("nothing is configured that says whether its prompts must be used"))
    }
    return result
  }

  /// Judges changes that lead to a state.
  func judge(
    _ changes: [FileChange], to after: any FileTable, blobs: @escaping BlobReading
  ) async throws -> Result<GateOutcome, TooWide> {
    let configuration = try configuration(in: after, blobs())
    if let rule = Rule.needingWhole(configuration, at: level) {
      return .failure(TooWide("the rule '\(rule)' refuses here"))
    }
    let comparison: NarrowComparison?
    do {
      comparison = try await NarrowComparison.read(
        changes, from: EarlierTable(after, before: changes), to: after,
        configuration: configuration, blobs: blobs, jobs: try options.workers())
    } catch let why as TooWide {
      return .failure(why)
    }
    guard let comparison else { return .success(GateOutcome()) }
    var outcome = GateOutcome()
    outcome.refused = introduced(
      by: comparison, at: level, policy: Policy(configuration), today: today)
    let old = comparison.before.problems
    outcome.notes = comparison.after.problems.filter { $0.isLFSPointer && !old.contains($0) }
      .map { "\($0.place): \($0.message)" }
    outcome.notes += Self.unread(comparison.after.problems)
    let edited = EditedPrompt.all(from: comparison.before.prompts, to: comparison.after.prompts)
    outcome.notes += voided(by: edited, in: after, configuration, blobs())
    return .success(outcome)
  }

  func configuration(in table: any FileTable, _ reader: any BlobReader) throws -> Configuration {
    if options.config != nil {
      return try options.configuration(in: Snapshot(texts: [:])).0
    }
    for name in Configuration.fileNames {
      guard let file = table.file(at: name), let bytes = try? reader.blob(file.id) else { continue }
      return Configuration.read(SourceText(path: name, bytes: bytes)).0
    }
    return Configuration()
  }
}
