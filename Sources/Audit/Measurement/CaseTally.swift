import PromptLibrary

/// Passes and trials of each case over several runs.
package struct CaseTally: Sendable {
  package private(set) var passes: [Int]
  package private(set) var trials: [Int]
  /// Cases that could not be had, by number: how often.
  package private(set) var errors: [Int]
  package private(set) var runs = 0

  init(cases: Int) {
    passes = [Int](repeating: 0, count: cases)
    trials = passes
    errors = passes
  }

  /// Adds one run's outcomes; an error counts as missing, and what nobody scored not at all.
  mutating func add(_ entry: PromptRuns.Entry, _ cases: CaseColumns) {
    runs += 1
    for (row, outcome) in zip(entry.rows, cases.outcomes) {
      switch outcome {
      case .pass:
        passes[row] += 1
        trials[row] += 1
      case .fail: trials[row] += 1
      case .error: errors[row] += 1
      case .unscored: break
      }
    }
  }

  mutating func clear() {
    runs = 0
    for index in passes.indices {
      passes[index] = 0
      trials[index] = 0
      errors[index] = 0
    }
  }

  /// The share of trials that passed, over the cases given.
  package func proportion(over cases: some Sequence<Int>) -> Proportion {
    var (passed, tried) = (0, 0)
    for index in cases {
      passed += passes[index]
      tried += trials[index]
    }
    return Proportion(passed, of: tried)
  }

  package var proportion: Proportion { proportion(over: passes.indices) }
  /// Cases that were tried.
  package var cases: Int { trials.count { $0 > 0 } }
}
