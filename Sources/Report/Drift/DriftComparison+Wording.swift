import Audit
import PromptLibrary

extension DriftComparison {
  /// Better than before, and no regression.
  var isImproved: Bool { isImprovement && isComparable && !verdict.isRegression }

  /// A loss of the prompt or its model, and not the doing of its judge.
  var isLoss: Bool { verdict.isRegression && !isRescored }

  /// A loss that is the judge's doing: the same answers are judged otherwise.
  var isJudgeDrift: Bool { verdict.isRegression && isRescored }

  /// The verdict in the words of the page on drift.
  var words: String {
    if isJudgeDrift { return "JUDGED OTHERWISE: the judge moved, and not the answers" }
    let found = isImproved ? "IMPROVED" : areOthers ? "OTHER CASES PASS" : nil
    guard let found else { return verdict.words }
    return verdict == .inconclusive ? found : "\(found); \(verdict.words)"
  }

  /// The score is not shown to be another, and the cases that pass are.
  var areOthers: Bool { isChurned && isComparable && !verdict.isRegression && !isImproved }

  /// The same for a table.
  var shortWords: String {
    isJudgeDrift
      ? "JUDGED OTHERWISE" : isImproved ? "IMPROVED" : areOthers ? "OTHER CASES PASS" : verdict.words
  }

  /// From what matters most down.
  var rank: Int {
    if isImproved || areOthers { return 3 }
    return switch verdict {
    case .regressed: 0
    case .regressedSizeUncertain: 1
    case .smallRegression: 2
    case .inconclusive: 4
    case .notComparable: 5
    case .noRegressionWorseThan: 6
    }
  }
}

extension DriftVerdict {
  /// What it says, in the words of the page on drift.
  var words: String {
    switch self {
    case .regressed: "REGRESSED"
    case .regressedSizeUncertain: "REGRESSED (size uncertain)"
    case .smallRegression: "SMALL REGRESSION"
    case .noRegressionWorseThan(let margin): "NO REGRESSION WORSE THAN \(margin.points)"
    case .inconclusive: "INCONCLUSIVE"
    case .notComparable(let reason): "NOT COMPARABLE: \(reason)"
    }
  }

  /// The same in one word, for programs.
  var name: String {
    switch self {
    case .regressed: "regressed"
    case .regressedSizeUncertain: "regressed-size-uncertain"
    case .smallRegression: "small-regression"
    case .noRegressionWorseThan: "no-regression-worse-than"
    case .inconclusive: "inconclusive"
    case .notComparable: "not-comparable"
    }
  }
}

extension RegimeChange {
  var words: String {
    func name(_ text: String?) -> String { text.map { "'\($0)'" } ?? "an unnamed one" }
    return switch self {
    case .prompt(let from, let to): "the prompt was edited (\(from.prefix(7)) to \(to.prefix(7)))"
    case .suite: "the suite was edited: its cases, what they ask for, or the threshold"
    case .judge(let from, let to): "the judge changed from \(name(from)) to \(name(to))"
    case .model(let from, let to): "another model was asked for: \(name(to)) after \(name(from))"
    case .served(let from, let to): "another version answered: \(name(to)) after \(name(from))"
    }
  }
}

extension DriftComparison {
  var title: String {
    switch kind {
    case .monitoring: "OVER TIME, on \(new.model.description)"
    case .modelUpdate: "MODEL, \(base.model.description) to \(new.model.description)"
    case .edit: "TEXT, \(base.version.prefix(7)) to \(new.version.prefix(7)), on \(new.model.description)"
    case .scorer: "JUDGE OR SUITE, on \(new.model.description)"
    }
  }

  /// The cause, as far as the hashes tell.
  var cause: String {
    if isRescored { return "the judge: \(rescored.of("case")) with the same answer are judged otherwise" }
    if changes.isEmpty { return "nothing that the hashes know" }
    return changes.map(\.words).joined(separator: "; ")
  }

  /// What would settle it, in a sentence; nil where it is settled.
  func settlement(drop: Double, power: Double) -> String? {
    if needsRuns > 0 {
      let times = needsRuns.of("more time")
      return verdict.isRegression
        ? "It rests on the first runs alone: run it \(times) to confirm it."
        : "Run it \(times): the first run is doubtful."
    }
    guard verdict == .inconclusive, !isImproved, !areOthers else { return nil }
    var sentences: [String] = []
    if let runs = runsToAlarm {
      return "\(runs.of("more run")) like the last would raise the alarm."
    } else if couldAlarm, kind == .monitoring {
      sentences.append(
        smallestDrop(power: power).map {
          "One look at these runs could have seen a drop of \(amount($0)), or more; the detector, which looks at each run, asks for more than one look."
        } ?? "It could have seen no drop.")
    } else if couldAlarm {
      let seen = smallestDrop(power: power)
      sentences.append(
        seen.map { "It could have seen a drop of \(amount($0)), or more." } ?? "It could have seen no drop.")
    } else {
      sentences.append("This comparison could never have alarmed, had everything failed: it is too small.")
    }
    // How much a score without bounds may fall, nobody has said.
    if let scores, !scores.isShare { return sentences.joined(separator: " ") }
    var ways: [String] = []
    if basis == .cases, let runs = sight.newRunsNeeded(drop: drop, power: power), runs > newLines.count {
      ways.append("run it \((runs - newLines.count).of("more time"))")
    }
    if let cases = casesNeeded(drop: drop, power: power), cases > count {
      ways.append("use \(cases) cases instead of \(count), run as often")
    }
    if basis == .counts { ways.append("name the cases, so that each is compared with itself") }
    if !ways.isEmpty { sentences.append("To see \(drop.points), \(ways.joined(separator: " or ")).") }
    return sentences.joined(separator: " ")
  }
}
