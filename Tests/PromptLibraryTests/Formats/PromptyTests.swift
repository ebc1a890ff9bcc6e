import Testing

@testable import PromptLibrary

@Suite struct PromptyTests {
  private let second = """
    ---
    name: triage
    displayName: Triage of tickets
    description: Sorts a ticket.
    model:
      id: gpt-4o-2024-11-20
      provider: openai
      options: {temperature: 0.2}
    inputs:
      - name: ticket
        kind: string
      - name: tone
        default: plain
    metadata:
      shelflife: {owner: desk-team, steps: [intake/sort]}
    ---
    system:
    Sort the ticket.

    user:
    {{ticket}} in {{tone}} words
    """

  @Test func `version 2 gives title, model, inputs and metadata`() throws {
    let prompt = try #require(PromptSample("p/triage.prompty", second).prompt)
    #expect(prompt.id == "p/triage")
    #expect(prompt.title == "Triage of tickets")
    #expect(prompt.targets.map(\.name) == ["openai/gpt-4o-2024-11-20"])
    #expect(prompt.targets.map(\.precision) == [.exact])
    #expect(prompt.inputNames == ["ticket", "tone"])
    #expect(prompt.optional.contains("tone"))
    #expect(prompt.metadata.owner?.value == "desk-team")
    #expect(prompt.metadata.steps.map(\.value) == ["intake/sort"])
    #expect(prompt.syntax == .jinja)
    #expect(prompt.variables.map(\.value) == ["ticket", "tone"])
    #expect(prompt.variables.first?.place.description == "p/triage.prompty:21:3")
    #expect(PromptSample("p/triage.prompty", second).problems.isEmpty)
  }

  @Test func `version 1 gives deployment, sample and included files`() throws {
    let text = """
      ---
      name: Old
      model:
        api: chat
        configuration: {type: azure_openai, azure_deployment: gpt-4o}
        parameters:
          tools: ${file:tools.json}
      inputs:
        question: {type: string}
      sample: ${file:sample.json}
      ---
      user:
      {{question}}
      """
    let prompt = try #require(PromptSample("old.prompty", text).prompt)
    #expect(prompt.targets.map(\.name) == ["gpt-4o"])
    #expect(prompt.inputNames == ["question"])
    #expect(prompt.includeTargets == ["file tools.json", "file sample.json"])
    #expect(prompt.tests?.cases == 1)
  }

  @Test func `a sample stands for inputs that are not declared`() throws {
    let prompt = try #require(PromptSample("a.prompty", "---\nsample: {a: 1, b: 2}\n---\n{{a}}{{b}}").prompt)
    #expect(prompt.inputNames == ["a", "b"])
  }

  @Test(arguments: [
    ("model: gpt-4o", "gpt-4o", ModelTarget.Precision.alias),
    ("model: {configuration: {azure_deployment: '${env:NAME}'}}", "${env:NAME}", .unspecified),
    ("model: {configuration: {type: openai, model: gpt-4-0613}}", "gpt-4-0613", .exact),
  ])
  func `a model is found wherever a version of the format puts it`(
    header: String, name: String, precision: ModelTarget.Precision
  ) throws {
    let target = try #require(PromptSample("a.prompty", "---\n\(header)\n---\nhi").prompt?.targets.first)
    #expect(target.name == name)
    #expect(target.precision == precision)
  }

  @Test(arguments: [
    ("template: mustache", TemplateSyntax.mustache), ("template: jinja2", .jinja),
    ("template: {format: {kind: mustache}}", .mustache), ("template: {type: mustache}", .mustache),
    ("name: x", .jinja),
  ])
  func `the template's kind may be written short or long`(header: String, syntax: TemplateSyntax) throws {
    #expect(PromptSample("a.prompty", "---\n\(header)\n---\nhi").prompt?.syntax == syntax)
  }

  @Test func `sections of Mustache tell its kind where nothing else does`() throws {
    let text =
      "---\nname: x\ninputs:\n  talk: {type: array}\n---\n{{#talk}}\n- {{role}}: {{content}}\n{{/talk}}\n"
    let prompt = try #require(PromptSample("a.prompty", text).prompt)
    #expect(prompt.syntax == .mustache)
    #expect(prompt.optional.isSuperset(of: ["role", "content"]))
  }

  @Test(arguments: [
    "---\nname: x\n---\nhi", "\n\n# a comment\n---\nname: x\n+++\nhi", "+++\nname: x\n+++\nhi", "hi",
  ])
  func `fences may be dashes or pluses, after blank lines, or missing`(text: String) {
    #expect(PromptSample("a.prompty", text).problems.isEmpty)
    #expect(PromptSample("a.prompty", text).prompt?.words == 1)
  }

  @Test func `front matter that is never closed is an error at its fence`() throws {
    let problem = try #require(PromptSample("a.prompty", "\n---\nname: x\nhello").problems.first)
    #expect(problem.kind == .syntax)
    #expect(problem.place.description == "a.prompty:2:1")
  }

  @Test func `a misspelt key in our own place is a problem with a hint`() throws {
    let problem = try #require(
      PromptSample("a.prompty", "---\nmetadata: {shelflife: {ownr: x}}\n---\nhi").problems.first)
    #expect(problem.kind == .unknownKey("ownr", nearest: "owner"))
  }

  @Test func `role lines cut the body, and roles in the text do not`() {
    let body = Array(
      "lead\n# system:\nA\nuser[name=x]:\nB\nuser: not a line\n{{role}}:\nC\nassistant:\n\n".utf8)
    let messages = PromptyMessage.split(body[...])
    #expect(messages.map(\.role) == ["system", "system", "user[name=x]"])
    #expect(
      messages.last.map { String(decoding: $0.text, as: UTF8.self) } == "B\nuser: not a line\n{{role}}:\nC")
  }

  @Test func `governance is no part of the version, and parameters are`() throws {
    let version = try #require(PromptSample("a.prompty", second).prompt).version
    let sameText = second.replacing("desk-team", with: "other-team").replacing("Sorts a", with: "Sorts one")
    #expect(PromptSample("a.prompty", sameText).prompt?.version == version)
    #expect(PromptSample("a.prompty", second.replacing("\n", with: "\r\n")).prompt?.version == version)
    #expect(PromptSample("a.prompty", second.replacing("0.2", with: "0.3")).prompt?.version != version)
    #expect(
      PromptSample("a.prompty", second.replacing("Sort the", with: "Rank the")).prompt?.version != version)
    #expect(
      PromptSample("a.prompty", second.replacing("user:", with: "assistant:")).prompt?.version != version)
  }
}
