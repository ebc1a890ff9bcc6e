import Testing
import YAML

@testable import PromptLibrary

@Suite struct ConfigurationTests {
  private func read(_ text: String) -> (Configuration, [SourceProblem]) {
    Configuration.read(SourceText(path: "shelflife.yaml", text))
  }

  @Test func `every key of the file is read`() {
    let (configuration, problems) = read(
      """
      version: 1
      prompts: [library/prompts/**]
      workflows: library/workflows/**
      suites: [library/suites/**]
      references: ["**"]
      exclude: [vendor/**]
      cards: [meta/**]
      tombstones: ./meta/retired.yaml
      ledger: meta/runs/
      models:
        current: [openai/gpt-4o-2024-11-20]
        file: library/models.yaml
      policy:
        attach: step
        review_interval: 12w
        grace: 2w
        minimum_drop: 0.1
        alarm_rate: 0.01
        power: 0.9
        near_duplicate: 0.7
      kinds: {seasonal: {review_interval: 1y}, legal: {review_interval: never}}
      rules: {unattached-prompt: error, near-duplicate: off}
      waivers: library/accepted.yaml
      report: {exclude: [old/**]}
      """)
    #expect(problems == [])
    #expect(configuration.path == "shelflife.yaml")
    #expect(configuration.prompts?.map(\.value) == ["library/prompts/**"])
    #expect(configuration.workflows?.map(\.value) == ["library/workflows/**"])
    #expect(configuration.suites == ["library/suites/**"])
    #expect(configuration.exclude == ["vendor/**"])
    #expect(configuration.reportExclude == ["old/**"])
    #expect(configuration.cards == ["meta/**"])
    #expect(configuration.tombstonesPath == "meta/retired.yaml")
    #expect(configuration.ledgerFolder == "meta/runs")
    #expect(configuration.currentModels.map(\.value) == ["openai/gpt-4o-2024-11-20"])
    #expect(configuration.modelsFile?.value == "library/models.yaml")
    #expect(configuration.waiversPath == "library/accepted.yaml")
    #expect(configuration.attach == .step)
    #expect(configuration.reviewIntervalDays == 84)
    #expect(configuration.graceDays == 14)
    #expect(configuration.minimumDrop == 0.1)
    #expect(configuration.alarmRate == 0.01)
    #expect(configuration.power == 0.9)
    #expect(configuration.nearDuplicate == 0.7)
    #expect(configuration.kinds["seasonal"] == .some(365))
    #expect(configuration.kinds["legal"] == .some(.none))
    #expect(configuration.kinds["fallback"] == .some(.none))
    #expect(configuration.kinds["experiment"] == .some(30))
    #expect(configuration.kinds["production"] == nil)
    #expect(configuration.rules.map(\.rule.value) == ["unattached-prompt", "near-duplicate"])
    #expect(configuration.rules.map(\.level) == ["error", "off"])
    #expect(configuration.rules[1].rule.place.start == Position(line: 22, column: 35))
    #expect(
      configuration.writtenGlobs.map(\.key) == [
        "prompts", "workflows", "suites", "references", "exclude", "cards", "report.exclude",
      ])
  }

  @Test func `a review interval may be never`() {
    #expect(read("version: 1\npolicy: {review_interval: never}").0.reviewIntervalDays == nil)
  }

  @Test(arguments: [
    ("", "1:1 The key 'version' is missing in shelflife.yaml; expected 1."),
    ("# nothing yet\n", "1:1 The key 'version' is missing in shelflife.yaml; expected 1."),
    ("exclude: [a]", "1:1 The key 'version' is missing in shelflife.yaml; expected 1."),
    ("version: 2", "1:10 Expected 1 for 'version', found 2."),
    ("version: 1\npolcy: {}", "2:1 'polcy' is no key of shelflife.yaml; did you mean 'policy'?"),
    (
      "version: 1\nexclude: [/etc]",
      "2:11 Expected a path pattern relative to the repository, such as library/prompts/** for 'exclude', found '/etc'."
    ),
    (
      "version: 1\npolicy: {grace: never}",
      "2:17 Expected a duration such as 90d, 12w, 6m or 1y for 'grace', found 'never'."
    ),
    (
      "version: 1\nrules: {a: of}",
      "2:12 Expected error, warning, note or off for 'a', found 'of'; did you mean 'off'?"
    ),
    ("[1]", "1:1 Expected shelflife.yaml: a mapping, found a list."),
  ])
  func `what is wrong is told and the defaults stay`(text: String, expected: String) {
    let (configuration, problems) = read(text)
    #expect(problems.map { "\($0.place.start?.description ?? "-") \($0.message)" } == [expected])
    #expect(configuration.graceDays == 30)
    #expect(configuration.references == ["**"])
    #expect(configuration.path == "shelflife.yaml")
  }

  @Test func `a file that is no YAML is one problem`() {
    let problems = read("version: 1\nexclude: [*.md]\n").1
    #expect(problems.map(\.kind) == [.syntax])
    #expect(problems.first?.place.line == 2)
  }

  @Test(arguments: ["ref:refs/shelflife/runs", "postgresql://host/db"])
  func `a ledger elsewhere has no folder`(ledger: String) {
    let (configuration, problems) = read("version: 1\nledger: \(ledger)")
    #expect(problems == [])
    #expect(configuration.ledgerFolder == nil)
  }
}
