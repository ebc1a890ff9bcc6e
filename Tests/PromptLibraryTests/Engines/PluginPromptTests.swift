import Testing

@testable import PromptLibrary

/// What a plugin brings is a prompt because its manifest says so, whatever it is called.
@Suite struct PluginPromptTests {
  private func library(_ files: [String: String], prompts: String? = nil) async -> Library {
    var configuration = Configuration()
    if let prompts { configuration.prompts = [Located(prompts, at: Place(path: "shelflife.yaml"))] }
    return await Library.read(Snapshot(texts: files), configuration: configuration, jobs: 1)
  }

  /// `format id verdict` of each prompt.
  private func listed(_ library: Library) -> [String] {
    library.prompts.indices.map { index in
      "\(library.prompts[index].format) \(library.prompts[index].id) \(library.verdicts[index].kind.rawValue)"
    }
  }

  @Test func `a plugin's commands and agents are prompts that its platform loads`() async {
    let found = await library([
      ".claude-plugin/plugin.json": #"{"name": "p"}"#,
      "commands/tidy.md": "Tidy $ARGUMENTS.", "commands/git/push.md": "---\ndescription: d\n---\nPush.",
      "commands/README.md": "What these do.", "agents/checker.md": "---\ndescription: d\n---\nCheck it.",
      "output-styles/terse.md": "Be terse.", "notes/other.md": "Nothing.",
    ])
    #expect(
      listed(found) == [
        "claude-agent agents/checker attached", "claude-command commands/git/push attached",
        "claude-command commands/tidy attached", "instructions output-styles/terse attached",
      ])
    #expect(found.problems.isEmpty)
    #expect(found.prompts[2].variables.map(\.value) == ["ARGUMENTS"])
    #expect(found.edges[2].first?.place.path == ".claude-plugin/plugin.json")
  }

  @Test(arguments: [
    (#""./cmd/""#, ["claude-command cmd/a attached", "claude-command cmd/b attached"]),
    (#""./cmd/a.md""#, ["claude-command cmd/a attached"]),
    (
      #"["./cmd/b.md", "./commands"]"#,
      ["claude-command cmd/b attached", "claude-command commands/c attached"]
    ),
    (#"{"x": {"source": "./cmd/a.md"}}"#, ["claude-command cmd/a attached"]),
  ])
  func `what a manifest lists takes the place of the folder`(value: String, expected: [String]) async {
    let found = await library([
      ".claude-plugin/plugin.json": #"{"name": "p", "commands": \#(value)}"#,
      "cmd/a.md": "Do a.", "cmd/b.md": "Do b.", "commands/c.md": "Do c.",
    ])
    #expect(listed(found) == expected)
  }

  @Test func `a marketplace brings the plugins whose source lies here`() async {
    let found = await library([
      ".claude-plugin/marketplace.json": """
      {"name": "m", "plugins": [
        {"name": "a", "source": "./plugins/a"},
        {"name": "b", "source": "./plugins/b", "strict": false, "agents": ["./roles/judge.md"]},
        {"name": "c", "source": {"source": "github", "repo": "example/c"}}]}
      """,
      "plugins/a/commands/go.md": "Go.", "plugins/b/roles/judge.md": "Judge it.",
      "plugins/b/agents/not-listed.md": "Nothing.", "plugins/c/commands/far.md": "Nothing.",
    ])
    #expect(
      listed(found) == [
        "claude-command plugins/a/commands/go attached", "claude-agent plugins/b/roles/judge attached",
      ])
  }

  @Test func `without a manifest such folders hold no prompts`() async {
    #expect(await library(["commands/tidy.md": "Tidy.", "agents/a.md": "Check."]).prompts.isEmpty)
  }

  @Test func `a configuration that names the prompts decides here too`() async {
    let files = [
      ".claude-plugin/plugin.json": #"{"name": "p"}"#, "commands/tidy.md": "Tidy $ARGUMENTS.",
      "library/a.md": "Sort it.",
    ]
    #expect(listed(await library(files, prompts: "library/**")) == ["markdown library/a orphaned"])
    let all = await library(files, prompts: "**/*.md")
    #expect(listed(all) == ["claude-command commands/tidy attached", "markdown library/a orphaned"])
    #expect(all.prompts[0].variables.map(\.value) == ["ARGUMENTS"])
  }
}
