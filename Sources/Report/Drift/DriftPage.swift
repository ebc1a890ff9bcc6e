package import Audit
import Git
import PromptLibrary

/// Drift of one prompt in depth: its runs, and each comparison with its figures, cause, cases and what would settle it.
package struct DriftPage {
  let evidence: Evidence
  let drift: PromptDrift

  package init(_ evidence: Evidence, _ drift: PromptDrift) {
    self.evidence = evidence
    self.drift = drift
  }

  private var library: Library { evidence.library }
  private var prompt: Prompt { library.prompts[drift.prompt] }
  private static let mostRuns = 12
  private static let mostCases = 10

  package var text: String {
    var text =
      "\(prompt.id) (\(prompt.address)), version \(prompt.version.short)".visible + "\n\n" + runs + "\n"
    if let first = drift.comparisons.first, !prompt.isVersion(first.new.version) {
      text += "The text as it is now has no run; this is of version \(first.new.version.prefix(7)).\n\n"
    }
    if drift.comparisons.isEmpty {
      text +=
        "There is nothing to compare: it takes two runs of which at most text, model or judge differs.\n"
    }
    text += worstFirst.map(page).joined(separator: "\n")
    if let operators = drift.operators { text += "\n" + page(operators) }
    let effort = drift.effort.filter { $0.isAlarm || $0.ratio > 1.05 || $0.ratio < 0.95 }
    if !effort.isEmpty { text += "\n" + effort.map(line).joined() }
    return text
  }

  private var worstFirst: [DriftComparison] {
    drift.comparisons.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
  }

  private var runs: String {
    var table = TextTable(["RUN", "PASSED", "", "CASES", "MODEL", "VERSION", "BY"], rightAligned: [1, 3])
    for entry in drift.runs.runs.suffix(Self.mostRuns) {
      let run = library.runs[entry.line].run
      let (passed, failed) = (run.cases.count(of: .pass), run.cases.count(of: .fail))
      let rate = passed + failed > 0 ? Double(passed) / Double(passed + failed) : nil
      let scores = run.cases.scores.compactMap(\.self)
      let mean = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
      let remark =
        switch entry.validity {
        case .valid: ""
        case .vacuous: " (judged nothing)"
        case .interrupted(let errors, let cases): " (left out: \(errors) of \(cases) errors)"
        }
      table.rows.append([
        "\(run.at.day)", rate?.percent ?? mean.map { "score \($0.rounded(to: 3))" } ?? "-",
        (rate ?? mean.flatMap { (0...1).contains($0) ? $0 : nil }).map(Self.bar) ?? "",
        "\(run.cases.count)\(remark)",
        run.model.description, String(run.version.prefix(7)), run.operatorName ?? "-",
      ])
    }
    let older = drift.runs.runs.count - Self.mostRuns
    return (older > 0 ? "\(older.of("older run")), and:\n" : "") + table.text
  }

  /// Twenty columns for a share.
  private static func bar(_ share: Double) -> String {
    let filled = Int((share * 20).rounded())
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
  }

  private func page(_ comparison: DriftComparison) -> String {
    var rows: [(String, String)] = [("what changed", comparison.cause)]
    if comparison.sameAnswers > 0, comparison.rescored > 0 || comparison.kind == .scorer {
      let (lost, won) = (comparison.scorerLost, comparison.rescored - comparison.scorerLost)
      let sureness = comparison.scorer.twoSided.significance
      let p = comparison.rescored > 0 ? "; p \(sureness) that the scorer moved" : ""
      rows.append(
        (
          "same answers",
          "\(comparison.rescored) of \(comparison.sameAnswers) judged otherwise: \(lost) fail that passed, \(won) pass that failed\(p)"
        ))
    }
    guard comparison.isComparable, let estimate = comparison.estimate, let bounds = comparison.bounds else {
      return block(comparison.title, rows + [("verdict", comparison.words)])
    }
    func side(_ isNew: Bool) -> String {
      let lines = isNew ? comparison.newLines : comparison.baseLines
      let share = isNew ? comparison.newRate : comparison.baseRate
      let days = lines.map { library.runs[$0].day }
      let period = days.first == days.last ? "\(days.first!)" : "\(days.first!) to \(days.last!)"
      if let scores = comparison.scores {
        return
          "mean score \(comparison.level(isNew: isNew)) over \(scores.cases.count.of("case")), \(lines.count.of("run")), \(period)"
      }
      return
        "\(share.rate.percent) of \(share.trials.of("trial")) (95 %: \(share.wilson().percent)), \(lines.count.of("run")), \(period)"
    }
    rows += [("before", side(false)), ("now", side(true)), ("change", change(comparison, estimate, bounds))]
    if comparison.scores.map(\.isShare) ?? true {
      rows.append(("", IntervalBar(estimate, bounds, margin: comparison.margin).text()))
    }
    if let typical = comparison.scores?.typical {
      rows.append(("typical case", change(typical, comparison)))
    }
    rows.append(("test", test(comparison)))
    if comparison.unpaired != nil {
      rows.append(
        ("unpaired", "no case is known to be on both sides: compared by counts alone, which is weaker"))
    }
    if comparison.onlyBase + comparison.onlyNew > 0 {
      rows.append(
        ("left out", "\(comparison.onlyBase.of("case")) of before alone, \(comparison.onlyNew) of now alone"))
    }
    if let churn = comparison.churn, churn.informative > 0 {
      rows.append(
        (
          "churn",
          "p \(churn.p.mid.significance) that other cases pass than did, whatever the score\(churnAlarm(comparison))"
        ))
    }
    if let flakiness = comparison.flakiness {
      rows.append(
        (
          "flakiness",
          "\(flakiness.flaky) of \(flakiness.repeated.of("repeated case")) both passed and failed (agreement \(flakiness.correlation.rounded(to: 2)))\(growth(comparison))"
        ))
    }
    if let dispersion = comparison.dispersion, dispersion.p < 0.05 {
      rows.append(
        (
          "runs shake",
          "\(dispersion.ratio.rounded(to: 1)) times what their cases explain (p \(dispersion.p.significance)); whole runs were compared too"
        ))
    }
    if comparison.isImproved {
      rows.append(
        (
          "improvement",
          "p \(comparison.improvementP.significance), q \(comparison.improvementQ.significance)"
        ))
    }
    rows.append(("verdict", comparison.words))
    if comparison.dependsOnMissing > 0 {
      rows.append(("", "It depends on \(comparison.dependsOnMissing.of("missing outcome"))."))
    }
    if let settlement = comparison.settlement(drop: evidence.policy.minimumDrop, power: evidence.policy.power)
    {
      rows.append(("to settle it", settlement))
    }
    return block(comparison.title, rows) + cases(comparison)
  }

  /// What a detector of its own makes of churn over all runs.
  private func churnAlarm(_ comparison: DriftComparison) -> String {
    guard comparison.kind == .monitoring, let p = comparison.churnP, p < 1 else { return "" }
    return "; at any time p \(p.significance), q \(comparison.churnQ.significance)"
  }

  private func test(_ comparison: DriftComparison) -> String {
    let flips = "\(comparison.broken) got worse, \(comparison.mended) better"
    if comparison.broken + comparison.mended == 0, comparison.unpaired == nil { return "no case changed" }
    if let peak = comparison.peak {
      let limit = ShiryaevRoberts.limit(looksPerPeriod: 52, alarmRate: evidence.policy.alarmRate)
      return
        "\(flips); the detector reached \(peak.rounded(to: peak < 100 ? 1 : 0)) (it alarms at \(limit.rounded(to: 0))), at any time p \(comparison.p.significance), q \(comparison.q.significance)"
    }
    return
      "\(comparison.unpaired == nil ? "\(flips); " : "")p \(comparison.p.significance), q \(comparison.q.significance) (at best p \(comparison.smallestP.significance))"
  }

  private func change(_ comparison: DriftComparison, _ estimate: Double, _ bounds: ClosedRange<Double>)
    -> String
  {
    let seen = change(estimate, comparison)
    let reach = "\(comparison.range(bounds)) (90 %)"
    if comparison.unpaired != nil { return "\(seen); \(reach)" }
    let groups = comparison.clusters.map { " in \($0.of("cluster"))" } ?? ""
    return "\(seen) on these \(comparison.count.of("case"))\(groups); on cases like these \(reach)"
  }

  private func change(_ value: Double, _ comparison: DriftComparison) -> String {
    value == 0 ? "none" : "\(value > 0 ? "+" : "-")\(comparison.amount(value))"
  }

  /// Whether cases got flakier, where both sides repeated enough of them to say.
  private func growth(_ comparison: DriftComparison) -> String {
    guard let growth = comparison.flakinessGrowth else { return "" }
    let repeated = comparison.cases.filter { $0.newTrials > 1 }
    let flaky = repeated.count { $0.newPasses > 0 && $0.newPasses < $0.newTrials }
    return "; now \(flaky) of \(repeated.count), p \(growth.p.significance) that they got flakier"
  }

  private func cases(_ comparison: DriftComparison) -> String {
    if let scores = comparison.scores { return cases(scores) }
    let flipped = comparison.flipped
    guard !flipped.isEmpty else { return "" }
    var table = TextTable(["    CASE", "BEFORE", "NOW"], rightAligned: [1, 2])
    for (number, item) in flipped.prefix(Self.mostCases) {
      table.rows.append([
        "    \(drift.runs.caseIDs[number])", "\(item.basePasses)/\(item.baseTrials)",
        "\(item.newPasses)/\(item.newTrials)",
      ])
    }
    let more = flipped.count - Self.mostCases
    return table.text + (more > 0 ? "    and \(more) more\n" : "")
  }

  /// The cases whose scores moved, those that fell most first.
  private func cases(_ scores: ScoreChange) -> String {
    let moved = zip(scores.numbers, scores.cases).filter { $0.1.difference != 0 }
      .sorted { ($0.1.difference, $0.0) < ($1.1.difference, $1.0) }
    guard !moved.isEmpty else { return "" }
    func mean(_ values: [Double]) -> String { (values.reduce(0, +) / Double(values.count)).rounded(to: 3) }
    var table = TextTable(["    CASE", "BEFORE", "NOW"], rightAligned: [1, 2])
    for (number, item) in moved.prefix(Self.mostCases) {
      table.rows.append(["    \(drift.runs.caseIDs[number])", mean(item.base), mean(item.new)])
    }
    let more = moved.count - Self.mostCases
    return table.text + (more > 0 ? "    and \(more) more\n" : "")
  }

  private func page(_ operators: OperatorComparison) -> String {
    var rows = zip(operators.names, operators.rates).map { name, rate in
      (name, "\(rate.rate.percent) of \(rate.trials.of("trial")) (95 %: \(rate.wilson().percent))")
    }
    let within = operators.within.map { ", two of one on \($0.percent)" } ?? ""
    rows.append(("disagreement", "two operators' runs on \(operators.between.percent) of cases\(within)"))
    rows.append(
      (
        "levels",
        operators.level.map { "p \($0.significance), q \(operators.q.significance)" } ?? "no case varies"
      ))
    rows.append(
      (
        "process",
        operators.process.map { "p \($0.significance) that operators differ more than their runs" }
          ?? "cannot be told from runs with this design; it takes three operators with three runs each, or five with two"
      ))
    if let growth = operators.growth {
      rows.append(
        (
          "growth",
          "p \(growth.significance) that they differ more in the later half of their runs; to see their spread double takes about fifteen operators"
        ))
    }
    return block("OPERATORS, \(operators.cases.count.of("common case"))", rows)
  }

  private func line(_ shift: EffortShift) -> String {
    let reach =
      shift.interval.map { " (90 %: \($0.lowerBound.ratioText) to \($0.upperBound.ratioText))" } ?? ""
    let p = shift.p.map { ", p \($0.significance)" } ?? ""
    let (new, old) = (shift.newLines.count, shift.baseLines.count)
    let last = new == 1 ? "the last run" : "the last \(new) runs"
    return
      "\(shift.measure.rawValue): \(shift.ratio.ratioText) times in \(last) what it was in the \(old == 1 ? "one" : "\(old)") before\(reach)\(p)\n"
  }

  private func block(_ title: String, _ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.columns).max() ?? 0
    return title.visible + "\n"
      + rows.map { name, value in
        "  \(name.visible)\(String(repeating: " ", count: width - name.columns))  \(value.visible)\n"
      }.joined()
  }
}
