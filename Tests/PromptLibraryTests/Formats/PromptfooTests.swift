import Testing
import YAML

@testable import PromptLibrary

@Suite struct PromptfooTests {
  private func read(_ text: String, path: String = "evals/promptfooconfig.yaml") throws -> PromptFile {
    try #require(PromptFormat.promptfoo.read(SourceText(path: path, text)))
  }

  @Test func `files become references from the configuration's folder`() throws {
    let file = try read(
      """
      prompts:
        - file://../prompts/a.txt
        - file://./b/*.json
        - prompts/chat.py:build
        - file://c/
        - exec:./gen.sh --fast
        - file://{{ env.DIR }}/x.txt
        - langfuse://name
      """)
    #expect(file.prompts.isEmpty)
    #expect(file.problems.isEmpty)
    #expect(
      file.references.map(\.target) == [
        "prompts/a.txt", "evals/b/*.json", "evals/prompts/chat.py", "evals/c/", "evals/gen.sh",
        "evals/*/x.txt",
      ])
    #expect(file.references.map(\.kind) == [.path, .glob, .path, .glob, .path, .dynamic])
    #expect(file.references.allSatisfy { $0.role == "suite" })
    #expect(file.references.map(\.isTentative) == [false, false, true, false, false, false])
    #expect(file.references[0].place.start == Position(line: 2, column: 5))
  }

  @Test func `texts become prompts with their models, cases and variables`() throws {
    let file = try read(
      """
      prompts:
        - 'Translate to {{language}}/French: {{text}}'
        - label: Long
          raw: |
            Say {{ text }}
            in {{tone}}
      providers:
        - openai:chat:gpt-4o-2024-11-20
        - id: anthropic:messages:claude-sonnet
          prompts: [Long]
        - openai:gpt-4o-mini:
            temperature: 0
        - file://provider.py
      defaultTest:
        assert: [{type: is-json}]
      tests:
        - vars: {language: French, text: Hi}
          assert: [{type: contains, value: Salut}]
        - vars: {text: Ho}
      """)
    #expect(file.problems.isEmpty)
    #expect(file.prompts.map(\.key) == ["1", "Long"])
    #expect(file.prompts[1].id == "evals/promptfooconfig#Long")
    #expect(file.prompts[1].address == "evals/promptfooconfig.yaml#Long")
    #expect(file.prompts[0].targets.map(\.name) == ["openai/gpt-4o-2024-11-20", "openai/gpt-4o-mini"])
    #expect(file.prompts[1].targets.count == 3)
    #expect(file.prompts[0].variables.map(\.value) == ["language", "text"])
    #expect(file.prompts[0].inputs?.map(\.value) == ["language", "text"])
    #expect(file.prompts[1].inputs?.map(\.value) == ["text"])
    #expect(
      file.prompts[0].tests
        == OwnTests(
          cases: 2, criteria: 2, place: file.prompts[0].tests!.place))
    #expect(file.prompts[0].variables[1].place.start == Position(line: 2, column: 42))
  }

  @Test func `cases in another file leave the variables open`() throws {
    let file = try read("prompts: ['Say {{x}} now']\ntests: file://cases.csv\n")
    #expect(file.prompts[0].inputs == nil)
    #expect(file.prompts[0].tests?.cases == 1)
  }

  @Test func `the old map and one string are read too`() throws {
    let old = try read("prompts: {a.txt: first, b.txt: second}")
    #expect(old.references.map(\.target) == ["evals/a.txt", "evals/b.txt"])
    let one = try read(#"{"prompts": "file://p.yaml"}"#, path: "promptfooconfig.json")
    #expect(one.references.map(\.target) == ["p.yaml"])
    #expect(try read("prompts: 3\n").prompts.count == 1)
    #expect(try read("[").problems.count == 1)
  }

  @Test func `a text file is split at its separators`() throws {
    let file = PromptFormat.split(
      SourceText(path: "p/many.txt", "One {{a}}\r\n --- \n\n---\nTwo\n{{b}}\n---\n"))
    #expect(file.prompts.map(\.key) == ["1", "2"])
    #expect(file.prompts.map(\.address) == ["p/many.txt#1", "p/many.txt#2"])
    #expect(file.prompts[1].place.line == 5)
    #expect(file.prompts[1].version == Behaviour.version(of: Array("Two\n{{b}}".utf8)))
    #expect(file.prompts[1].variables.map(\.place.start) == [Position(line: 6, column: 3)])
    let one = PromptFormat.split(SourceText(path: "p/one.txt", "Only one\n"))
    #expect(one.prompts.map(\.key) == [nil])
    #expect(one.prompts.map(\.id) == ["p/one"])
  }

  @Test func `a configuration outside the library is read for what it names only`() throws {
    var configuration = Configuration()
    configuration.prompts = [Located("lib/**", at: Place(path: "shelflife.yaml"))]
    let plan = ReadingPlan(configuration)
    let text = "prompts: ['Say {{x}} now', 'file://../lib/a.txt']\n"
    func read(_ path: String) throws -> FileReading {
      let readers = try #require(plan.readers(of: path))
      return plan.read(path, with: readers) { () throws(ReadFailure) in Array(text.utf8) }
    }
    let reading = try read("evals/promptfooconfig.yaml")
    #expect(reading.prompts?.prompts.isEmpty == true)
    #expect(reading.prompts?.references.map(\.target) == ["lib/a.txt"])
    let inside = try read("lib/promptfooconfig.yaml")
    #expect(inside.prompts?.prompts.count == 1)
  }
}
