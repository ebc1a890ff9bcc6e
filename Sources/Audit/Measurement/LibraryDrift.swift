package import PromptLibrary

/// Drift over the whole ledger: every prompt's comparisons, judged together so that the alarm rate is the library's.
package struct LibraryDrift: Sendable {
  /// In the library's order; prompts without runs are not here.
  package private(set) var prompts: [PromptDrift] = []
  /// Updates of models, each with all prompts that were run on both sides.
  package private(set) var events: [ModelEvent] = []
  /// Runs whose prompt the library does not have.
  package private(set) var unattributed: [Int] = []
  private var positions: [Int: Int] = [:]

  /// One cause that touches many prompts: from one model to another.
  package struct ModelEvent: Sendable {
    package var from: Run.Model
    package var to: Run.Model
    /// Positions in `prompts`, and of the comparison there.
    package var members: [(prompt: Int, comparison: Int)]
    package var pooled: PooledShift
  }

  init(_ library: Library, policy: Policy, jobs: Int, prompts named: (String) -> [Int]) {
    guard !library.runs.isEmpty else { return }
    // A run has a dozen columns, and to copy one for each comparison takes longer than to compare.
    let keys = library.runs.map { (at: $0.run.at, id: $0.run.id) }
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var lines: [Int: [Int]] = [:]
    var known: [String: Int?] = [:]
    for line in order {
      let name = library.runs[line].run.prompt
      if known[name] == nil { known[name] = .some(named(name).first) }
      if let prompt = known[name]! {
        lines[prompt, default: []].append(line)
      } else {
        unattributed.append(line)
      }
    }
    let measured = lines.sorted { $0.key < $1.key }
    prompts = concurrentFlatMap(measured.count, size: 16, jobs: jobs) { range in
      range.map { PromptDrift(measured[$0].value, prompt: measured[$0].key, in: library, policy: policy) }
    }
    for (position, drift) in prompts.enumerated() { positions[drift.prompt] = position }
    judge(library, policy)
  }

  /// The drift of a prompt by its place in the library.
  package subscript(prompt: Int) -> PromptDrift? { positions[prompt].map { prompts[$0] } }

  /// Every comparison of one kind, as positions.
  private func all(_ kind: DriftComparison.Kind) -> [(prompt: Int, comparison: Int)] {
    prompts.indices.flatMap { prompt in
      prompts[prompt].comparisons.indices.filter {
        prompts[prompt].comparisons[$0].kind == kind && prompts[prompt].comparisons[$0].isComparable
      }.map { (prompt, $0) }
    }
  }

  private mutating func judge(_ library: Library, _ policy: Policy) {
    for kind in [DriftComparison.Kind.monitoring, .edit, .scorer] {
      let family = all(kind)
      let judged = family.map { prompts[$0.prompt].comparisons[$0.comparison] }
      let q = Multiplicity.benjaminiHochberg(judged.map(\.p))
      let improvementQ = Multiplicity.benjaminiHochberg(judged.map(\.improvementP))
      for (index, member) in family.enumerated() {
        prompts[member.prompt].comparisons[member.comparison].conclude(
          q: q[index], improvementQ: improvementQ[index], policy: policy)
      }
    }
    judgeEvents(library, policy)
    for kind in [DriftComparison.Kind.monitoring, .edit, .scorer, .modelUpdate] {
      let family = all(kind)
      let q = Multiplicity.benjaminiHochberg(
        family.map { prompts[$0.prompt].comparisons[$0.comparison].churnP ?? 1 })
      for (member, q) in zip(family, q) {
        prompts[member.prompt].comparisons[member.comparison].churnQ = q
        prompts[member.prompt].comparisons[member.comparison].isChurned = q <= policy.alarmRate
      }
    }
    let shared = prompts.indices.filter { prompts[$0].operators?.level != nil }
    let q = Multiplicity.benjaminiHochberg(shared.map { prompts[$0].operators?.level ?? 1 })
    for (prompt, q) in zip(shared, q) { prompts[prompt].operators?.q = q }
  }

  /// Screens each update of a model by the first new run, and confirms by all of them.
  private mutating func judgeEvents(_ library: Library, _ policy: Policy) {
    var groups: [[Run.Model]: [(prompt: Int, comparison: Int)]] = [:]
    var order: [[Run.Model]] = []
    for member in all(.modelUpdate) {
      let comparison = prompts[member.prompt].comparisons[member.comparison]
      let key = [comparison.base.model, comparison.new.model]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(member)
    }
    for key in order {
      let members = groups[key]!
      let event = LibraryEvent(
        members.map { member in
          let comparison = prompts[member.prompt].comparisons[member.comparison]
          let first =
            comparison.newLines.count == 1
            ? comparison : prompts[member.prompt].firstLook(of: comparison, in: library, policy: policy)
          return LibraryEvent.Member(
            first: first.test, pooled: comparison.test, p: comparison.p, newRuns: comparison.newLines.count,
            screenP: first.scores?.test.lower, improvementP: comparison.improvementP,
            improvementScreenP: first.scores?.test.upper)
        }, rate: policy.alarmRate)
      for (member, outcome) in zip(members, event.outcomes) {
        prompts[member.prompt].comparisons[member.comparison].needsRuns = outcome.needsRuns
        prompts[member.prompt].comparisons[member.comparison].conclude(
          q: outcome.q, improvementQ: outcome.improvementQ, policy: policy)
      }
      events.append(ModelEvent(from: key[0], to: key[1], members: members, pooled: event.pooled))
    }
  }
}

extension PromptDrift {
  /// The first new run of a comparison alone, as the screen sees it.
  fileprivate func firstLook(
    of comparison: DriftComparison, in library: Library, policy: Policy
  ) -> DriftComparison {
    let positions = Dictionary(uniqueKeysWithValues: runs.runs.enumerated().map { ($1.line, $0) })
    return DriftComparison(
      .modelUpdate, prompt: prompt, of: runs, in: library,
      base: comparison.baseLines.compactMap { positions[$0] },
      new: comparison.newLines.prefix(1).compactMap { positions[$0] }, policy: policy)
  }
}

extension DriftComparison {
  package var isComparable: Bool {
    if case .notComparable = verdict { false } else { true }
  }

  /// Sets the verdict once the family has said what the p-value is worth.
  mutating func conclude(q: Double, improvementQ: Double, policy: Policy) {
    self.q = q
    self.improvementQ = improvementQ
    isImprovement = improvementQ <= policy.alarmRate
    verdict = DriftVerdict(
      isFound: q <= policy.alarmRate, drop: drop,
      // What a point of a score without bounds is worth, nobody has said.
      threshold: scores.map(\.isShare) ?? true ? policy.minimumDrop : .infinity,
      nonInferiority: nonInferiority, margin: margin)
  }
}
