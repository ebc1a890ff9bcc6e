import Testing

@testable import PromptLibrary

@Suite struct ProposalTests {
  private func globs(_ files: [String: String]) async -> [String] {
    let snapshot = Snapshot(texts: files)
    let library = await Library.read(snapshot, configuration: Configuration(), jobs: 1)
    return Proposal(snapshot: snapshot, library: library).prompts.map { "\($0.glob): \($0.reason)" }
  }

  @Test func `files are proposed by what made them prompts, and not by the folder around them`() async {
    let agent = "---\nname: a\ndescription: d\n---\nSort."
    let found = await globs([
      "lib/core/CLAUDE.md": "Be brief.", "lib/core/notes.md": "Notes.",
      ".claude/agents/a.md": agent, "a.prompty": "---\nname: a\n---\nuser:\nHello\n",
    ])
    #expect(
      found == [
        ".claude/agents/**: 1 claude-agent", "**/CLAUDE.md: 1 instructions", "**/*.prompty: 1 prompty",
      ])
  }

  @Test func `one glob stands for all formats that share it`() async {
    let found = await globs([
      "a.prompt": "---\nmodel: x/y\ninput:\n  schema:\n    a: string\n---\nSay {{a}}.",
      "b.prompt": "{% if a %}x{% endif %}",
    ])
    #expect(found == ["**/*.prompt: 1 dotprompt, 1 jinja-prompt"])
  }

  @Test func `a text file that a step names brings no neighbours along`() async {
    let found = await globs([
      "flow/flow.dag.yaml":
        "inputs: {}\nnodes:\n- name: ask\n  type: llm\n  source: {type: code, path: ask.jinja2}\n  inputs: {}\n",
      "flow/ask.jinja2": "Say {{a}}.", "build/image.jinja2": "FROM x",
    ])
    #expect(found == [])
  }

  @Test func `what a plain text seems to include dangles nowhere`() async {
    let snapshot = Snapshot(texts: [
      "notes/a.md": "{% if x %}{{ x }}{% endif %}\n{% include \"header.html\" %}\n"
    ])
    var configuration = Configuration()
    configuration.prompts = [Located("notes/**", at: Place(path: "shelflife.yaml"))]
    let library = await Library.read(snapshot, configuration: configuration, jobs: 1)
    #expect(library.prompts.map(\.id) == ["notes/a"])
    #expect(library.dangling.isEmpty)
  }
}
