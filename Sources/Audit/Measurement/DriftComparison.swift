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
  /// Scores of matched cases, where nothing passes or fails.
  package let scores: ScoreChange?
  /// Passes of both sides, where no case is known to be on both.
  package let unpaired: UnpairedComparison?
  /// Groups of cases that hang together, among those that are matched; nil where all stand alone.
  package let clusters: Int?
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
  /// Whether cases disagree with themselves more than before; nil below 20 cases that both sides repeated.
  package let flakinessGrowth: (difference: Double, p: Double)?
  /// How much the base runs shake; nil below three of them.
  package let dispersion: RunDispersion?
  /// Missing outcomes of the new runs that the verdict hangs on; 0 when it does not.
  package var dependsOnMissing = 0
  /// The cases whose answers are the same on both sides.
  package let answeredAlike: [PairedCase]
  /// The test of these alone: whether the scorer moved.
  package let scorer: StratifiedTest
  /// The p-value that counts in the family; at any time, for monitoring.
  package var p: Double
  /// The p-value among all of its family.
  package var q: Double
  package var verdict: DriftVerdict = .inconclusive
  /// The same of an improvement, in a family of its own; at any time, for monitoring.
  package var improvementP: Double
  package var improvementQ = 1.0
  /// Found to do better than before.
  package var isImprovement = false
  /// What the runs could have seen.
  package let sight: Sight
  /// The chance of so many other cases, whatever the score; for monitoring at any time, and nil without repeated runs.
  package var churnP: Double?
  /// The same among all of its family.
  package var churnQ = 1.0
  /// Other cases pass than did.
  package var isChurned = false
  /// The detector's peak, for monitoring.
  package var peak: Double?
  /// How many more runs like the last would make the detector alarm.
  package var runsToAlarm: Int?
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

  /// How many answers are the same on both sides, and how many of them are judged otherwise, and fail now.
  package var sameAnswers: Int { answeredAlike.count }
  package var rescored: Int { answeredAlike.count { $0.difference != 0 } }
  package var scorerLost: Int { answeredAlike.count { $0.difference < 0 } }

  package var broken: Int {
    scores.map { $0.cases.count { $0.difference < 0 } } ?? cases.count { $0.difference < 0 }
  }
  package var mended: Int {
    scores.map { $0.cases.count { $0.difference > 0 } } ?? cases.count { $0.difference > 0 }
  }
  package var drop: Double { -(estimate ?? 0) }

  /// What the comparison rests on.
  package enum Basis: Sendable { case cases, scores, counts }

  package var basis: Basis { scores != nil ? .scores : unpaired != nil ? .counts : .cases }

  /// Matched cases, or the trials of the smaller side where none is matched.
  package var count: Int {
    if let scores { return scores.cases.count }
    return unpaired.map { min($0.base.trials, $0.new.trials) } ?? cases.count
  }

  /// The change as it was seen; nil where nothing was compared.
  package var estimate: Double? {
    scores?.test.estimate ?? unpaired?.difference ?? interval?.estimate
  }

  /// The change on cases like these, at 90 %.
  package var bounds: ClosedRange<Double>? { unpaired?.newcombe(0.9) ?? interval?.bounds(0.9) }

  /// The p-value of "the drop is the margin or worse"; of counts, whether the interval rules it out.
  package var nonInferiority: Double {
    if let scores, !scores.isShare { return 1 }
    if let unpaired { return unpaired.newcombe(0.9).lowerBound > -margin ? 0 : 1 }
    return interval?.nonInferiority(margin: margin) ?? 1
  }

  /// The smallest p that the comparison could have given with as many cases changed.
  package var smallestP: Double { scores?.test.smallest ?? test.smallestRegression.mid }

  /// Whether a drop of everything would have been found; a suite too small for that cannot be judged.
  package var couldAlarm: Bool {
    let smallest =
      switch basis {
      case .scores: scores?.test.smallest ?? 1
      case .counts:
        StratifiedTest.smallestRegression(
          ofTrialsIn: [PairedCase(0, of: baseRate.trials, then: 0, of: newRate.trials)])
      case .cases: StratifiedTest.smallestRegression(ofTrialsIn: cases)
      }
    return smallest <= 0.05
  }

  /// The smallest drop that would be found with a chance of `power`; of scores and counts, by their standard error.
  package func smallestDrop(power: Double) -> Double? {
    let error: Double
    switch basis {
    case .cases: return sight.smallestDrop(power: power)
    case .scores: error = interval?.standardError ?? 0
    case .counts:
      let rate = DriftComparison.supposed(baseRate)
      let sides = [baseRate, newRate].map { 1 / Double(max(1, $0.trials)) }
      error = (rate * (1 - rate) * sides.reduce(0, +)).squareRoot()
    }
    let reach = NormalDistribution.quantile(0.95) + NormalDistribution.quantile(power)
    return error > 0 ? reach * error : nil
  }

  /// How many cases it takes to see a drop.
  package func casesNeeded(drop: Double, power: Double) -> Int? {
    guard basis != .cases else { return sight.casesNeeded(drop: drop, power: power) }
    return smallestDrop(power: power).flatMap { seen in
      let wanted = (Double(count) * (seen / drop) * (seen / drop)).rounded(.up)
      return wanted < 5_000 ? Int(wanted) : nil
    }
  }
  package var baseRate: Proportion {
    unpaired?.base
      ?? Proportion(cases.reduce(0) { $0 + $1.basePasses }, of: cases.reduce(0) { $0 + $1.baseTrials })
  }
  package var newRate: Proportion {
    unpaired?.new
      ?? Proportion(cases.reduce(0) { $0 + $1.newPasses }, of: cases.reduce(0) { $0 + $1.newTrials })
  }
  package var margin: Double { DriftVerdict.margin(cases: count) }
}
