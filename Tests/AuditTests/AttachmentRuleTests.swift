import PromptLibrary
import Testing

@testable import Audit

@Suite struct AttachmentRuleTests {
  private func library(
    _ verdict: Verdict, attach: Configuration.Attach?, hasSteps: Bool = false,
    change: (inout Prompt) -> Void = { _ in }
  ) -> Library {
    var prompt = samplePrompt("a")
    change(&prompt)
    var library = sampleLibrary([prompt])
    library.verdicts = [verdict]
    library.configuration.path = "shelflife.yaml"
    library.configuration.attach = attach
    if hasSteps {
      let place = Place(path: "flow.yaml", line: 1)
      var workflow = Workflow(id: "w", path: "flow.yaml", engine: .own, place: place)
      workflow.steps = [Step(id: "s", pointer: "/steps/0", place: place)]
      library.workflows = [workflow]
    }
    return library
  }

  @Test(arguments: [
    (Verdict.Kind.attached, 0, 0), (.included, 0, 0), (.referenced, 1, 0), (.possible, 0, 0),
    (.testOnly, 1, 0),
    (.orphaned, 1, 1), (.unknown, 0, 0),
  ])
  func `a verdict is unattached by policy`(kind: Verdict.Kind, byStep: Int, byReference: Int) {
    let verdict = Verdict(kind)
    #expect(findings(of: .unattachedPrompt, in: library(verdict, attach: .step)).count == byStep)
    #expect(findings(of: .unattachedPrompt, in: library(verdict, attach: .reference)).count == byReference)
  }

  @Test func `a step is asked for only where steps are written down`() {
    let verdict = Verdict(.referenced)
    #expect(findings(of: .unattachedPrompt, in: library(verdict, attach: nil)).isEmpty)
    #expect(findings(of: .unattachedPrompt, in: library(verdict, attach: nil, hasSteps: true)).count == 1)
    #expect(findings(of: .unattachedPrompt, in: library(verdict, attach: .step)).count == 1)
  }

  @Test func `nothing is asked of a collection's prompts`() {
    for rule in [Rule.unattachedPrompt, .orphanedPrompt, .retirementCandidate] {
      let library = library(Verdict(.orphaned), attach: .nothing) {
        if rule.name == Rule.retirementCandidate.name {
          $0.metadata.status = Located(.deprecated, at: $0.place)
        }
      }
      #expect(findings(of: rule, in: library).isEmpty, "\(rule.name)")
    }
  }

  @Test(arguments: Metadata.Status.allCases)
  func `only an active prompt needs a step`(status: Metadata.Status) {
    let library = library(Verdict(.orphaned), attach: .step) {
      $0.metadata.status = Located(status, at: $0.place)
    }
    #expect(findings(of: .unattachedPrompt, in: library).count == (status == .active ? 1 : 0))
    #expect(findings(of: .orphanedPrompt, in: library).count == (status == .active ? 1 : 0))
  }

  @Test func `a partial is never unattached, and may be orphaned`() {
    let library = library(Verdict(.orphaned), attach: .step) { $0.isPartial = true }
    #expect(findings(of: .unattachedPrompt, in: library).isEmpty)
    #expect(findings(of: .orphanedPrompt, in: library).count == 1)
  }

  @Test func `an orphan says how sure it is, and what was searched`() {
    var library = library(Verdict(.orphaned, .likely), attach: .step)
    library.filesRead = 12
    library.edges[0] = [Edge(.mention, at: Place(path: "README.md", line: 3))]
    let found = findings(of: .orphanedPrompt, in: library)
    #expect(
      found.map(\.message) == [
        "Nothing reaches this prompt (likely: only prose mentions it; 12 files searched)."
      ])
    #expect(found.first?.evidence.map(\.place.path) == ["README.md"])
  }

  @Test func `one obstacle is one finding, however many prompts it hides`() {
    var library = sampleLibrary((0..<30).map { samplePrompt("p\($0)") })
    let obstacle = Place(path: "flow.yaml", line: 7)
    library.verdicts = library.prompts.map { _ in
      Verdict(.unknown, .possible, because: "This is not valid YAML.", obstacle: obstacle)
    }
    let found = findings(of: .undecidable, in: library)
    #expect(found.map(\.message) == ["30 prompts cannot be judged: this is not valid YAML."])
    #expect(found.first?.place == obstacle)
    #expect(found.first?.evidence.count == 10)
    #expect(found.first?.evidence.last?.label.hasSuffix("and 20 more") == true)
  }

  @Test func `an include from a retired prompt does not use it`() {
    var includer = samplePrompt("b")
    includer.metadata.status = Located(.retired, at: includer.place)
    var library = library(Verdict(.orphaned), attach: .step) {
      $0.metadata.status = Located(.retired, at: $0.place)
    }
    library.prompts.append(includer)
    library.edges = [[Edge(.include, at: includer.place, from: "b.md")], []]
    library.verdicts = [Verdict(.orphaned), Verdict(.orphaned)]
    #expect(findings(of: .retiredInUse, in: library).isEmpty)
    library.prompts[1].metadata.status = nil
    #expect(
      findings(of: .retiredInUse, in: library).map(\.message) == [
        "The prompt 'b' uses this prompt, which is retired."
      ])
  }

  @Test func `an edge that is switched off does not use a retired prompt`() {
    var library = library(Verdict(.orphaned), attach: .step) {
      $0.metadata.status = Located(.retired, at: $0.place)
    }
    library.edges[0] = [Edge(.imported, at: Place(path: "w.json", line: 1), step: "w/s", idle: "disabled")]
    #expect(findings(of: .retiredInUse, in: library).isEmpty)
    library.edges[0][0].idle = nil
    #expect(findings(of: .retiredInUse, in: library).count == 1)
  }

  @Test func `a dangling name in a fixture is a note`() {
    var library = sampleLibrary([])
    library.dangling = [
      DanglingReference(
        target: "x", place: Place(path: "tests/fixtures/w.yaml", line: 2), source: .step("w/s")),
      DanglingReference(
        target: "x", place: Place(path: "w.yaml", line: 2), source: .step("a/b/s"), nearest: "y"),
    ]
    let found = findings(of: .danglingAttachment, in: library)
    #expect(found.map(\.level) == [.note, .error])
    #expect(found.last?.subject == .step(workflow: "a/b", step: "s"))
    #expect(found.last?.message == "This step uses 'x', which is not there; did you mean 'y'?")
  }
}
