import PromptLibrary
import Testing

@testable import Audit

@Suite struct RuleExampleTests {
  @Test(arguments: Rule.all) func `a rule fires on its flagged examples`(rule: Rule) async {
    for example in rule.flagged {
      let findings = await findings(of: rule, on: example)
      #expect(!findings.isEmpty, "\(rule.name): \(example.title)")
      if let count = example.count { #expect(findings.count == count, "\(rule.name): \(example.title)") }
    }
  }

  @Test(arguments: Rule.all) func `a rule is silent on its accepted examples`(rule: Rule) async {
    for example in rule.accepted {
      let findings = await findings(of: rule, on: example)
      #expect(findings.isEmpty, "\(rule.name): \(example.title): \(findings.map(\.message))")
    }
  }

  @Test(arguments: Rule.all) func `a rule's messages are sentences, and it has a remedy`(rule: Rule) async {
    for example in rule.flagged {
      for finding in await findings(of: rule, on: example) {
        #expect(finding.message.hasSuffix(".") || finding.message.hasSuffix("?"), "\(finding.message)")
        #expect(!finding.message.contains("  "), "\(finding.message)")
        #expect(finding.level <= rule.level)
        #expect(finding.remedy?.isEmpty == false)
      }
    }
  }

  private func findings(of rule: Rule, on example: Rule.Example) async -> [Finding] {
    let snapshot = Snapshot(texts: example.files)
    let (configuration, problems) =
      example.files["shelflife.yaml"].map { Configuration.read(SourceText(path: "shelflife.yaml", $0)) }
      ?? (Configuration(), [])
    var library = await Library.read(snapshot, configuration: configuration, jobs: 1)
    library.problems += problems
    example.adding?(&library)
    let evidence = Evidence(
      library: library, policy: Policy(configuration), today: CalendarDay(year: 2026, month: 11, day: 20)!)
    return audit(evidence).findings.filter { $0.rule == rule.name }
  }
}
