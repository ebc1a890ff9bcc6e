package import Audit
import PromptLibrary

/// What needs a run, the most urgent first.
package struct DueList {
  let evidence: Evidence
  let runs: [DueRun]

  package init(_ evidence: Evidence) {
    self.evidence = evidence
    runs = evidence.dueRuns
  }

  private var library: Library { evidence.library }

  package var text: String {
    let drop = evidence.policy.minimumDrop.points
    guard !runs.isEmpty else { return "Nothing is due: every active prompt is measured on its models.\n" }
    var table = TextTable(["PROMPT", "MODEL", "WHY", "RUNS", "CASES", "MATTERS"], rightAligned: [3])
    let names = PromptLabels(runs.map(\.prompt), in: library)
    for run in runs {
      table.rows.append([
        names[run.prompt], run.measurement.target ?? "any", why(run),
        run.runs > 0 && !isGone(run) ? "\(run.runs)" : "-",
        cases(run), run.concentration == .unknown ? "-" : run.concentration.word,
      ])
    }
    let gone = runs.count(where: isGone)
    let wanting = runs.count { $0.runs > 0 && !isGone($0) }
    let small = runs.count - wanting - gone
    let parts = [
      wanting > 0 ? "\(wanting) to be run" : nil, small > 0 ? "\(small) by a larger suite" : nil,
      gone > 0 ? "\(gone) on a model that is gone" : nil,
    ]
    return table.text + """

      \(runs.count.of("pair")) of prompt and model: \(parts.compactMap(\.self).joined(separator: ", ")). CASES: those there are, and what it takes to see a drop of \(drop) with \
      five runs on each side.

      """
  }

  private func why(_ run: DueRun) -> String {
    var reason =
      switch run.measurement.kind {
      case .none: "never run"
      case .vacuous: "its runs judged nothing"
      case .wrongVersion: "changed since its last run"
      case .wrongModel: isNameless(run) ? "run on a model that is not known" : "run on other models only"
      case .suiteChanged: "its suite changed"
      case .expired: "out of date for \((run.overdue ?? 0).of("day"))"
      case .underpowered: "too few cases"
      case .current: "current"
      }
    if let day = run.withdrawn {
      let successor = run.successor.map { ", then \($0)" } ?? ""
      reason += day <= evidence.today ? "; withdrawn \(day)\(successor)" : "; until \(day)\(successor)"
    }
    return reason
  }

  /// Nobody said which model its runs were of.
  private func isNameless(_ run: DueRun) -> Bool {
    run.measurement.lines.allSatisfy { library.runs[$0].run.model == Run.Model() }
  }

  /// Whether its model is there no more, so that nothing can be run.
  private func isGone(_ run: DueRun) -> Bool { run.withdrawn.map { $0 <= evidence.today } ?? false }

  private func cases(_ run: DueRun) -> String {
    let needed = run.cases.map(String.init) ?? "more than can be had"
    guard let present = run.present else { return needed }
    return (run.cases ?? .max) <= present ? "\(present)" : "\(present), needs \(needed)"
  }

  package var json: JSONValue {
    [
      "version": 1,
      "minimum_drop": .double(evidence.policy.minimumDrop),
      "due": .array(
        runs.map { run in
          [
            "prompt": .string(library.prompts[run.prompt].id),
            "path": .string(library.prompts[run.prompt].address), "model": JSONValue(run.measurement.target),
            "evidence": .string(run.measurement.kind.rawValue), "runs": .int(run.runs),
            "cases": JSONValue(run.present), "cases_needed": JSONValue(run.cases),
            "smallest_drop": run.measurement.sight?.smallestDrop(power: evidence.policy.power).map(
              JSONValue.double)
              ?? .null,
            "value_concentration": run.concentration == .unknown ? .null : .string(run.concentration.word),
            "withdrawn": JSONValue(run.withdrawn?.description), "successor": JSONValue(run.successor),
            "overdue_days": JSONValue(run.overdue),
          ]
        }),
    ]
  }
}

extension DueRun.Concentration {
  fileprivate var word: String {
    switch self {
    case .unknown: "unknown"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }
}
