import Audit
import PromptLibrary

/// A line of the overview: one prompt on one model, with the comparison that matters most.
struct DriftRow {
  let prompt: Int
  /// As the newest run names it.
  let model: String
  /// In order of time, those that judged nothing too.
  let runs: [PromptRuns.Entry]
  let foremost: DriftComparison?

  /// Two models that are used side by side have a row each; a model's versions share one.
  static func rows(of drift: PromptDrift, in library: Library) -> [DriftRow] {
    var entries: [String?: [PromptRuns.Entry]] = [:]
    var order: [String?] = []
    for entry in drift.runs.runs {
      let family = drift.runs.regimes[entry.regime].model.family
      if entries[family] == nil { order.append(family) }
      entries[family, default: []].append(entry)
    }
    return order.map { family in
      let runs = entries[family]!
      let model = drift.runs.regimes[runs.last!.regime].model
      return DriftRow(
        prompt: drift.prompt, model: model.requested ?? model.served ?? "-", runs: runs,
        foremost: drift.comparisons.filter { $0.new.model.family == family }.min { a, b in
          if a.rank != b.rank { return a.rank < b.rank }
          return a.q != b.q ? a.q < b.q : (a.newLines.last ?? 0) > (b.newLines.last ?? 0)
        })
    }
  }

  /// The pass rate of each valid run in order of time, or its mean score where nothing passes or fails.
  func rates(in library: Library) -> [Double?] {
    runs.filter { $0.validity == .valid }.map { entry in
      let cases = library.runs[entry.line].run.cases
      let (passed, failed) = (cases.count(of: .pass), cases.count(of: .fail))
      if passed + failed > 0 { return Double(passed) / Double(passed + failed) }
      let scores = cases.scores.compactMap(\.self)
      guard !scores.isEmpty, scores.allSatisfy((0...1).contains) else { return nil }
      return scores.reduce(0, +) / Double(scores.count)
    }
  }

  /// The mean score of the last valid run, whatever the bounds of such scores.
  func lastScore(in library: Library) -> Double? {
    guard let last = runs.last(where: { $0.validity == .valid }) else { return nil }
    let scores = library.runs[last.line].run.cases.scores.compactMap(\.self)
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  /// The comparison's verdict and kind, or why there is nothing to say.
  var verdict: String {
    if let foremost { return "\(foremost.shortWords) (\(foremost.kind.rawValue))" }
    return switch runs.count(where: { $0.validity == .valid }) {
    case 0:
      runs.contains { $0.validity != .vacuous }
        ? "no run that lost less than a tenth of its cases" : "no run judged anything"
    case 1: "one run, and nothing to compare it with"
    default: "no two runs are comparable"
    }
  }

  /// The change in points, with its sign.
  var change: String {
    guard let foremost, foremost.isComparable else { return "-" }
    let isShare = foremost.scores.map(\.isShare) ?? true
    let points = isShare ? (-foremost.drop * 100).rounded(to: 1) : (-foremost.drop).rounded(to: 3)
    return points.hasPrefix("-") || points == "0" ? points : "+\(points)"
  }

  /// The p-value and the q-value in the direction that the verdict speaks of.
  var significance: (p: String, q: String) {
    guard let foremost, foremost.isComparable else { return ("-", "-") }
    let (p, q) =
      foremost.isImproved
      ? (foremost.improvementP, foremost.improvementQ)
      : foremost.areOthers ? (foremost.churnP ?? 1, foremost.churnQ) : (foremost.p, foremost.q)
    return (p.significance, q.significance)
  }
}
