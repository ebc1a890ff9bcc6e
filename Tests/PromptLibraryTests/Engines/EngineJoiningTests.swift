import Testing

@testable import PromptLibrary

@Suite struct EngineJoiningTests {
  @Test func `a text in a step sends its reader to files`() async {
    let workflow = """
      on: push
      jobs:
        docs:
          runs-on: ubuntu-latest
          steps:
            - uses: anthropics/claude-code-action@v1
              with:
                prompt: |
                  Read and follow `prompts/docs.prompt.md`, then see [rules](prompts/rules.prompt.md) and `notes.md`.

      """
    let library = await Library.read(
      Snapshot(texts: [
        ".github/workflows/docs.yml": workflow, "prompts/docs.prompt.md": "Edit the page.\n",
        "prompts/rules.prompt.md": "Be brief.\n", "prompts/other.prompt.md": "Be loud.\n",
      ]), configuration: Configuration(), jobs: 1)
    #expect(library.verdicts.map(\.kind) == [.attached, .orphaned, .attached])
    #expect(library.dangling.isEmpty)
  }

  private let prompt = "messages: [{role: user, content: Sort this row.}]\n"

  private func library(_ files: [String: String]) async -> Library {
    await Library.read(Snapshot(texts: files), configuration: Configuration(), jobs: 1)
  }

  @Test func `a word of a script counts only when it is a prompt`() async {
    let library = await library([
      ".github/workflows/a.yml":
        "on: push\njobs:\n  a:\n    steps:\n    - run: make README.md\n    - run: ask p/x.prompt.yml\n",
      "p/x.prompt.yml": prompt, "README.md": "Hello.\n",
    ])
    #expect(library.prompts.map(\.path) == ["p/x.prompt.yml"])
    #expect(library.workflows.flatMap(\.steps).map(\.id) == ["a.1"])
    #expect(library.edges.map { $0.map(\.kind) } == [[.imported]])
    #expect(library.dangling.isEmpty)
  }

  @Test func `a workflow whose words are no prompts is gone`() async {
    let library = await library([
      ".github/workflows/a.yml": "on: push\njobs: {a: {steps: [{run: cat requirements.txt}]}}\n",
      "requirements.txt": "x\n",
    ])
    #expect(library.workflows.isEmpty)
    #expect(library.prompts.isEmpty)
  }

  @Test func `a prompt file that is not there is dangling`() async {
    let library = await library([
      ".github/workflows/a.yml":
        "on: push\njobs: {a: {steps: [{uses: actions/ai-inference@v1, with: {prompt-file: p/y.prompt.yml}}]}}\n",
      "p/x.prompt.yml": prompt,
    ])
    #expect(library.dangling.map(\.target) == ["p/y.prompt.yml"])
  }

  @Test(arguments: [
    ("/plan", [".claude/commands/plan.md"]), ("/a:plan", [".claude/commands/a/plan.md"]),
    ("/deep", [".claude/commands/a/deep.md"]), ("/skill", [".claude/skills/skill/SKILL.md"]), ("/none", []),
  ])
  func `a slash command is found where Claude Code looks`(name: String, expected: [String]) {
    let paths = [
      ".claude/commands/plan.md", ".claude/commands/a/plan.md", ".claude/commands/a/deep.md",
      ".claude/skills/skill/SKILL.md",
    ]
    let prompts = paths.map {
      Prompt(id: $0, path: $0, format: "x", version: Behaviour().version, place: Place(path: $0))
    }
    let resolver = PromptResolver(prompts)
    #expect(resolver.prompts(named: name, in: "a.yml").map { paths[$0] } == expected)
  }
}
