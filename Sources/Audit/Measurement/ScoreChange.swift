import PromptLibrary

/// Scores of matched cases on both sides of a comparison, where nothing passes or fails.
package struct ScoreChange: Sendable {
  package let cases: [ScorePermutation.Case]
  /// The cases' numbers in the prompt's runs.
  package let numbers: [Int]
  package let test: ScorePermutation
  /// How large the change would be on cases like these.
  package let interval: PairedInterval?
  /// Every score lies between 0 and 1, so that a difference is a share as that of pass rates is.
  package let isShare: Bool
  package let clusters: Int?
  /// Cases with a score on each side.
  package let baseCases: Int
  package let newCases: Int

  /// Below this, one case that broke whole and one that was mended whole are added to the interval.
  private static let fewCases = 50

  /// Nil where no case has a score on both sides.
  init?(_ base: [Int], _ new: [Int], isSameSuite: Bool, _ runs: PromptRuns, _ library: Library) {
    let (before, now) = (Self.scores(of: base, runs, library), Self.scores(of: new, runs, library))
    let matched = before.indices.filter {
      !before[$0].isEmpty && !now[$0].isEmpty && (isSameSuite || runs.caseIDs[$0].isContentHash)
    }
    let cases = matched.map { ScorePermutation.Case(base: before[$0], new: now[$0]) }
    guard let test = ScorePermutation(cases, seed: UInt64(cases.count)) else { return nil }
    self.cases = cases
    self.test = test
    numbers = matched
    baseCases = before.count { !$0.isEmpty }
    newCases = now.count { !$0.isEmpty }
    isShare = cases.allSatisfy { ($0.base + $0.new).allSatisfy((0...1).contains) }
    let groups = runs.clusterNumbers(of: matched)
    clusters = groups.map { Set($0).count }
    interval = PairedInterval(
      differences: cases.map(\.difference), pseudo: isShare && cases.count < Self.fewCases ? 1 : nil,
      clusters: groups, isClipped: isShare)
  }

  /// Each case's scores over several runs.
  static func scores(of chosen: [Int], _ runs: PromptRuns, _ library: Library) -> [[Double]] {
    scores(of: chosen.map { runs.runs[$0] }, cases: runs.caseIDs.count, library)
  }

  static func scores(of chosen: [PromptRuns.Entry], cases: Int, _ library: Library) -> [[Double]] {
    var scores = [[Double]](repeating: [], count: cases)
    for run in chosen {
      for (row, score) in zip(run.rows, library.runs[run.line].run.cases.scores) {
        if let score { scores[row].append(score) }
      }
    }
    return scores
  }

  /// The mean over cases of their mean scores.
  package var base: Double { Self.mean(cases.map { Self.mean($0.base) }) }
  package var new: Double { Self.mean(cases.map { Self.mean($0.new) }) }

  /// The change of the typical case (Hodges and Lehmann): a few cases that collapsed move the mean, and not this.
  package var typical: Double? { SignedRank(cases.map(\.difference))?.estimate }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }
}
