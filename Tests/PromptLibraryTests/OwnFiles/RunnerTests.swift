import Testing

@testable import PromptLibrary

@Suite struct RunnerTests {
  private static func runner(_ text: String) throws -> Runner {
    let source = SourceText(path: "shelflife.yaml", "version: 1\nrunners:\n  r: \(text)\n")
    return try #require(Configuration.read(source).0.runners.first)
  }

  private static func prompt(_ path: String) -> Prompt {
    Prompt(
      id: "it's", path: path, format: "text", version: Behaviour.version(of: Array("x".utf8)),
      place: Place(path: path))
  }

  @Test func `what is filled in is one word of the shell, and is not filled in again`() throws {
    let runner = try Self.runner(
      "{command: 'run {prompt} {id} {model} {provider} {name} > {output}; echo ${HOME} {other}'}")
    #expect(
      runner.filledIn(Self.prompt("a {model}.txt"), model: "x/y/z", output: "/o ut")
        == "run 'a {model}.txt' 'it'\\''s' 'x/y/z' 'x' 'y/z' > '/o ut'; echo ${HOME} {other}")
    #expect(runner.takesModel)
    #expect(runner.writesFile)
  }

  @Test func `a runner runs the prompts that its patterns match, or all`() throws {
    let some = try Self.runner("{command: x, prompts: ['a/**']}")
    #expect(some.runs(Self.prompt("a/b.txt")))
    #expect(!some.runs(Self.prompt("b/b.txt")))
    #expect(try Self.runner("{command: x}").runs(Self.prompt("b/b.txt")))
    #expect(try !Self.runner("{command: x}").takesModel)
  }

  @Test func `a runner without a command, or with a key that nobody knows, is told`() {
    let source = SourceText(
      path: "shelflife.yaml", "version: 1\nrunners:\n  a: {format: csv}\n  b: {command: x, promts: y}\n")
    let (configuration, problems) = Configuration.read(source)
    #expect(configuration.runners.map(\.name) == ["b"])
    #expect(problems.map(\.place.line) == [3, 4])
  }
}
