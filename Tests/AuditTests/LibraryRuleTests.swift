import PromptLibrary
import Testing

@testable import Audit

@Suite struct LibraryRuleTests {
  private func prompt(
    inputs: [String]?, variables: [String], change: (inout Prompt) -> Void = { _ in }
  ) -> Prompt {
    var prompt = samplePrompt("a")
    prompt.syntax = .jinja
    prompt.inputs = inputs?.map { Located($0, at: Place(path: "a.md", line: 3)) }
    prompt.variables = variables.map { Located($0, at: Place(path: "a.md", line: 9)) }
    change(&prompt)
    return prompt
  }

  private func messages(_ rule: Rule, _ prompts: Prompt...) -> [String] {
    findings(of: rule, in: sampleLibrary(prompts)).map(\.message)
  }

  @Test func `an undeclared variable names the nearest input`() {
    #expect(
      messages(.undefinedVariable, prompt(inputs: ["row"], variables: ["rwo", "row"])) == [
        "The variable 'rwo' is no declared input; did you mean 'row'?"
      ])
  }

  @Test func `variables that are optional, supplied or parts of an input are declared`() {
    let fine = prompt(inputs: ["order"], variables: ["order.lines", "history", "tone"]) {
      $0.supplied = ["history"]
      $0.optional = ["tone"]
    }
    #expect(messages(.undefinedVariable, fine).isEmpty)
  }

  @Test func `Semantic Kernel minds neither capitals nor a missing declaration`() {
    func forgiving(_ prompt: Prompt) -> Prompt {
      var prompt = prompt
      prompt.format = "semantic-kernel"
      return prompt
    }
    let capitals = forgiving(prompt(inputs: ["input"], variables: ["INPUT"]))
    #expect(messages(.undefinedVariable, capitals).isEmpty)
    #expect(messages(.unusedInput, capitals).isEmpty)
    #expect(messages(.undefinedVariable, prompt(inputs: ["input"], variables: ["INPUT"])).count == 1)
    let missing = forgiving(prompt(inputs: ["input"], variables: ["input", "tone"]))
    #expect(findings(of: .undefinedVariable, in: sampleLibrary([missing])).map(\.level) == [.note])
  }

  @Test func `files that lack alike are one finding, and each level has its own`() {
    var library = sampleLibrary([])
    func missing(_ path: String) -> SourceProblem {
      SourceProblem(.unreadable, "The object of \(path) is missing.", at: Place(path: path))
    }
    library.problems =
      (1...5).map { missing("flows/\($0).yaml") } + (1...4).map { missing("tests/\($0).yaml") }
    let found = findings(of: .unparseable, in: library)
    #expect(found.map(\.level) == [.error, .note])
    #expect(found.first?.message == "The object of flows/1.yaml is missing. The same goes for 4 more files.")
    library.problems = (1...4).map {
      SourceProblem(
        .tolerated, "The skill's name 'a\($0)' has \(70 + $0) characters.", at: Place(path: "\($0)/SKILL.md"))
    }
    #expect(findings(of: .unparseable, in: library).map(\.evidence.count) == [3])
  }

  @Test func `files that only their content would make the library's are one note when it is missing`() {
    var library = sampleLibrary([])
    library.problems = ["a.json", "b.json"].map { path in
      var problem = SourceProblem(.unreadable, "The object of \(path) is missing.", at: Place(path: path))
      problem.isOfPerhapsNothing = true
      return problem
    }
    library.problems.append(
      SourceProblem(.unreadable, "The object of c.prompt.md is missing.", at: Place(path: "c.prompt.md")))
    let found = findings(of: .unparseable, in: library)
    #expect(
      Set(found.map { "\($0.level) \($0.message)" }) == [
        "note The object of a.json is missing. The same goes for 1 more file.",
        "error The object of c.prompt.md is missing.",
      ])
  }

  @Test func `a prompt that declares nothing, and a partial, are not judged`() {
    #expect(messages(.undefinedVariable, prompt(inputs: nil, variables: ["x"])).isEmpty)
    #expect(
      messages(.undefinedVariable, prompt(inputs: ["y"], variables: ["x"]) { $0.isPartial = true }).isEmpty)
  }

  @Test func `an unused input is flagged, unless an include that cannot be told may use it`() {
    #expect(
      messages(.unusedInput, prompt(inputs: ["row", "tone"], variables: ["row"])) == [
        "The text does not use the input 'tone'."
      ])
    for include in [
      Include(.include, "x-*.md", at: Place(path: "a.md", line: 5), isDynamic: true),
      Include(.include, "nowhere.md", at: Place(path: "a.md", line: 5)),
    ] {
      #expect(
        messages(.unusedInput, prompt(inputs: ["tone"], variables: []) { $0.includes = [include] }).isEmpty)
    }
  }

  @Test func `an include that is known is asked whether it uses the input`() {
    var part = samplePrompt("part")
    part.variables = [Located("tone", at: part.place)]
    let whole = prompt(inputs: ["tone", "row"], variables: []) {
      $0.includes = [Include(.include, "part.md", at: $0.place)]
    }
    #expect(messages(.unusedInput, whole, part) == ["The text does not use the input 'row'."])
  }

  @Test func `equal ids are an error where they were written, a note where they follow from paths`() {
    var first = samplePrompt("x")
    var second = samplePrompt("x")
    second.path = "y.md"
    #expect(findings(of: .duplicateID, in: sampleLibrary([first, second])).map(\.level) == [.note])
    first.metadata.id = Located("x", at: first.place)
    #expect(findings(of: .duplicateID, in: sampleLibrary([first, second])).map(\.level) == [.error])
  }

  @Test func `a secret is named by its kind, and its line is not to be shown`() {
    var prompt = samplePrompt("a")
    prompt.secrets = [Secret(kind: "OpenAI API key", place: Place(path: "a.md", line: 4))]
    let found = findings(of: .secretInPrompt, in: sampleLibrary([prompt]))
    #expect(found.map(\.message) == ["A credential stands in this text (OpenAI API key)."])
    #expect(found.map(\.hidesSource) == [true])
  }

  @Test func `an orphan is a candidate once its grace period is over`() {
    var library = sampleLibrary([samplePrompt("a"), samplePrompt("b"), samplePrompt("c")])
    library.firstSeen = [day("2026-10-20"), day("2026-10-21"), nil]
    #expect(findings(of: .retirementCandidate, in: library).map(\.subject) == [.prompt(id: "a")])
  }

  @Test func `a prompt whose use ended is a candidate while use is still counted`() {
    var library = sampleLibrary([samplePrompt("a"), samplePrompt("b")])
    library.verdicts = [Verdict(.attached), Verdict(.attached)]
    library.usage = [sampleUsage("2026-07-01", "a", 4)]
    #expect(findings(of: .retirementCandidate, in: library).isEmpty)
    library.usage.append(sampleUsage("2026-11-01", "b", 4))
    #expect(
      findings(of: .retirementCandidate, in: library).map(\.message) == [
        "It can be retired: it was last used on 2026-07-01. A live step that uses it keeps it."
      ])
    library.prompts[0].metadata.kind = Located("seasonal", at: library.prompts[0].place)
    #expect(findings(of: .retirementCandidate, in: library).isEmpty)
  }

  @Test func `a prompt whose successor took its last step is a candidate`() {
    var library = sampleLibrary([samplePrompt("a"), samplePrompt("b")])
    library.prompts[0].metadata.successor = Located("b", at: Place(path: "a.md", line: 2))
    library.edges[1] = [Edge(.declared, at: Place(path: "w.yaml", line: 5), step: "w/s")]
    library.verdicts[1] = Verdict(.attached)
    let found = findings(of: .retirementCandidate, in: library)
    #expect(found.map(\.subject) == [.prompt(id: "a")])
    #expect(found.first?.message.contains("its successor 'b' has its place at 'w/s'") == true)
  }

  @Test func `one person's team is not concentrated use, and a machine is no person`() {
    var library = sampleLibrary([samplePrompt("a")])
    library.usage = [sampleUsage("2026-11-01", "a", 90, by: "ada")]
    #expect(findings(of: .concentratedUse, in: library).isEmpty)
    library.usage.append(sampleUsage("2026-11-01", "a", 2, by: "ben"))
    #expect(findings(of: .concentratedUse, in: library).count == 1)
    var step = Step(id: "s", pointer: "/steps/0", place: Place(path: "w.yaml"))
    step.governance = Governance()
    step.governance?.operatedBy = "machine"
    var workflow = Workflow(id: "w", path: "w.yaml", engine: .own, place: Place(path: "w.yaml"))
    workflow.steps = [step]
    library.workflows = [workflow]
    library.usage[0].step = "w/s"
    #expect(findings(of: .concentratedUse, in: library).isEmpty)
  }
}
