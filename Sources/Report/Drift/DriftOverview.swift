package import Audit
import PromptLibrary

/// Drift over the whole library at a glance: each prompt's foremost comparison, updates of models, and what is left open.
package struct DriftOverview {
  let evidence: Evidence

  package init(_ evidence: Evidence) { self.evidence = evidence }

  private var library: Library { evidence.library }
  private var shown: [PromptDrift] { evidence.drift.prompts }

  package var text: String {
    var text = header + "\n" + table
    let events = self.events
    if !events.isEmpty { text += "\n" + events }
    let open = self.open
    if !open.isEmpty { text += "\n" + open }
    return text + "\n" + counts + "\n"
  }

  private var header: String {
    let days = library.runs.map { $0.run.at.day }
    let period = days.min().map { " from \($0) to \(days.max() ?? $0)" } ?? ""
    return """
      \(library.runs.count.of("run")) of \(shown.count.of("prompt"))\(period). Of all alarms at most \
      \(evidence.policy.alarmRate.percent) are false. A drop that matters: \(evidence.policy.minimumDrop.points).

      """
  }

  private var table: String {
    var table = TextTable(
      ["PROMPT", "RUNS", "NOW", "TREND", "CHANGE", "P", "Q", "VERDICT"], rightAligned: [1, 2, 4, 5, 6])
    let order = shown.sorted { a, b in
      let (x, y) = (a.foremost?.verdict.rank ?? 9, b.foremost?.verdict.rank ?? 9)
      return x != y ? x < y : library.prompts[a.prompt].id < library.prompts[b.prompt].id
    }
    for drift in order {
      let rates = drift.rates(in: library)
      let foremost = drift.foremost
      table.rows.append([
        library.prompts[drift.prompt].id, "\(drift.runs.runs.count)",
        rates.last.flatMap { $0?.percent } ?? "-",
        Sparkline.of(rates, width: 12), foremost.map { Self.change($0) } ?? "-",
        foremost.map { $0.isComparable ? $0.p.significance : "-" } ?? "-",
        foremost.map { $0.isComparable ? $0.q.significance : "-" } ?? "-",
        foremost.map { "\($0.verdict.words) (\($0.kind.rawValue))" } ?? Self.silence(drift),
      ])
    }
    return table.text
  }

  private static func change(_ comparison: DriftComparison) -> String {
    guard comparison.isComparable else { return "-" }
    let isShare = comparison.scores.map(\.isShare) ?? true
    let points = isShare ? (-comparison.drop * 100).rounded(to: 1) : (-comparison.drop).rounded(to: 3)
    return points.hasPrefix("-") || points == "0" ? points : "+\(points)"
  }

  /// Why there is nothing to say.
  private static func silence(_ drift: PromptDrift) -> String {
    let valid = drift.runs.runs.count { $0.validity == .valid }
    return switch valid {
    case 0:
      drift.runs.runs.contains { $0.validity != .vacuous }
        ? "no run that lost less than a tenth of its cases" : "no run judged anything"
    case 1: "one run, and nothing to compare it with"
    default: "no two runs are comparable"
    }
  }

  private var events: String {
    evidence.drift.events.map { event in
      let comparisons = event.members.map { evidence.drift.prompts[$0.prompt].comparisons[$0.comparison] }
      let found = comparisons.count { $0.verdict.isRegression }
      let again = comparisons.count { $0.needsRuns > 0 && !$0.verdict.isRegression }
      let blind = comparisons.count { $0.smallestP > 0.05 && $0.verdict == .inconclusive }
      var line =
        "\(event.from.description) -> \(event.to.description): \(comparisons.count.of("prompt")) on both, "
        + "\(found) regressed"
      if again > 0 { line += ", \(again) to be run \(LibraryEvent.confirmingRuns) more times" }
      if blind > 0 { line += ", \(blind) that cannot be judged" }
      if event.pooled.prompts > 1 {
        line += "; all together: p \(event.pooled.regression.significance) of a loss"
      }
      return line.visible + "\n"
    }.joined()
  }

  private var open: String {
    var lines: [String] = []
    if !evidence.drift.unattributed.isEmpty {
      let names = Set(evidence.drift.unattributed.map { library.runs[$0].run.prompt }).sorted()
      lines.append(
        "\(evidence.drift.unattributed.count.of("run")) of prompts that are not there: \(names.prefix(5).joined(separator: ", "))."
      )
    }
    for move in evidence.servedMoves {
      lines.append(
        "'\(move.name)' is answered by '\(move.new)' since \(move.last.day); \(move.left.count.of("prompt")) not run since."
      )
    }
    return lines.map { $0.visible + "\n" }.joined()
  }

  private var counts: String {
    func count(_ isOne: (DriftVerdict) -> Bool) -> Int {
      shown.count { $0.foremost.map { isOne($0.verdict) } ?? false }
    }
    let found = count(\.isRegression)
    let open = count { $0 == .inconclusive }
    let safe = count { if case .noRegressionWorseThan = $0 { true } else { false } }
    let other = shown.count - found - open - safe
    return """
      \(found) regressed, \(safe) without a regression worse than the margin, \(open) inconclusive, \(other) not compared; \
      \(library.prompts.count - shown.count) of \(library.prompts.count.of("prompt")) without a run.
      """
  }

  package var json: JSONValue {
    [
      "version": 1,
      "alarm_rate": .double(evidence.policy.alarmRate),
      "minimum_drop": .double(evidence.policy.minimumDrop),
      "runs": .int(library.runs.count),
      "prompts": .array(shown.map { DriftPage(evidence, $0).json }),
      "events": .array(
        evidence.drift.events.map { event in
          [
            "from": .string(event.from.description), "to": .string(event.to.description),
            "prompts": .int(event.members.count), "pooled_z": .double(event.pooled.z),
            "pooled_robust_z": .double(event.pooled.robustZ),
            "pooled_p": .double(event.pooled.regression),
          ]
        }),
      "unattributed_runs": .int(evidence.drift.unattributed.count),
    ]
  }
}
