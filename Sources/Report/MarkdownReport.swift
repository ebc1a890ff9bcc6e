import Audit
import PromptLibrary

extension Report {
  /// The report as Markdown: counts, a table by rule, then the findings of each rule with links to their lines.
  ///
  /// Past `limit` bytes it ends early and says so.
  func markdown(limit: Int = .max) -> String {
    let groups = openByRule
    var text = heading + table(groups)
    var left = 0
    // Room for what closes the report.
    let closing = closing
    let room = limit - closing.utf8.count - 200
    var size = text.utf8.count
    for group in groups {
      let intro = introduction(group)
      if left == 0, size + intro.utf8.count <= room {
        text += intro
        size += intro.utf8.count
      }
      for finding in group.findings {
        let item = left == 0 ? item(finding) : ""
        if left > 0 || size + item.utf8.count > room {
          left += 1
        } else {
          text += item
          size += item.utf8.count
        }
      }
    }
    if left > 0 {
      text += "\n**\(left.of("finding")) left out: this summary may hold \(limit / 1024) KiB.**\n"
    }
    return text + closing
  }

  /// Open findings by rule: the worst level first, then the rules' own order.
  var openByRule: [RuleFindings] { byRule(open) }

  func byRule(_ open: [Finding]) -> [RuleFindings] {
    let byRule = Dictionary(grouping: open, by: \.rule)
    let described = Dictionary(rules.map { ($0.name, $0) }) { first, _ in first }
    let groups = ruleNames.compactMap { name in
      byRule[name].map { RuleFindings(name: name, rule: described[name], findings: $0) }
    }
    return groups.enumerated().sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
      .map(\.element)
  }

  private var heading: String {
    """
    # Prompt library audit

    \(MarkdownText.plain(library.snapshotName)), as of \(today)

    **\(Tally(self).levels)**, \(Tally(self).waived) waived, \(Tally(self).baselined) baselined, \
    \(rulesOff.of("rule")) off


    """
  }

  private func table(_ groups: [RuleFindings]) -> String {
    guard !groups.isEmpty else { return "Nothing found.\n" }
    let rows = groups.map { group in
      """
      | \(group.level.rawValue) | \(MarkdownText.code(group.name, inTable: true)) | \(group.findings.count) \
      | \(MarkdownText.plain(group.rule?.summary ?? "")) |

      """
    }
    return "| level | rule | findings | holds when |\n|---|---|---:|---|\n" + rows.joined()
  }

  private func introduction(_ group: RuleFindings) -> String {
    let why = group.rule.map { "\n\(MarkdownText.plain($0.why))\n" } ?? ""
    return "\n## \(MarkdownText.code(group.name)): \(group.findings.count.of(group.level.rawValue))\n\(why)\n"
  }

  private func item(_ finding: Finding) -> String {
    let message = finding.message.shortened(to: 2000)
    var text = """
      - \(MarkdownText.code(finding.subject.name)) at \(link(finding.place)): \(MarkdownText.plain(message))

      """
    for span in finding.evidence {
      text += "  - \(MarkdownText.plain(span.label.shortened(to: 300))): \(link(span.place))\n"
    }
    if let remedy = finding.remedy {
      text += "  - remedy: \(MarkdownText.code(remedy.shortened(to: 1000)))\n"
    }
    return text
  }

  private func link(_ place: Place) -> String { "[\(MarkdownText.code(place.visible))](\(url(of: place)))" }

  private var closing: String {
    let tally = Tally(self)
    var lines = ["", "## Coverage", "", "- \(tally.verdictLine)", "- \(tally.referenceLine)"]
    lines += library.coverage.map {
      "- \(MarkdownText.plain($0.engine.description)): \($0.coverage.sentence)"
    }
    lines += notes.map { "- \(MarkdownText.plain($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where a place can be looked at.
  func url(of place: Place) -> String {
    sourceURL + place.path.percentEncodedPath + (Region(place).map { "#L\($0.line)" } ?? "")
  }
}

/// The open findings of one rule.
struct RuleFindings {
  let name: String
  /// Nil for a rule that only findings know.
  let rule: Rule?
  let findings: [Finding]

  var level: Level { findings.map(\.level).max() ?? .note }
}
