import Audit
import PromptLibrary

/// The report for a person at a terminal.
struct TextReport {
  private let report: Report
  private let open: [Finding]
  private let groups: [RuleFindings]
  private let ink: Ink
  private let width = 100
  /// Findings of one rule in one file that are listed when there are more than `mostOfFile` of them.
  private let fewest = 3
  private let mostOfFile = 4
  /// Findings of one rule that are listed when there are more than twice as many.
  private static let listed = 25
  /// Findings of one rule of which more than the first are left out.
  static let most = 2 * listed
  /// Above this many findings a table says how many each rule has.
  private let manyFindings = 20

  init(_ report: Report, ink: Ink) {
    self.report = report
    self.ink = ink
    open = report.open
    groups = report.byRule(open)
  }

  var rendered: String {
    var lines: [String] = []
    let hidden = hiddenRules
    var counts: [String: Int] = [:]
    for (path, findings) in files {
      let shown = findings.filter { finding in
        counts[finding.rule, default: 0] += 1
        return !hidden.contains(finding.rule) || counts[finding.rule] ?? 0 <= Self.listed
      }
      guard !shown.isEmpty else { continue }
      lines += section(path, shown)
      lines.append("")
    }
    lines += table(hidden)
    lines += closing
    return lines.joined(separator: "\n") + "\n"
  }

  private var files: [(path: String, findings: ArraySlice<Finding>)] {
    var files: [(path: String, findings: ArraySlice<Finding>)] = []
    var start = 0
    for index in open.indices {
      let isLast = index + 1 == open.count || open[index + 1].place.path != open[index].place.path
      guard isLast else { continue }
      files.append((open[index].place.path, open[start...index]))
      start = index + 1
    }
    return files
  }

  /// Rules with so many findings that only the first are listed.
  private var hiddenRules: Set<String> {
    guard !report.showsAll else { return [] }
    return Set(groups.filter { $0.findings.count > Self.most }.map(\.name))
  }

  /// What each rule found, where there is too much to count by eye.
  private func table(_ hidden: Set<String>) -> [String] {
    let total = groups.reduce(0) { $0 + $1.findings.count }
    guard total > manyFindings else { return [] }
    let width = groups.map { String($0.findings.count).utf8.count }.max() ?? 0
    let rows = groups.map { group in
      let count = String(group.findings.count)
      let level = group.level.rawValue
      let more = hidden.contains(group.name) ? ink("  (not all are listed; --all lists them)", .faint) : ""
      let padding = String(repeating: " ", count: width - count.utf8.count)
      let gap = String(repeating: " ", count: 9 - level.utf8.count)
      return "  \(padding)\(count)  \(ink(level, group.level))\(gap)\(group.name.visible)\(more)"
    }
    return [ink("\(total.of("finding")) by rule, with its worst level:", .bold)] + rows + [""]
  }

  private func section(_ path: String, _ findings: [Finding]) -> [String] {
    var levels: [Level: Int] = [:]
    var totals: [String: Int] = [:]
    for finding in findings {
      levels[finding.level, default: 0] += 1
      totals[finding.rule, default: 0] += 1
    }
    var lines = ["\(ink(path.visible, .bold))  \(ink(Tally.levels(levels, omittingZero: true), .faint))"]
    var listed: [String: Int] = [:]
    // What several rules say of one place shows that place once.
    var shown: Place?
    for finding in findings {
      listed[finding.rule, default: 0] += 1
      let isMany = totals[finding.rule] ?? 0 > mostOfFile && !report.showsAll
      if isMany, listed[finding.rule] ?? 0 > fewest { continue }
      lines += self.lines(of: finding, showsPlace: shown != finding.place).map { "  \($0)" }
      shown = finding.place
    }
    for rule in totals.keys.sorted() {
      let total = totals[rule] ?? 0
      if total > mostOfFile, !report.showsAll {
        lines.append(
          ink("  and \(total - fewest) more of \(rule.visible) in this file (--all lists them)", .faint))
      }
    }
    return lines
  }

  private func lines(of finding: Finding, showsPlace: Bool) -> [String] {
    let level = ink("\(finding.level.rawValue)[\(finding.rule.visible)]", finding.level)
    let message = finding.sentence.visible.shortened(to: 1000)
    var lines = ["\(finding.place.visible): \(level) \(message)"]
    if showsPlace { lines += excerpt(of: finding) }
    for span in finding.evidence {
      lines.append(
        "  \(ink("note:", .cyan)) \(span.label.visible.shortened(to: 300)) at \(span.place.visible)")
    }
    if let remedy = finding.remedy {
      lines.append("  \(ink("help:", .cyan)) \(remedy.visible.shortened(to: 1000))")
    }
    return lines
  }

  private func excerpt(of finding: Finding) -> [String] {
    let digits = String(max(1, finding.place.line))
    let shown = Excerpt(
      of: finding.place, in: report.excerpts[finding.place.path], width: width - digits.utf8.count - 7)
    guard let shown else { return [] }
    let source = shown.before + ink(shown.marked, finding.level) + shown.after
    let rest = shown.lastLine.map { " through line \($0)" } ?? ""
    let margin = String(repeating: " ", count: digits.utf8.count)
    return [
      "  \(ink("\(digits) |", .faint)) \(source)",
      "  \(ink("\(margin) |", .faint)) \(ink(shown.carets + rest, finding.level))",
    ]
  }

  private var closing: [String] {
    let coverage = report.library.coverage.map {
      "coverage: \($0.engine.description.visible): \($0.coverage.sentence)"
    }
    return coverage + report.notes.map { "note: \($0.visible)" } + [ink(Tally(report).line, .bold)]
  }
}
