import Audit
import Git
import PromptLibrary
import Report

/// What many commits bring in: the states that they start from and lead to are found out first, each from its neighbour.
struct CommitWalk: ~Copyable {
  private let gate: Gate
  private let repository: Repository
  private var walk: TreeWalk
  /// Findings of whole libraries, for the commits that needed them.
  private var audits: [ObjectID: [Finding]] = [:]
  private(set) var whole = 0
  /// Why, and how often.
  private(set) var reasons: [String: Int] = [:]

  init(_ commits: [Commit], _ gate: Gate) async throws {
    let repository = try gate.options.open(repository: gate.opening)
    let trees = Self.trees(of: commits, repository)
    walk = try await Self.walk(over: trees, gate)
    self.gate = gate
    self.repository = repository
  }

  /// The trees of commits and their parents, in the order in which most have a neighbour before them.
  private static func trees(of commits: [Commit], _ repository: borrowing Repository) -> [ObjectID] {
    var trees: [ObjectID] = []
    var known: Set<ObjectID> = []
    for commit in commits {
      for id in commit.parents.prefix(1) + [commit.id] + commit.parents.dropFirst() {
        // The parent of a shallow clone's first commit is not there.
        guard let tree = try? repository.tree(of: id), known.insert(tree).inserted else { continue }
        trees.append(tree)
      }
    }
    return trees
  }

  /// Visits trees in order, in stretches that workers take in turn.
  private static func walk(over trees: [ObjectID], _ gate: Gate) async throws -> TreeWalk {
    let jobs = try gate.options.workers()
    var start = TreeWalk(gate)
    try await start.visit(trees.prefix(1), jobs: jobs)
    let left = trees.dropFirst()
    // A worker of its own costs a copy of what was read, and the way to where it begins.
    let workers = max(1, min(jobs, left.count / 20))
    let stretches = Stretches(left.count, workers: workers, length: 20)
    return try await withThrowingTaskGroup(of: TreeWalk.self) { [start] group in
      for worker in 0..<workers {
        group.addTask {
          var walk = start
          while let stretch = stretches.next(for: worker) {
            let first = left.startIndex + stretch.lowerBound
            try await walk.visit(left[first..<(first + stretch.count)], jobs: 1)
          }
          return walk
        }
      }
      var all = start
      for try await walk in group { all.merge(walk) }
      return all
    }
  }

  /// Judges a commit against its parents.
  mutating func judge(_ commit: Commit) async throws -> GateOutcome {
    guard let state = state(of: commit.id) else { return GateOutcome() }
    if let rule = state.wholeRule { return try await judgeWhole(commit, because: rule) }
    var earlier: [TreeState] = []
    for parent in commit.parents {
      // Of the parent of a shallow clone's first commit nothing is known.
      guard let parent = self.state(of: parent) else { return GateOutcome() }
      if let rule = parent.wholeRule { return try await judgeWhole(commit, because: rule) }
      earlier.append(parent)
    }
    var outcome = GateOutcome()
    for (fingerprint, level) in state.levels {
      guard earlier.allSatisfy({ $0.levels[fingerprint].map { $0 < level } ?? true }),
        var finding = walk.findings[fingerprint]
      else { continue }
      finding.level = level
      outcome.refused.append(finding)
    }
    // Whether the id of a retired prompt that is gone is used again, only both states side by side tell.
    if earlier.contains(where: { !$0.retired.isSubset(of: state.retired) }) {
      outcome.merge(try await gate.judge(.commit(commit.id.description), since: commit.parents))
    }
    outcome.refused.sort()
    return outcome
  }

  private func state(of commit: ObjectID) -> TreeState? {
    (try? repository.tree(of: commit)).flatMap { walk.states[$0] }
  }

  private mutating func judgeWhole(_ commit: Commit, because rule: String) async throws -> GateOutcome {
    whole += 1
    reasons["the rule '\(rule)' refuses there", default: 0] += 1
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
