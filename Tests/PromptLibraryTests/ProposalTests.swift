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

  @Test func `a glob that would make prompts of other files gives way to narrower ones`() async {
    let prompt = #"{"_type": "prompt", "template": "Sort {rows}.", "input_variables": ["rows"]}"#
    let found = await globs([
      ".github/copilot-instructions.md": "Be brief.", ".github/ISSUE_TEMPLATE/bug.md": "What happened?",
      "prompts/sort.json": prompt, "prompts/pack.json": prompt, "cable.json": "{}", "x/mixed/a.json": prompt,
      "x/mixed/package.json": "{}",
    ])
    #expect(
      found.map { String($0.prefix { $0 != ":" }) } == [
        ".github/copilot-instructions.md", "prompts/*.json", "x/mixed/a.json",
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

  @Test func `a tool's own folder and a plugin's are proposed, and none of another name`() async {
    let found = await globs([
      ".junie/guidelines.md": "Be brief.", "docs/guidelines.md": "How we work.",
      "app/.kiro/steering/tech.md": "Use it.",
      ".clinerules/style.md": "Be brief.", "plugins/p/.claude-plugin/plugin.json": #"{"name": "p"}"#,
      "plugins/p/commands/deep/go.md": "Go.", "docs/commands/go.md": "How to go.",
    ])
    #expect(
      found.map { String($0.prefix { $0 != ":" }) } == [
        "plugins/*/commands/**", "**/.kiro/steering/**", ".clinerules/**", ".junie/guidelines.md",
      ])
  }

  @Test(arguments: ["prompts", "agent-prompts", "agent_prompts", "prompts_de", "preprompts"])
  func `a folder whose name speaks of prompts is proposed`(name: String) async {
    #expect(
      await globs(["app/\(name)/a.txt": "Sort.", "app/\(name)/deep/b.md": "Draft.", "app/x.md": "Notes."])
        == ["app/\(name)/**: 2 text files in a folder of this name"])
  }

  @Test func `a folder of the documentation is proposed where there is no other`() async {
    let pages = ["docs/prompts/a.md": "How to write one."]
    #expect(await globs(pages) == ["docs/prompts/**: 1 text files in a folder of this name"])
    #expect(
      await globs(pages.merging(["app/prompts/a.md": "Sort."]) { a, _ in a })
        == ["app/prompts/**: 1 text files in a folder of this name"])
  }

  @Test func `a text whose name says that it is a prompt is proposed`() async {
    #expect(
      await globs([
        "app/prompt.txt": "Sort.", "app/sort_prompt.md": "Sort.", "app/notes.md": "No.", "app/prompt.py": "",
        "app/prompter.md": "No.", "tests/a_prompt.txt": "Sort.", "docs/prompt.md": "No.",
      ]) == ["app/prompt.txt: its name says so", "app/sort_prompt.md: its name says so"])
    let many = Dictionary(uniqueKeysWithValues: (0..<12).map { ("app/\($0)_prompt.txt", "Sort.") })
    #expect(await globs(many) == ["app/*prompt*.txt: 12 files whose names say so"])
    #expect(await globs(["app/[slug]/prompt.md": "Sort."]) == ["app/?slug?/prompt.md: its name says so"])
    let capitals = Dictionary(uniqueKeysWithValues: (0..<12).map { ("app/S\($0)_Prompt.txt", "Sort.") })
    #expect(await globs(capitals) == ["app/*Prompt*.txt: 12 files whose names say so"])
  }

  @Test func `a folder of programs is none of prompts`() async {
    let texts = ["src/user-prompts/a.md": "Notes.", "src/user-prompts/a.ts": "", "src/user-prompts/b.ts": ""]
    #expect(await globs(texts) == [])
    let modules = ["core/prompt/Module.md": "# Module", "core/prompt/src/Prompt.kt": "class Prompt"]
    #expect(await globs(modules) == [])
    let package = ["core/prompt/notes.md": "Notes.", "core/prompt/A.java": "", "core/prompt/B.java": ""]
    #expect(await globs(package) == [])
    // Where the name leaves no doubt, a program beside the texts is their loader.
    let loaded = ["app/prompts/a.md": "Sort.", "app/prompts/load.py": "", "app/prompts/__init__.py": ""]
    #expect(await globs(loaded) == ["app/prompts/**: 1 text files in a folder of this name"])
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
