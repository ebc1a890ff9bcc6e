import PromptLibrary

/// All runs of one prompt in order of time, with its cases numbered.
package struct PromptRuns: Sendable {
  /// The cases' names by their numbers.
  package private(set) var caseIDs: [String] = []
  /// What each case hangs together with others by, by its number; nil where it stands alone.
  package private(set) var clusters: [String?] = []
  package private(set) var runs: [Entry] = []
  /// In order of their first run.
  package private(set) var regimes: [Regime] = []

  /// One run, with the number of the case in each row of its columns.
  package struct Entry: Sendable {
    /// The run's place in the library's runs.
    package let line: Int
    package let regime: Int
    package let rows: [Int]
    /// Its cases have names; where they have none, row 3 of one run need not be row 3 of the next.
    package let isNamed: Bool
    package let validity: Validity
  }

  /// Whether a run may be judged by.
  package enum Validity: Sendable, Equatable {
    case valid
    /// No case passed or failed, and none has a score.
    case vacuous
    /// More than a tenth of its cases could not be had.
    case interrupted(errors: Int, cases: Int)
  }

  /// Takes the lines of one prompt, which are in order of time.
  init(_ lines: [Int], of library: Library) {
    var numbers: [String: Int] = [:]
    var known: [Regime: Int] = [:]
    var last: (ids: [String], rows: [Int]) = ([], [])
    runs.reserveCapacity(lines.count)
    for line in lines {
      let run = library.runs[line].run
      // Runs of one suite name their cases alike, and the numbers of the run before are shared.
      if run.cases.ids != last.ids || run.cases.ids.isEmpty {
        let ids = run.cases.ids.isEmpty ? run.cases.outcomes.indices.map { "#\($0 + 1)" } : run.cases.ids
        let rows = ids.map { id in
          if let number = numbers[id] { return number }
          numbers[id] = caseIDs.count
          caseIDs.append(id)
          clusters.append(nil)
          return caseIDs.count - 1
        }
        last = (run.cases.ids, rows)
      }
      for (row, cluster) in zip(last.rows, run.cases.clusters) where clusters[row] == nil {
        clusters[row] = cluster
      }
      let regime = Regime(run)
      if known[regime] == nil {
        known[regime] = regimes.count
        regimes.append(regime)
      }
      runs.append(
        Entry(
          line: line, regime: known[regime]!, rows: last.rows, isNamed: !run.cases.ids.isEmpty,
          validity: Validity(run.cases)))
    }
  }

  /// The clusters of cases as numbers, each case alone where it has none; nil where no case has one.
  func clusterNumbers(of cases: [Int]) -> [Int]? {
    guard cases.contains(where: { clusters[$0] != nil }) else { return nil }
    var known: [String: Int] = [:]
    return cases.enumerated().map { index, number in
      guard let name = clusters[number] else { return -1 - index }
      if let group = known[name] { return group }
      known[name] = known.count
      return known.count - 1
    }
  }

  /// The valid runs of a regime, in order of time.
  package func valid(in regime: Int) -> [Int] {
    runs.indices.filter { runs[$0].regime == regime && runs[$0].validity == .valid }
  }
}

extension PromptRuns.Validity {
  init(_ cases: CaseColumns) {
    var (judged, errors) = (0, 0)
    for outcome in cases.outcomes {
      switch outcome {
      case .pass, .fail: judged += 1
      case .error: errors += 1
      case .unscored: break
      }
    }
    if judged == 0, !cases.scores.contains(where: { $0 != nil }) {
      self = .vacuous
    } else if errors * 10 > cases.count {
      self = .interrupted(errors: errors, cases: cases.count)
    } else {
      self = .valid
    }
  }
}
