import Testing
import YAML

@testable import PromptLibrary

@Suite struct OwnWorkflowTests {
  private static let whole = """
    id: case-management
    title: Case management
    owner: ops-lead@example.com
    backup: deputy@example.com
    stage: workflow
    trigger: a row enters the queue
    source_of_truth: case system
    steps:
      - id: draft
        title: Draft the text
        produces: case text
        input: queue row
        inputs: [row, policy]
        judgement: which policy applies
        uses: [case-draft, prompts/*.md]
        operated_by: machine
        output: review queue
        placement: {value_concentration: high, detection: delayed, verifiability: expert}
        failure: {mode: wrong policy cited, cost: case reopened}
        review: {layer: substantive, at: review, criteria: library/checklists/case.md, expertise: policy}
        standard: {pass_rate: 0.95, override_rate: 0.10}
        escalate_when: [confidence < 0.7, policy is unknown]
        on_failure: {response: paste by hand, fallback: library/fallbacks/case.md, rehearsed: 2026-09-12}
        volume: {per_day: 400, review_minutes: 3, reviewers: 4}
        next: [review]
        engine: .github/workflows/triage.yml#/jobs/triage/steps/ai
      - id: review
        operated_by: person
        next: [file]
      - {id: old, status: disabled}
      - {id: older, disabled: true}
    """

  private func read(_ text: String) -> WorkflowFile? {
    WorkflowEngine.own.read(SourceText(path: "flows/w.yaml", text))
  }

  @Test func `all that a workflow says is read`() throws {
    let file = try #require(read(Self.whole))
    #expect(file.problems == [])
    let workflow = try #require(file.workflows.first)
    #expect(workflow.id == "case-management")
    #expect(workflow.owner?.value == "ops-lead@example.com")
    #expect(workflow.backup?.value == "deputy@example.com")
    #expect(workflow.claimedStage?.value == "workflow")
    #expect(workflow.trigger == "a row enters the queue")
    #expect(workflow.sourceOfTruth == "case system")
    #expect(workflow.steps.map(\.id) == ["draft", "review", "old", "older"])
    #expect(workflow.steps.map(\.idle) == [nil, nil, "disabled", "disabled"])
    let step = workflow.steps[0]
    #expect(step.pointer == "/steps/0")
    #expect(step.uses.map(\.target) == ["case-draft", "prompts/*.md"])
    #expect(step.uses.map(\.kind) == [.name, .glob])
    #expect(step.uses[0].place.start == Position(line: 15, column: 12))
    #expect(step.next.map(\.value) == ["review"])
    #expect(step.engine?.value == ".github/workflows/triage.yml#/jobs/triage/steps/ai")
  }

  @Test func `a step's governance is read`() throws {
    let step = try #require(read(Self.whole)?.workflows.first?.steps.first)
    let governance = try #require(step.governance)
    #expect(governance.produces == "case text")
    #expect(governance.inputs.map(\.value) == ["row", "policy"])
    #expect(governance.operatedBy == "machine")
    #expect(governance.valueConcentration?.value == "high")
    #expect(governance.detection?.value == "delayed")
    #expect(governance.verifiability?.value == "expert")
    #expect(governance.failureMode == "wrong policy cited")
    #expect(governance.reviewLayer?.value == "substantive")
    #expect(governance.reviewAt?.value == "review")
    #expect(governance.criteria?.value == "library/checklists/case.md")
    #expect(governance.passRate?.value == 0.95)
    #expect(governance.overrideRate?.value == 0.1)
    #expect(governance.escalateWhen.map(\.value) == ["confidence < 0.7", "policy is unknown"])
    #expect(governance.failureResponse?.value == "paste by hand")
    #expect(governance.fallback?.value == "library/fallbacks/case.md")
    #expect(governance.rehearsed?.value == "2026-09-12")
    #expect(governance.volumePerDay?.value == 400)
    #expect(governance.reviewMinutes?.value == 3)
    #expect(governance.reviewers?.value == 4)
  }

