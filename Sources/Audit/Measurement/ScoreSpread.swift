/// How scores from 0 to 1 spread, over cases and within them: what planning takes in place of a share of passes.
struct ScoreSpread: Sendable, Equatable {
  /// Cases with a score.
  let cases: Int
  /// The mean over cases of their mean scores.
  let mean: Double
  /// The variance of one score of one case.
  let variance: Double
  /// The share of it that lies between cases; nil where no case was repeated, or all scores are the same.
  let correlation: Double?

  /// From each case's scores; nil without any, and where one lies outside 0 to 1: of such nobody has said what a point is
  /// worth.
  init?(_ scores: [[Double]]) {
    let scored = scores.filter { !$0.isEmpty }
    guard !scored.isEmpty, scored.allSatisfy({ $0.allSatisfy((0...1).contains) }) else { return nil }
    cases = scored.count
    var (sum, squares, within, repeated) = (0.0, 0.0, 0.0, 0)
    for values in scored {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      let square = values.reduce(0) { $0 + $1 * $1 } / count
      sum += mean
      squares += square
      guard values.count > 1 else { continue }
      within += max(0, square - mean * mean) * count / (count - 1)
      repeated += 1
    }
    let mean = sum / Double(cases)
    let variance = max(0, squares / Double(cases) - mean * mean)
    self.mean = mean
    self.variance = variance
    correlation =
      repeated > 0 && variance > 0 ? min(1, max(0, 1 - within / Double(repeated) / variance)) : nil
  }

  /// What a suite of such scores can see.
  ///
  /// A mean that was seen as 0 or 1 is not known to be, and is planned by as a rate is; the variance goes with it, as the
  /// same share of the largest that a mean allows.
  func sight(runs: Int) -> Sight {
    let most = mean * (1 - mean)
    let supposed = DriftComparison.supposed(mean)
    let share = most > 0 ? min(1, variance / most) : 1
    return Sight(
      cases: cases, baseRuns: runs, newRuns: runs, passRate: supposed,
      correlation: correlation ?? Sight.usualCorrelation, scoreVariance: share * supposed * (1 - supposed))
  }
}
