import PromptLibrary

/// Base runs against new runs of one prompt: what each says, what changed between them, and the verdict.
package struct DriftComparison: Sendable {
  /// Which question is asked, which decides the family that its p-value belongs to.
  package enum Kind: String, Sendable {
    /// The same text on the same model, over time.
    case monitoring
    /// The same text on another version of the model.
    case modelUpdate = "model-update"
    /// Another text on the same model.
    case edit
    /// The same answers under another judge or other criteria.
    case scorer
  }

  package let kind: Kind
  /// The prompt's place in the library.
  package let prompt: Int
  package let base: Regime
  package let new: Regime
  /// The runs' places in the library's runs, in order of time.
  package let baseLines: [Int]
  package let newLines: [Int]
  package let changes: [RegimeChange]
  /// Matched cases, and their numbers in the prompt's runs.
  package let cases: [PairedCase]
  package let numbers: [Int]
  /// Cases that only one side has.
  package let onlyBase: Int
  package let onlyNew: Int
  package let test: StratifiedTest
  package let interval: PairedInterval?
  package let churn: Churn?
  package let flakiness: Flakiness?
  /// How much the base runs shake; nil below three of them.
  package let dispersion: RunDispersion?
  /// Missing outcomes of the new runs that the verdict hangs on; 0 when it does not.
  package var dependsOnMissing = 0
  /// Cases whose answers are the same on both sides and whose outcomes are not.
  package let rescored: Int
  /// Cases whose answers are the same on both sides.
  package let sameAnswers: Int
  /// The p-value that counts in the family; at any time, for monitoring.
  package var p: Double
  /// The p-value among all of its family.
  package var q: Double
  package var verdict: DriftVerdict = .inconclusive
  /// What the runs could have seen.
  package let sight: Sight
  /// The detector's peak, for monitoring.
  package var peak: Double?
  /// How many more runs the screen asks for, in an event.
  package var needsRuns = 0
}

extension DriftComparison {
  /// Broken and mended cases, the most surprising first.
  package var flipped: [(number: Int, item: PairedCase)] {
    let moved = zip(numbers, cases).filter { $0.1.difference != 0 }
    return moved.sorted { a, b in
      let (x, y) = (surprise(a.1), surprise(b.1))
      return x != y ? x < y : a.0 < b.0
    }.map { (number: $0.0, item: $0.1) }
  }

  /// The chance of a case's new passes given its total, either way.
  private func surprise(_ item: PairedCase) -> Double {
    let test = StratifiedTest([item])
    return min(test.regression.mid, test.improvement.mid)
  }

  package var broken: Int { cases.count { $0.difference < 0 } }
  package var mended: Int { cases.count { $0.difference > 0 } }
  package var drop: Double { -(interval?.estimate ?? 0) }
  package var baseRate: Proportion {
    Proportion(cases.reduce(0) { $0 + $1.basePasses }, of: cases.reduce(0) { $0 + $1.baseTrials })
  }
  package var newRate: Proportion {
    Proportion(cases.reduce(0) { $0 + $1.newPasses }, of: cases.reduce(0) { $0 + $1.newTrials })
  }
  package var margin: Double { DriftVerdict.margin(cases: cases.count) }
}
