import Audit
import Git
import PromptLibrary
import Report

/// Goes from commit to commit, and keeps what neighbours share: the list of files, the texts, whole audits.
struct CommitWalk: ~Copyable {
  private let gate: Gate
  private let blobs: SharedBlobs
  private let repository: Repository
  /// The files of the commit that was looked at last.
  private var table = CommitTable([])
  private var tree: ObjectID?
  /// Findings of whole libraries, for the commits that needed them.
  private var audits: [ObjectID: [Finding]] = [:]
  private(set) var whole = 0
  /// Why, and how often.
  private(set) var reasons: [String: Int] = [:]
  private var memory: LibraryMemory?
  private var configuration: [ObjectID] = []

  init(_ gate: Gate) throws {
    self.gate = gate
    blobs = SharedBlobs(gate.opening)
    repository = try gate.options.open(repository: gate.opening)
  }

  mutating func judge(_ commit: Commit) async throws -> GateOutcome {
    let tree: ObjectID
    do throws(GitError) {
      tree = try repository.tree(of: commit.id)
      table.apply(try repository.changes(from: self.tree, to: tree))
      self.tree = tree
    } catch {
      throw Failure("git: \(error.message) (while trying to \(error.operation)).", status: .failed)
    }
    var common: GateOutcome?
    var isTooWide = false
    for parent in commit.parents.isEmpty ? [nil] : commit.parents.map(Optional.some) {
      guard let one = try await judge(tree, since: parent) else {
        isTooWide = true
        continue
      }
      // What one parent has already is nobody's news.
      if one.refused.isEmpty { return one }
      common = common.map { $0.common(with: one) } ?? one
    }
    return isTooWide ? try await judgeWhole(commit) : common ?? GateOutcome()
  }

  /// Judges a tree by what it changes in a parent's; nil when that does not do.
  private mutating func judge(_ tree: ObjectID, since parent: ObjectID?) async throws -> GateOutcome? {
    let changes: [FileChange]
    do throws(GitError) {
      let before: ObjectID? = if let parent { try repository.tree(of: parent) } else { nil }
      changes = try repository.changes(from: before, to: tree)
    } catch {
      // The parent of a shallow clone's first commit is not there.
      return GateOutcome()
    }
    if changes.isEmpty { return GateOutcome() }
    // What paths and files come to holds by one configuration.
    let configuration = Configuration.fileNames.compactMap { table.file(at: $0)?.id }
    let memory: LibraryMemory
    if let known = self.memory, configuration == self.configuration {
      memory = known
    } else {
      memory = LibraryMemory(try gate.configuration(in: table, blobs), isLasting: true)
      (self.memory, self.configuration) = (memory, configuration)
    }
    switch try await gate.judge(changes, to: table, blobs: { [blobs] in blobs }, memory: memory) {
    case .success(let outcome): return outcome
    case .failure(let why):
      reasons[why.reason, default: 0] += 1
      return nil
    }
  }

  private mutating func judgeWhole(_ commit: Commit) async throws -> GateOutcome {
    whole += 1
    var outcome = GateOutcome()
    let refusing = try await findings(of: commit.id).filter(gate.refuses)
    guard !refusing.isEmpty else { return outcome }
    var earlier: [[Finding]] = []
    for parent in commit.parents { earlier.append(try await findings(of: parent)) }
    outcome.refused = refusing.introduced(since: earlier)
    return outcome
  }

  private mutating func findings(of commit: ObjectID) async throws -> [Finding] {
    if let known = audits[commit] { return known }
    let found = try await gate.options.open(.commit(commit.description), in: gate.opening)
      .judged(today: gate.today).findings
    audits[commit] = found
    return found
  }
}
