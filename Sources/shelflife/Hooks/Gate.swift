import Audit
import Git
import PromptLibrary
import Report

/// Judges a proposed state against the states it starts from.
struct Gate {
  var options: LibraryOptions
  var opening: Repository.Opening
  var today: CalendarDay
  /// The level from which a finding refuses the change.
  var level: Level
  /// Compares whole audits, where reading what changed would do.
  var isWhole = false

  /// Judges by what the change touches, and by the whole library where that does not do.
  func judge(_ state: Snapshot.State, since bases: [ObjectID]) async throws -> GateOutcome {
    if isWhole { return try await judgeWhole(state, since: bases) }
    switch try await judgeNarrowly(state, since: bases) {
    case .success(let outcome): return outcome
    case .failure(let why):
      var outcome = try await judgeWhole(state, since: bases)
      if !outcome.isEmptyLibrary {
        outcome.notes.append("the whole library was judged, because \(why.reason).")
      }
      return outcome
    }
  }

  /// Whether a finding, where a change brings it in, refuses the change.
  func refuses(_ finding: Finding) -> Bool {
    finding.level >= level && !Rule.fromRuns.contains(finding.rule)
  }

  func judgeWhole(_ state: Snapshot.State, since bases: [ObjectID]) async throws -> GateOutcome {
    var outcome = GateOutcome()
    var opened = try await options.open(state, in: opening)
    var before: [Library] = []
    for base in bases { before.append(try await options.prompts(of: base, in: opening)) }
    opened.library.bury(retiredIn: before.map(\.prompts))
    let proposed = opened.judged(today: today)
    outcome.isEmptyLibrary = proposed.library.prompts.isEmpty
    let refusing = proposed.findings.filter(refuses)
    // What uses the prompts of the bases is looked for where something is refused.
    let earlier = try await options.judged(refusing.isEmpty ? [] : bases, in: opening, today: today)
    let pointers = proposed.library.problems.filter { problem in
      // The bases' runs were not read.
      problem.isLFSPointer && LedgerFile.Kind(path: problem.place.path.utf8) == nil
        && !before.contains { $0.problems.contains(problem) }
    }
    let runs = proposed.library.runs.map(\.run)
    // What a merge takes from one of its parents was edited there.
    let voided = before.map { base in
      EditedPrompt.all(from: base.prompts, to: proposed.library.prompts).compactMap { $0.note(runs) }
    }
    let notes = voided.first?.filter { note in voided.allSatisfy { $0.contains(note) } } ?? []
    outcome.refused = refusing.introduced(since: earlier.map(\.findings))
    outcome.refused.forgive(promptsOf: earlier.map(\.library))
    outcome.notes =
      pointers.map { "\($0.place): \($0.message)" } + Self.unread(proposed.library.problems) + notes
    return outcome
  }

  /// Says what could not be read, in one line: what it says of prompts stays unknown, and refuses nothing.
  static func unread(_ problems: [SourceProblem]) -> [String] {
    let unread = problems.filter { $0.kind == .unreadable }
    guard let first = unread.first else { return [] }
    let others = unread.count == 1 ? "" : " and \((unread.count - 1).of("other file"))"
    return [
      "\(first.place.path)\(others) could not be read, so that what they say of prompts is unknown: \(first.message)"
    ]
  }

  /// Judges the tips of a push, each against what is there already; trailers of the pushed commits make exceptions.
  func judge(_ updates: [RefUpdate], remote: String?) async throws -> GateOutcome {
    var outcome = GateOutcome()
    var judged: Set<ObjectID> = []
    let known = updates.compactMap(\.old)
    for update in updates where judged.insert(update.new).inserted {
      let newcomers = try newcomers(of: update, known: known, remote: remote)
      guard !newcomers.commits.isEmpty else { continue }
      var one = try await judge(.commit(update.new.description), since: newcomers.bases)
      try one.accept(trailersOf: newcomers.commits, in: options.open(repository: opening))
      outcome.merge(one)
    }
    return outcome
  }

  private func newcomers(
    of update: RefUpdate, known: [ObjectID], remote: String?
  ) throws -> Repository.Newcomers {
    let repository = try options.open(repository: opening)
    // A tag's object, or one that is no commit at all, has no tree to judge.
    guard let tip = try? repository.commit(at: update.new.description) else { return Repository.Newcomers() }
    // A server has judged its branches, and lets other refs pass: what came by a tag is not known for that. A clone knows
    // what it last saw of the remote's.
    let pattern = remote.map {
      $0.isEmpty || $0.contains(":") || $0.contains("/") ? "refs/remotes/*" : "refs/remotes/\($0)/*"
    }
    do throws(GitError) {
      return try repository.newcomers(at: tip, known: known, refs: pattern ?? "refs/heads/*")
    } catch {
      throw Failure("git: \(error.message) (while trying to \(error.operation)).", status: .failed)
    }
  }
}

extension [Finding] {
  /// Drops what is asked now of prompts that a collection had already, of which nothing was asked: who uses the first of
  /// them made a library of it, and left the others as they were.
  mutating func forgive(promptsOf earlier: [Library]) {
    let collected = earlier.filter(\.isCollection).map { Set($0.prompts.map(\.id)) }
    guard !collected.isEmpty else { return }
    removeAll { finding in
      guard finding.rule == Gate.attachment, case .prompt(let id) = finding.subject else { return false }
      return collected.contains { $0.contains(id) }
    }
  }
}
