import Audit
import PromptLibrary

/// The report for a person at a terminal.
struct TextReport {
  private let report: Report
  private let ink: Ink
  private let width = 100
  /// Findings of one rule in one file that are listed when there are more than `most` of them.
  private let fewest = 3
  private let most = 4

  init(_ report: Report, ink: Ink) {
    self.report = report
    self.ink = ink
  }

  var rendered: String {
    var lines: [String] = []
    for (path, findings) in files {
      lines += section(path, findings)
      lines.append("")
    }
    lines += closing
    return lines.joined(separator: "\n") + "\n"
  }

  private var files: [(path: String, findings: [Finding])] {
    var files: [(path: String, findings: [Finding])] = []
    for finding in report.open {
      if files.last?.path != finding.place.path { files.append((finding.place.path, [])) }
      files[files.count - 1].findings.append(finding)
    }
    return files
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
    for finding in findings {
      listed[finding.rule, default: 0] += 1
      let isMany = totals[finding.rule] ?? 0 > most && !report.showsAll
      if !isMany || listed[finding.rule] ?? 0 <= fewest { lines += self.lines(of: finding).map { "  \($0)" } }
    }
    for rule in totals.keys.sorted() {
      let total = totals[rule] ?? 0
      if total > most, !report.showsAll {
        lines.append(
          ink("  and \(total - fewest) more of \(rule.visible) in this file (--all lists them)", .faint))
      }
    }
    return lines
  }

  private func lines(of finding: Finding) -> [String] {
    let level = ink("\(finding.level.rawValue)[\(finding.rule.visible)]", finding.level)
    let message = finding.sentence.visible.shortened(to: 1000)
    var lines = ["\(finding.place.visible): \(level) \(message)"]
    lines += excerpt(of: finding)
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
