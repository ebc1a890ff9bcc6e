import Audit
import PromptLibrary

extension Report {
  /// The report as JUnit XML: a suite a rule, a case a subject, and one case for a rule that found nothing.
  var junit: Markup {
    let byRule = Dictionary(grouping: findings.sorted(), by: \.rule)
    let suites = ruleNames.map { TestSuite(rule: $0, findings: byRule[$0] ?? []) }
    let tests = suites.reduce(0) { $0 + $1.tests }
    let failures = suites.reduce(0) { $0 + $1.failures }
    let skipped = suites.reduce(0) { $0 + $1.skipped }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="shelflife" tests="\(tests)" failures="\(failures)" errors="0" skipped="\(skipped)" time="0">
      \(suites.map(\.markup))</testsuites>

      """
  }
}

/// The findings of one rule, by their subjects.
private struct TestSuite {
  let rule: String
  private var cases: [(name: String, findings: [Finding])] = []

  init(rule: String, findings: [Finding]) {
    self.rule = rule
    var indices: [String: Int] = [:]
    for finding in findings {
      let name = finding.subject.name
      let index = indices["\(finding.subject.kind) \(name)"] ?? cases.count
      indices["\(finding.subject.kind) \(name)"] = index
      if index == cases.count { cases.append((name, [])) }
      cases[index].findings.append(finding)
    }
  }

  var tests: Int { max(1, cases.count) }
  var failures: Int { cases.count { $0.findings.contains { $0.status == .open } } }
  var skipped: Int { cases.count - failures }

  var markup: Markup {
    let none: Markup = "    <testcase classname=\"\(rule)\" name=\"nothing found\" time=\"0\"/>\n"
    return """
        <testsuite name="\(rule)" tests="\(tests)" failures="\(failures)" errors="0" skipped="\(skipped)" time="0">
      \(cases.isEmpty ? [none] : cases.map { testCase($0.name, $0.findings) })  </testsuite>

      """
  }

  private func testCase(_ name: String, _ findings: [Finding]) -> Markup {
    let open = findings.filter { $0.status == .open }
    let place = (open.first ?? findings[0]).place
    return """
          <testcase classname="\(rule)" name="\(name)" file="\(place.path)" line="\(max(1, place.line))" time="0">
      \(open.isEmpty ? skip(findings[0]) : failure(open))    </testcase>

      """
  }

  private func failure(_ open: [Finding]) -> Markup {
    let worst = open.map(\.level).max() ?? .error
    let lines = open.map { finding -> Markup in
      let evidence = finding.evidence.map { span -> Markup in
        "  note: \(span.label) at \(span.place.visible)\n"
      }
      let remedy = finding.remedy.map { text -> Markup in "  help: \(text)\n" }
      return "\(finding.place.visible): \(finding.message.shortened(to: 4000))\n\(evidence)\(remedy)"
    }
    return
      "      <failure message=\"\(open[0].message.shortened(to: 1000))\" type=\"\(worst.rawValue)\">\(lines)</failure>\n"
  }

  private func skip(_ finding: Finding) -> Markup {
    let why =
      if case .waived(let reason, let owner, let expires) = finding.status {
        "waived until \(expires) by \(owner): \(reason)"
      } else {
        "in the baseline"
      }
    return "      <skipped message=\"\(why)\"/>\n"
  }
}
