import Testing

@testable import PromptLibrary

@Suite struct AgentFileTests {
  @Test func `a skill in order gives links, owner and no problem`() throws {
    let text = """
      ---
      name: pdf-forms
      description: Fills forms.
      allowed-tools: Read Write
      metadata: {version: "1.0", owner: forms-team, shelflife.steps: [intake/fill]}
      ---
      See [the reference](references/forms.md "more").
      ```
      [an example](nowhere.md)
      ```
      Nor `[this](one.md)` nor [an image](a.png) nor [a place](#here).
      """
    let prompt = try #require(PromptSample(".claude/skills/pdf-forms/SKILL.md", text).prompt)
    #expect(prompt.id == ".claude/skills/pdf-forms")
    #expect(prompt.metadata.owner?.value == "forms-team")
    #expect(prompt.metadata.steps.map(\.value) == ["intake/fill"])
    #expect(prompt.linkTargets == ["link references/forms.md"])
    #expect(prompt.platform == "Claude Code loads .claude/skills")
    #expect(PromptSample(".claude/skills/pdf-forms/SKILL.md", text).problems.isEmpty)
    let packaged = PromptSample("resources/boost/skills/pdf-forms/SKILL.md", text).prompt
    #expect(packaged?.platform == "Laravel Boost loads resources/boost/skills")
  }

  @Test(arguments: [
    ("name: other\ndescription: d", "folder"), ("name: Pdf\ndescription: d", "lower-case"),
    ("name: a--b\ndescription: d", "lower-case"), ("name: -a\ndescription: d", "lower-case"),
    ("name: pdf", "description"), ("description: d", "name"), ("name: pdf\ndescription: ''", "0 characters"),
    ("name: pdf\ndescription: \(String(repeating: "x", count: 1025))", "1025"),
    ("name: pdf\ndescription: d\ncompatibility:\n  node: 18", "compatibility"),
    ("name: pdf\ndescription: d\ncompatibility: \(String(repeating: "x", count: 501))", "501"),
  ])
  func `what the specification of skills forbids is a problem that some tools tolerate`(
    header: String, part: String
  ) throws {
    let found = PromptSample("skills/pdf/SKILL.md", "---\n\(header)\n---\nText").problems
    #expect(found.map(\.kind) == [.tolerated])
    #expect(found.first?.message.contains(part) == true)
  }

  @Test(arguments: [
    "name: pdf\ndescription: Use when: asked", "name: pdf\ndescription: Use when: asked\n  or not",
    "name: pdf\ndescription: Use when: asked\npaths: **/*.ts",
    "name: pdf\ndescription: d\nmetadata:\n  note: it's: so", "name: pdf\ndescription: @all of it",
    "name: pdf\ndescription: |\n  a: b: c\nhint: x: y",
  ])
  func `what the tools read although it is no YAML is read with a note`(header: String) throws {
    let text = "---\n\(header)\nlicense: MIT\n---\nText"
    #expect(PromptSample("pdf/SKILL.md", text).problems.map(\.kind) == [.tolerated])
    #expect(PromptSample("pdf/SKILL.md", text).prompt?.title == "pdf")
  }