  @Test(arguments: [
    // Ours, written sparsely or in another style.
    ("id: w\nsteps:\n  - id: a\n", true), ("{id: w, steps: [{id: a, uses: x}]}", true),
    ("steps:\n  - id: a\n    uses: [x]\n", true), ("  id: w\n  steps:\n  - id: a\n", true),
    ("---\n\"id\": w\n\"steps\": [{id: a}]\n", true), ("id: w\nsteps: []\n", true),
    ("id: w\r\nsteps:\r\n  - id: a\r\n    use: [x]\r\n", true),
    // Somebody else's.
    ("on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n", false),
    ("steps:\n  - uses: actions/checkout@v4\n  - run: make\n", false),
    ("id: x\nsteps:\n  - uses: ./local\n", false), ("steps:\n  - label: test\n    command: make\n", false),
    ("id: tour\nsteps:\n  - id: a\n    content: Welcome\n    target: '#menu'\n", false),
    ("id: x\nsteps: 12\n", false), ("id: x\nsteps: [a, b]\n", false), ("id: x\nsteps: {a: {}}\n", false),
    ("id: x\n# steps:\n", false), ("", false), ("steps:", false), ("id: {{ x }}\nsteps: [{{ y }}]\n", false),
  ])
  func `a file is ours by what it says`(text: String, isOurs: Bool) {
    #expect((read(text) != nil) == isOurs)
  }

  @Test(arguments: [
    ("id: w\nsteps:\n  - id: a\n    use: [x]\n", "4:5 'use' is no key of a step; did you mean 'uses'?"),
    ("steps:\n  - id: a\n    uses: [x]\n", "1:1 The key 'id' is missing in a workflow; expected text."),
    ("id: w\nsteps:\n  - uses: [x]\n", "3:5 The key 'id' is missing in a step; expected text."),
    ("id: w\nsteps: [{id: a}, {id: a}]", "2:23 Another step of this workflow has the id 'a'."),
    (
      "id: w\nsteps: [{id: review, next: [reveiw]}]",
      "2:29 No step of this workflow has the id 'reveiw'; did you mean 'review'?"
    ),
    (
      "id: w\nsteps: [{id: a, uses: [x], engine: flows/a.yml}]",
      "2:36 Expected a path and a JSON Pointer, such as .github/workflows/triage.yml#/jobs/triage/steps/0 for 'engine', found 'flows/a.yml'; it has no '#/' between path and pointer."
    ),
  ])
  func `a slip of the pen is told where it is`(text: String, expected: String) throws {
    let file = try #require(read(text))
    #expect(file.problems.map { "\($0.place.start?.description ?? "-") \($0.message)" } == [expected])
    #expect(file.workflows.count == 1)
  }

  @Test func `a workflow without an id is called by its path`() {
    #expect(read("steps:\n  - id: a\n    uses: [x]\n")?.workflows.first?.id == "flows/w")
  }

  @Test func `a broken file with our words in it is a broken workflow`() {
    let file = read("id: w\nsteps:\n  - id: a\n    uses: [x\n  - id: b\n")
    #expect(file?.problems.map(\.kind) == [.syntax])
    #expect(read("id: w\nsteps:\n  - id: a\n    content: [x\n") == nil)
  }

  @Test(arguments: [
    "", "- a\n", "id: w\n", "id: w\nsteps: 3\n", "id: [w\n", "id: w\nsteps:\n  - text: hello\n",
  ])
  func `a file that the configuration names as a workflow must be one`(text: String) async {
    var configuration = Configuration()
    configuration.workflows = [Located("flows/**", at: Place(path: "shelflife.yaml"))]
    let snapshot = Snapshot(texts: ["flows/w.yaml": text, "flows/README.md": "Notes", "other/w.yaml": text])
    let library = await Library.read(snapshot, configuration: configuration, jobs: 1)
    #expect(!library.problems.isEmpty)
    #expect(library.problems.allSatisfy { $0.place.path == "flows/w.yaml" })
  }

  @Test func `many steps of a foreign file cost little`() {
    let line = "      steps: \"steps\" steps steps steps steps steps steps\n"
    let bytes = Array(("jobs:\n" + String(repeating: line, count: 20_000)).utf8)
    #expect(!OwnWorkflow.mayHaveSteps(bytes))
  }
}
