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

  private func findings(of rule: Rule, on example: Rule.Example) async -> [Finding] {
    let snapshot = Snapshot(texts: example.files)
    var configuration = Configuration()
    configuration.path = example.files["shelflife.yaml"].map { _ in "shelflife.yaml" }
    let library = await Library.read(snapshot, configuration: configuration, jobs: 1)
    let evidence = Evidence(
      library: library, policy: Policy(configuration), today: CalendarDay(year: 2026, month: 11, day: 20)!)
    return judge(evidence, rules: [rule])
  }
}
