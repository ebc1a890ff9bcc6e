import Testing
import YAML

@testable import PromptLibrary

@Suite struct PromptsYAMLTests {
  private func read(_ text: String, path: String = "lib/p.yaml") -> PromptFile? {
    PromptFormat.promptsYAML.read(SourceText(path: path, text))
  }

  @Test func `a flat map of strings holds a prompt a key`() throws {
    let file = try #require(
      read(
        "reply.late: Say that the order of {{name}} is late\nreply:\n  soon: Tell them it comes in two days\nok: Yes\n"
      ))
    #expect(file.prompts.map(\.key) == ["reply.late", "reply.soon"])
    #expect(file.prompts[0].id == "lib/p#reply.late")
    #expect(file.prompts[0].variables.map(\.value) == ["name"])
    #expect(file.prompts[0].variables[0].place.start == Position(line: 1, column: 37))
    #expect(file.prompts[0].place.start == Position(line: 1, column: 1))
  }

  @Test func `a number is no id`() throws {
    for (id, expected) in [("36", "lib/p#example"), ("ask-36", "ask-36")] {
      let text = "example:\n  id: \(id)\n  text: Write the body of the mail to {name}\n"
      #expect(try #require(read(text)).prompts.map(\.id) == [expected])
    }
  }

  @Test func `entries carry models, inputs and metadata`() throws {
    let file = try #require(
      read(
        """
        version: 1
        owner: all@example.com
        prompts:
          planner:
            owner: plan@example.com
            model: gpt-4o
            temperature: 0.2
            inputs: [goal]
            description: makes a plan of five words and more
            system: You plan what others do.
            user: "Plan this goal: {goal}"
          reply:
            template: Answer the user in one sentence.
        """))
    #expect(file.problems.isEmpty)
    #expect(
      file.prompts.map(\.address) == [
        "lib/p.yaml#prompts.planner.system", "lib/p.yaml#prompts.planner.user", "lib/p.yaml#prompts.reply",
      ])
    #expect(
      file.prompts.map { $0.metadata.owner?.value } == [
        "plan@example.com", "plan@example.com", "all@example.com",
      ])
    #expect(file.prompts[1].targets.map(\.name) == ["gpt-4o"])
    #expect(file.prompts[1].syntax == .fString)
    #expect(file.prompts[1].inputs?.map(\.value) == ["goal"])
    #expect(file.prompts[2].targets.isEmpty)
  }

  @Test func `lists are keyed by name or id and messages are one prompt`() throws {
    let file = try #require(
      read(
        """
        - id: a
          status: draft
          text: Say that it is so
        - name: b
          messages:
            - {role: system, content: You are brief.}
            - {role: user, content: "{{question}}"}
        """))
    #expect(file.prompts.map(\.key) == ["a", "b"])
    #expect(file.prompts.map(\.id) == ["a", "lib/p#b"])
    #expect(file.prompts[0].metadata.status?.value == .draft)
    #expect(file.prompts[1].words == 4)
  }

  @Test(arguments: [
    "database: {user: admin, host: db}\nport: 5\n", "text: Submit\n", "just text\n", "a: 1\n", "",
    "on: push\njobs: {a: {steps: [{run: make all of the things now}]}}\n",
  ])
  func `other YAML files hold no prompts`(text: String) { #expect(read(text) == nil) }

  @Test func `broken YAML is a problem where prompts were asked for`() {
    #expect(read("a: [")?.problems.map(\.kind) == [.syntax])
  }

  @Test func `a file of keys is read only where the configuration names it`() async {
    let snapshot = Snapshot(texts: [
      "lib/p.yaml": "hello: Say hello to the user in French\n", "lib/a.md": "Hi",
    ])
    var configuration = Configuration()
    #expect(await Library.read(snapshot, configuration: configuration, jobs: 1).prompts.isEmpty)
    configuration.prompts = [Located("lib/**", at: Place(path: "shelflife.yaml"))]
    let prompts = await Library.read(snapshot, configuration: configuration, jobs: 1).prompts
    #expect(prompts.map(\.address) == ["lib/a.md", "lib/p.yaml#hello"])
  }
}
