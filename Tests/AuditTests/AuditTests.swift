import PromptLibrary
import Testing

@testable import Audit

@Suite struct AuditTests {
  private func library(rules: [(String, String)] = [], exclude: [String] = []) -> Library {
    var library = sampleLibrary([samplePrompt("a"), samplePrompt("vendor/b")])
    let place = Place(path: "shelflife.yaml", line: 2)
    library.configuration.rules = rules.map { (rule: Located($0.0, at: place), level: $0.1) }
    library.configuration.reportExclude = exclude
    return library
  }

  @Test func `a configuration changes a rule's level and switches rules off`() {
    let result = audit(
      evidence(library(rules: [("orphaned-prompt", "error"), ("unattached-prompt", "off")])))
    #expect(Set(result.findings.map(\.rule)) == ["orphaned-prompt"])
    #expect(result.findings.allSatisfy { $0.level == .error })
    #expect(result.rulesOff == 1)
  }

  @Test func `a level that a case lowers stays lowered under a raised rule`() {
    var library = library(rules: [("unparseable", "error")])
    library.problems = [
      SourceProblem(.tolerated, "Not quite YAML.", at: Place(path: "a.md", line: 1)),
      SourceProblem(.syntax, "Not YAML.", at: Place(path: "tests/fixtures/b.yaml", line: 1)),
      SourceProblem(.syntax, "Not YAML.", at: Place(path: "c.yaml", line: 1)),
    ]
    let levels = audit(evidence(library)).findings.filter { $0.rule == "unparseable" }.map(\.level)
    #expect(levels == [.note, .error, .note])
  }

  @Test func `a rule that there is not is a finding with the nearest name`() {
    let result = audit(evidence(library(rules: [("orphand-prompt", "off")])))
    let found = result.findings.filter { $0.rule == "unknown-key" }
    #expect(found.map(\.message) == ["'orphand-prompt' is no rule; did you mean 'orphaned-prompt'?"])
  }

  @Test func `what a report excludes is judged and not shown`() {
    let result = audit(evidence(library(exclude: ["vendor/**"])))
    #expect(Set(result.findings.map(\.place.path)) == ["a.md"])
  }

  @Test func `findings are in order of place and rule, and the same every time`() {
    let first = audit(evidence(library())).findings
    #expect(first == first.sorted())
    #expect(first == audit(evidence(library())).findings)
  }

  @Test func `findings of one rule about one subject have fingerprints of their own`() {
    var prompt = samplePrompt("a")
    prompt.inputs = [Located("row", at: prompt.place)]
    prompt.syntax = .jinja
    prompt.variables = ["x1", "y2", "row"].map { Located($0, at: prompt.place) }
    let found = findings(of: .undefinedVariable, in: sampleLibrary([prompt]))
    #expect(Set(found.map(\.fingerprint)).count == 2)
  }
}
