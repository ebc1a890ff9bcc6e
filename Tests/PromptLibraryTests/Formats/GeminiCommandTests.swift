import Git
import Testing
import YAML

@testable import PromptLibrary

@Suite struct GeminiCommandTests {
  @Test func `a command's prompt is read out of its TOML`() throws {
    let text = """
      # Reviews what is staged.
      description = "Reviews a change"
      prompt = \"\"\"
      Review {{args}} as @{docs/style.md} has it.
      The difference: !{git diff --staged} and !{cat -n ./docs/house.md | head -5}
      \"\"\"
      """
    let sample = PromptSample("app/.gemini/commands/git/review.toml", text)
    let prompt = try #require(sample.prompt)
    #expect(sample.format == "gemini-command")
    #expect(prompt.id == "app/.gemini/commands/git/review")
    #expect(prompt.summary == "Reviews a change")
    #expect(prompt.platform == "Gemini CLI loads .gemini/commands")
    #expect(prompt.variables.map(\.value) == ["args"])
    #expect(prompt.variables.first?.place.start == Position(line: 4, column: 10))
    #expect(prompt.supplied.contains("args"))
    #expect(prompt.includeTargets == ["file docs/style.md", "file ./docs/house.md"])
    #expect(sample.problems.isEmpty)
  }

  @Test func `a command without a prompt is a problem, and so is a text that never ends`() {
    #expect(PromptSample(".gemini/commands/a.toml", "description = 'd'\n").problems.map(\.kind) == [.value])
    let open = PromptSample(".gemini/commands/a.toml", "prompt = \"Review it\n")
    #expect(open.problems.map(\.kind) == [.syntax])
    #expect(open.problems.first?.place.start == Position(line: 1, column: 10))
    #expect(PromptSample("config/a.toml", "prompt = 'Review it'\n").format == nil)
  }

  @Test func `the version covers the prompt and nothing else`() throws {
    func version(_ text: String) throws -> String {
      try #require(PromptSample(".gemini/commands/a.toml", text).prompt).version.description
    }
    #expect(
      try version("prompt = 'Do it.'") == version("description = 'd'\nprompt = \"\"\"\nDo it.\n\"\"\"\n"))
    #expect(try version("prompt = 'Do it.'") != version("prompt = 'Do it now.'"))
  }

  @Test func `an extension brings what lies beside its manifest`() async {
    let found = await Library.read(
      Snapshot(texts: [
        "ext/gemini-extension.json": #"{"name": "x", "version": "1.0.0", "contextFileName": "NOTES.md"}"#,
        "ext/commands/fs/grep.toml": "prompt = 'Look for {{args}}.'\n", "ext/NOTES.md": "Be brief.",
        "ext/skills/tidy/SKILL.md": "---\nname: tidy\ndescription: d\n---\nTidy up.",
        "ext/agents/judge.md": "Judge it.", "other/commands/no.toml": "prompt = 'No.'\n",
      ]), configuration: Configuration(), jobs: 1)
    #expect(
      found.prompts.indices.map {
        "\(found.prompts[$0].format) \(found.prompts[$0].path) \(found.verdicts[$0].kind)"
      } == [
        "instructions ext/NOTES.md attached", "tool-agent ext/agents/judge.md attached",
        "gemini-command ext/commands/fs/grep.toml attached",
        "agent-skill ext/skills/tidy/SKILL.md attached",
      ])
  }
}