  @Test func `an agent's description goes on over examples of talk`() throws {
    let text = """
      ---
      name: sorter
      description: Use it when rows wait. It's quick. Examples:

      <example>
      Context: A row waits.
      user: "Sort it"
      assistant: "I'll call the sorter: at once"
      </example>
      model: sonnet
      color: blue
      ---
      You sort rows.
      """
    let sample = PromptSample(".claude/agents/sorter.md", text)
    let prompt = try #require(sample.prompt)
    #expect(sample.problems.allSatisfy { $0.kind == .tolerated }, "\(sample.problems)")
    #expect(prompt.targets.map(\.name) == ["sonnet"])
    #expect(
      prompt.summary?.contains("It's quick") == true && prompt.summary?.contains("user: \"Sort it\"") == true)
    #expect(prompt.targets.first?.place.line == 10)
  }

  @Test(arguments: ["argument-hint: [file] [line]", "paths: **/*.ts, src/**", "globs: *.md"])
  func `a key that its tool writes without quotes is no problem`(line: String) {
    let sample = PromptSample("pdf/SKILL.md", "---\nname: pdf\n\(line)\ndescription: d\n---\nText")
    #expect(sample.problems.isEmpty)
    #expect(sample.prompt?.summary == "d")
  }

  @Test func `what nobody reads is a problem of syntax`() {
    let found = PromptSample(".claude/commands/a.md", "---\ndescription: \"open\nmodel: x\n---\nText")
      .problems
    #expect(found.map(\.kind) == [.syntax])
  }

  @Test func `a command includes the files it names, and no packages or people`() throws {
    let text =
      "---\nmodel: sonnet\n---\nRead @src/a.ts, (@docs/b.md) and @~/c.md of @me or @angular/core, a@b.md.\n"
    let prompt = try #require(PromptSample("sub/.claude/commands/x/y.md", text).prompt)
    #expect(prompt.includeTargets == ["file src/a.ts", "file docs/b.md"])
    #expect(prompt.targets == [ModelTarget("sonnet", precision: .alias, at: prompt.targets[0].place)])
    #expect(prompt.syntax == .arguments)
    #expect(prompt.platform == "Claude Code loads .claude/commands")
    #expect(prompt.id == "sub/.claude/commands/x/y")
  }

  @Test func `a subagent needs name and description`() {
    let path = ".claude/agents/a.md"
    #expect(PromptSample(path, "---\nname: a\ndescription: d\nmodel: inherit\n---\nText").problems.isEmpty)
    #expect(PromptSample(path, "---\ncolor: red\n---\nText").problems.map(\.kind) == [.value, .value])
    #expect(PromptSample(".claude/agents/README.md", "Text").file == nil)
  }

  @Test func `a Cursor rule with a glob that is no YAML is read`() throws {
    let text =
      "---\ndescription: d\nglobs: **/*\nalwaysApply: false\n---\nSee [types](mdc:src/types.ts) and @lib/x.ts\n"
    let sample = PromptSample(".cursor/rules/a.mdc", text)
    let file = try #require(sample.file)
    #expect(sample.format == "cursor-rule")
    #expect(file.problems.isEmpty)
    #expect(file.prompts.first?.linkTargets == ["link src/types.ts"])
    #expect(file.prompts.first?.includeTargets == ["file lib/x.ts"])
    #expect(file.prompts.first?.platform == "Cursor loads .cursor/rules")
  }

  @Test func `an mdc file elsewhere is a rule when its header says so`() {
    #expect(PromptSample("rules/a.mdc", "---\nglobs: '*.ts'\n---\nx").format == "cursor-rule")
    #expect(PromptSample("content/a.mdc", "---\ntitle: Page\n---\nx").file == nil)
    #expect(PromptSample("x/.cursorrules", "Be brief").format == "cursor-rule")
    #expect(PromptSample(".cursorrules", "Be brief").prompt?.platform == "Cursor loads .cursorrules")
  }

  @Test(arguments: [".codex/prompts/a.md", ".cursor/commands/a.md", ".opencode/command/a.md"])
  func `other agents' commands are read alike`(path: String) {
    #expect(PromptSample(path, "Do $1").format == "agent-command")
  }

  @Test func `a long line of brackets and backticks is read in one go`() {
    let line = String(repeating: "](", count: 50_000) + String(repeating: "` `` ``` ", count: 20_000) + "@"
    let clock = ContinuousClock()
    let time = clock.measure { _ = MarkdownReferences(Array(line.utf8), from: 0) }
    #expect(time < .seconds(20))
  }

  @Test func `a page without front matter beside the agents is none of them`() {
    let sample = PromptSample(".claude/agents/CREDITS.md", "# Who wrote these\n")
    #expect(sample.prompt == nil)
    #expect(sample.problems.map(\.kind) == [.tolerated])
  }
}
