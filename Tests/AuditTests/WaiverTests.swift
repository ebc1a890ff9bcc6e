import PromptLibrary
import Testing

@testable import Audit

@Suite struct WaiverTests {
  private func waiver(_ rule: String = "orphaned-prompt", prompt: String? = "a", until: String = "2026-12-15")
    -> Waiver
  {
    var waiver = Waiver(
      place: Place(path: "waivers.yaml", line: 1), rule: rule, reason: "pilot", owner: "ada",
      expires: day(until))
    waiver.prompt = prompt
    return waiver
  }

  private func result(_ waivers: [Waiver], _ prompts: [String] = ["a", "b"]) -> AuditResult {
    var library = sampleLibrary(prompts.map { samplePrompt($0) })
    library.waivers = waivers
    return audit(evidence(library))
  }

  private func isWaived(_ finding: Finding) -> Bool {
    if case .waived = finding.status { true } else { false }
  }

  @Test func `a waiver accepts the findings of its rule about its prompt and no others`() {
    let findings = result([waiver()]).findings
    let waived = findings.filter(isWaived)
    #expect(waived.map(\.rule) == ["orphaned-prompt"])
    #expect(waived.map(\.subject) == [.prompt(id: "a")])
    #expect(waived.first?.status == .waived(reason: "pilot", owner: "ada", expires: day("2026-12-15")))
    #expect(!findings.contains { $0.rule == "dead-waiver" || $0.rule == "expired-waiver" })
  }

  @Test func `a waiver may name its prompt by path`() {
    #expect(result([waiver(prompt: "a.md")]).findings.filter(isWaived).map(\.subject) == [.prompt(id: "a")])
  }

  @Test func `a waiver holds until the day before it expires`() {
    #expect(result([waiver(until: "2026-11-21")]).findings.contains(where: isWaived))
    let late = result([waiver(until: "2026-11-20")]).findings
    #expect(!late.contains(where: isWaived))
    #expect(late.filter { $0.rule == "expired-waiver" }.count == 1)
    #expect(!late.contains { $0.rule == "dead-waiver" })
  }

  @Test func `a waiver dies with the text that it was granted for`() {
    var pinned = waiver()
    pinned.version = samplePrompt("a").shortVersion.uppercased()
    #expect(result([pinned]).findings.contains(where: isWaived))
    pinned.version = "00000000"
    let findings = result([pinned]).findings
    #expect(!findings.contains(where: isWaived))
    #expect(
      findings.contains {
        $0.rule == "dead-waiver" && $0.message.contains("was granted for version 00000000")
      })
  }

  @Test(arguments: [
    ("orphaned-promt", "a", "did you mean 'orphaned-prompt'?"),
    ("orphaned-prompt", "aa", "there is no prompt 'aa'; did you mean 'a'?"),
    ("retired-in-use", "a", "what it accepted is gone."),
  ])
  func `a waiver that matches nothing says why`(rule: String, prompt: String, why: String) {
    let dead = result([waiver(rule, prompt: prompt)]).findings.filter { $0.rule == "dead-waiver" }
    #expect(dead.count == 1)
    #expect(dead.first?.message.hasSuffix(why) == true, "\(dead.map(\.message))")
  }

  @Test func `a waiver that names nothing never accepts findings about prompts`() {
    let findings = result([waiver(prompt: nil)]).findings
    #expect(!findings.contains(where: isWaived))
    #expect(findings.contains { $0.rule == "dead-waiver" })
  }

  @Test func `a waiver of a file accepts what its rule says of that file`() {
    var library = sampleLibrary([])
    library.problems = [SourceProblem(.syntax, "This is not valid YAML.", at: Place(path: "x.yaml", line: 3))]
    var waiver = waiver("unparseable", prompt: nil)
    waiver.file = "x.yaml"
    library.waivers = [waiver]
    #expect(audit(evidence(library)).findings.map(isWaived) == [true])
  }
}
