package import Audit
import PromptLibrary

/// Drift over the whole library at a glance: each prompt's foremost comparison on each model, updates of models, and what
/// is left open.
package struct DriftOverview {
  let evidence: Evidence
  private let rows: [DriftRow]

  package init(_ evidence: Evidence) {
    self.evidence = evidence
    rows = evidence.drift.prompts.flatMap { DriftRow.rows(of: $0, in: evidence.library) }
  }

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
      ["PROMPT", "MODEL", "RUNS", "NOW", "TREND", "CHANGE", "P", "Q", "VERDICT"],
      rightAligned: [2, 3, 5, 6, 7])
    let names = PromptLabels(rows.map(\.prompt), in: library)
    let order = rows.map { (rank: $0.foremost?.rank ?? 9, name: names[$0.prompt], row: $0) }
      .sorted { ($0.rank, $0.name, $0.row.model) < ($1.rank, $1.name, $1.row.model) }
    for (_, name, row) in order {
      let rates = row.rates(in: library)
      let significance = row.significance
      table.rows.append([
        name, row.model, "\(row.runs.count)",
        rates.last.flatMap { $0?.percent } ?? row.lastScore(in: library)?.rounded(to: 2) ?? "-",
        Sparkline.of(rates, width: 12), row.change, significance.p, significance.q, row.verdict,
      ])
    }
    return table.text
  }

  private var events: String {
    evidence.drift.events.map { event in
      let comparisons = event.members.map { evidence.drift.prompts[$0.prompt].comparisons[$0.comparison] }
      let found = comparisons.count(where: \.isLoss)
      let better = comparisons.count(where: \.isImproved)
      let again = comparisons.count { $0.needsRuns > 0 && !$0.verdict.isRegression }
      let blind = comparisons.count { !$0.couldAlarm && $0.verdict == .inconclusive }
      var line =
        "\(event.from.description) -> \(event.to.description): \(comparisons.count.of("prompt")) on both, "
        + "\(found) regressed"
      if better > 0 { line += ", \(better) improved" }
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
    var (found, judged, better, others, safe, open) = (0, 0, 0, 0, 0, 0)
    for comparison in rows.compactMap(\.foremost) {
      switch comparison.verdict {
      case _ where comparison.isJudgeDrift: judged += 1
      case .regressed, .regressedSizeUncertain, .smallRegression: found += 1
      case .notComparable: break
      case _ where comparison.isImproved: better += 1
      case _ where comparison.areOthers: others += 1
      case .noRegressionWorseThan: safe += 1
      case .inconclusive: open += 1
      }
    }
    let other = rows.count - found - judged - better - others - safe - open
    return """
      Of \(rows.count.of("pair")) of prompt and model \(found) regressed, \(judged > 0 ? "\(judged) judged otherwise, " : "")\(better) improved, \
      \(others > 0 ? "\(others) with other cases passing, " : "")\(safe) without a regression \
      worse than the margin, \(open) inconclusive, \(other) not compared; \
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
