import Audit
import PromptLibrary

extension Report {
  /// Findings of one rule that the page lists.
  static let mostOnPage = 100

  var findingsSection: Markup {
    let groups = openByRule.map { group($0) }
    let none: Markup = "<p>Nothing found.</p>\n"
    return "<section>\n<h2>Findings</h2>\n\(groups.isEmpty ? [none] : groups)</section>\n"
  }

  private func group(_ group: RuleFindings) -> Markup {
    let shown = group.findings.prefix(showsAll ? .max : Self.mostOnPage)
    let left = group.findings.count - shown.count
    let rest: Markup? = left > 0 ? "<p class=\"quiet\">and \(left) more of this rule.</p>\n" : nil
    let why: Markup? = group.rule.map { rule in
      "<p>\(Markup.prose(rule.summary)) <span class=\"quiet\">\(Markup.prose(rule.why))</span></p>\n"
    }
    let items = shown.map { item($0) }
    return """
      <details open>
      <summary><span class="level \(group.level.rawValue)">\(group.level.rawValue)</span> \
      <code>\(group.name)</code> <span class="count">\(group.findings.count)</span></summary>
      \(why)<ul class="findings">
      \(items)</ul>
      \(rest)</details>

      """
  }

  private func item(_ finding: Finding) -> Markup {
    let evidence = finding.evidence.map { span -> Markup in
      "<li>\(span.label.shortened(to: 300)) at \(link(span.place, text: span.place.visible))</li>\n"
    }
    let list: Markup? = evidence.isEmpty ? nil : "<ul class=\"evidence\">\n\(evidence)</ul>\n"
    let remedy: Markup? = finding.remedy.map { text in
      "<p class=\"remedy\">To mend it: \(Markup.prose(text))</p>\n"
    }
    return """
      <li>
      <p><b>\(finding.subject.name.shortened(to: 300))</b> \(finding.message.shortened(to: 1000))</p>
      <p class="place">\(link(finding.place, text: finding.place.visible))</p>
      \(excerpt(of: finding))\(list)\(remedy)</li>

      """
  }

  private func excerpt(of finding: Finding) -> Markup? {
    guard let shown = Excerpt(of: finding.place, in: excerpts[finding.place.path], width: 120) else {
      return nil
    }
    let marked = shown.marked.isEmpty ? " " : shown.marked
    // The parts are visible already; what escapes them again leaves them as they are.
    return """
      <pre><span class="gutter">\(shown.line)</span>\(shown.before)<mark>\(marked)</mark>\(shown.after)</pre>

      """
  }

  /// A link to a place's line; only its name when nobody said where the sources can be seen.
  func link(_ place: Place, text: String) -> Markup {
    sourceURL.isEmpty ? "<code>\(text)</code>" : "<a href=\"\(url(of: place))\"><code>\(text)</code></a>"
  }
}
