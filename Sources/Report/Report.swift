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
  /// Source lines that findings show, by path and line number; see `quoted`.
  package var excerpts: [String: [Int: String]] = [:]
  /// Lists every finding, where `text` and `html` would say "and 12 more".
  package var showsAll = false
  /// What links to files start with, up to and including a slash; empty for links beside the report.
  package var sourceURL = ""
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
  case text, json, sarif, github, gitlab, junit, markdown, html
}

extension Report {
  /// Writes the report; `color` only matters to `text`.
  package func rendered(as format: ReportFormat, color: Bool = false) -> String {
    switch format {
    case .text: TextReport(self, ink: Ink(isOn: color)).rendered
    case .json: json.written
    case .sarif: sarif.written
    case .github: workflowCommands
    case .gitlab: codeQuality.written
    case .junit: junit.description
    case .markdown: markdown()
    case .html: page.description
    }
  }
}

extension ReportFormat {
  /// How many findings of a rule it shows with their source lines, at most.
  fileprivate var mostQuoted: Int {
    switch self {
    case .text: TextReport.most
    case .html: Report.mostOnPage
    case .json, .sarif, .github, .gitlab, .junit, .markdown: 0
    }
  }
}

extension Report {
  /// The findings of which some form shows the source, or a few more: the first of each rule, where it does not list all.
  package func quoted(in formats: [ReportFormat]) -> [Finding] {
    let most = formats.map(\.mostQuoted).max() ?? 0
    if most == 0 { return [] }
    var counts: [String: Int] = [:]
    var quoted: [Finding] = []
    for index in findings.indices where findings[index].status == .open {
      let count = (counts[findings[index].rule] ?? 0) + 1
      counts[findings[index].rule] = count
      if showsAll || count <= most { quoted.append(findings[index]) }
    }
    return quoted
  }

  /// Findings that are neither waived nor baselined, in order of path, line and rule.
  var open: [Finding] {
    // Mostly all are open, and come sorted from an audit; a finding is large, and to take each out would copy it.
    let isOpen = findings.indices.allSatisfy { findings[$0].status == .open }
    let open = isOpen ? findings : findings.filter { $0.status == .open }
    return open.isInOrder ? open : open.sorted()
  }

  /// The rules that ran, and after them one for each name that only findings know.
  var ruleNames: [String] {
    var names = rules.map(\.name)
    let known = Set(names)
    var others: Set<String> = []
    for finding in findings.lazy.filter({ !known.contains($0.rule) }).sorted()
    where others.insert(finding.rule).inserted { names.append(finding.rule) }
    return names
  }
}

extension Finding {
  /// The message with the name of its subject, where the place does not say it already.
  package var sentence: String {
    switch subject {
    case .library: message
    case .file(let path) where path == place.path: message
    default: "\(subject.name): \(message)"
    }
  }
}
