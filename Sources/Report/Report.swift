package import Audit
package import PromptLibrary

/// All that a report is made from: a pure value, so that the same audit gives the same bytes.
package struct Report: Sendable {
  package var findings: [Finding]
  package var library: Library
  package var rules: [Rule]
  package var today: CalendarDay
  /// How many rules the configuration switched off.
  package var rulesOff = 0
  /// Baselined findings that are gone, by their line in the baseline.
  package var goneFromBaseline: [String] = []
  /// Source lines that findings show, by path and line number.
  package var excerpts: [String: [Int: String]] = [:]
  package var version: String

  package init(findings: [Finding], library: Library, rules: [Rule], today: CalendarDay, version: String) {
    self.findings = findings
    self.library = library
    self.rules = rules
    self.today = today
    self.version = version
  }
}

/// The forms in which a report is written.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, sarif, github, gitlab, junit, markdown
}

extension Report {
  /// Writes the report; `color` only matters to `text`.
  package func rendered(as format: ReportFormat, color: Bool = false) -> String {
    switch format {
    default: findings.map { "\($0.place): \($0.level.rawValue): \($0.message) [\($0.rule)]\n" }.joined()
    }
  }
}
