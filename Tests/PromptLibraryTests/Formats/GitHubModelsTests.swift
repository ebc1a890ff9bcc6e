import Testing
import YAML

@testable import PromptLibrary

@Suite struct GitHubModelsTests {
  private func read(_ text: String) throws -> (prompt: Prompt, problems: [SourceProblem]) {
    let file = try #require(PromptFormat.githubModels.read(SourceText(path: "p/sort.prompt.yml", text)))
    return (try #require(file.prompts.first), file.problems)
  }

  private let whole = """
    name: Sort
    description: Sorts a row
    owner: ops@example.com
    model: openai/gpt-4o-2024-11-20
    modelParameters:
      temperature: 0.5
    messages:
      - role: system
        content: You sort rows.
      - role: user
        content: |
          Sort this:
          {{row}} by {{ column }}
    testData:
      - row: a
        column: b
        expected: c
    evaluators:
      - name: says c
        string:
          contains: c
    """

  @Test func `a whole file is read without a problem`() throws {
    let (prompt, problems) = try read(whole)
    #expect(problems.isEmpty)
    #expect(prompt.id == "p/sort")
    #expect(prompt.title == "Sort")
    #expect(prompt.metadata.owner?.value == "ops@example.com")
    #expect(prompt.targets.map(\.name) == ["openai/gpt-4o-2024-11-20"])
    #expect(prompt.variables.map(\.value) == ["row", "column"])
    #expect(prompt.tests?.cases == 1)
    #expect(prompt.tests?.criteria == 1)
    #expect(prompt.words == 8)
  }

  @Test func `a variable in a block scalar has its own place`() throws {
    let (prompt, _) = try read(whole)
    #expect(prompt.variables[0].place.start == Position(line: 13, column: 9))
    #expect(prompt.variables[0].place.end == Position(line: 13, column: 12))
  }

  @Test func `inputs are the variables that test rows give`() throws {
    let (prompt, _) = try read(whole)
    #expect(prompt.inputs?.map(\.value) == ["row", "column"])
    let (without, _) = try read("messages: [{role: user, content: 'Sort {{row}}'}]")
    #expect(without.inputs == nil)
    let (missing, _) = try read(
      "messages: [{role: user, content: 'Sort {{row}}'}]\ntestData: [{rows: a}]\nevaluators: []")
    #expect(missing.inputs?.isEmpty == true)
  }

  @Test func `governance does not change the version and parameters do`() throws {
    let version = try read(whole).prompt.version
    #expect(try read(whole.replacing("ops@", with: "dev@")).prompt.version == version)
    #expect(try read(whole.replacing("\n", with: "\r\n")).prompt.version == version)
    #expect(try read(whole.replacing("0.5", with: "0.6")).prompt.version != version)
    #expect(try read(whole.replacing("You sort", with: "We sort")).prompt.version != version)
  }

  @Test func `an unknown key names the nearest one`() throws {
    let (_, problems) = try read("mesages: []\nmessages: [{role: user, content: Sort.}]\nstatus: active\n")
    #expect(problems.map(\.kind) == [.unknownKey("mesages", nearest: "messages")])
    #expect(problems[0].place.start == Position(line: 1, column: 1))
  }

  @Test func `a file that has nothing of the format but its name's end is none`() {
    let text = "name: x\nuser: |\n  Sort the rows.\nsystem: You sort.\n"
    #expect(PromptFormat.githubModels.read(SourceText(path: "a.prompt.yaml", text)) == nil)
  }

  @Test(arguments: [
    ("messages: [{role: usr, content: Sort.}]", SourceProblem.Kind.value),
    ("messages: [{role: user}]", .value), ("name: x", .syntax), ("[a]", .syntax), ("a: [", .syntax),
    ("", .syntax),
    ("messages: [{role: user, content: a}]\nevaluators: [{name: x}]", .value),
    ("messages: [{role: user, content: a}]\nevaluators: [{name: x, string: {has: y}}]", .value),
    ("messages: [{role: user, content: a}]\nresponseFormat: json", .value),
    ("messages: [{role: user, content: a}]\nresponseFormat: json_schema", .value),
    (
      "messages: [{role: user, content: a}]\nmodelParameters: {max_tokens: 5}",
      .unknownKey("max_tokens", nearest: "maxTokens")
    ),
  ])
  func `what the tool refuses or passes over is a problem`(text: String, kind: SourceProblem.Kind) throws {
    let file = try #require(PromptFormat.githubModels.read(SourceText(path: "a.prompt.yml", text)))
    #expect(file.problems.map(\.kind) == [kind])
  }
}
