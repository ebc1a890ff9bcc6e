import Testing

@testable import PromptLibrary

/// Where coding tools look for commands, agents, rules and skills.
@Suite struct ToolFileTests {
  @Test func `a command of Claude Code includes what it has the shell print`() {
    let text = "---\ndescription: d\n---\nReview.\n!`cat docs/house.md && git log -1`\n"
    #expect(PromptSample(".claude/commands/x.md", text).prompt?.includeTargets == ["file docs/house.md"])
  }

  @Test(arguments: [
    (".opencode/agent/judge.md", "tool-agent", "OpenCode loads .opencode/agent"),
    (".opencode/agents/judge.md", "tool-agent", "OpenCode loads .opencode/agents"),
    (".opencode/commands/team/review.md", "agent-command", "OpenCode loads .opencode/commands"),
    ("app/.gemini/agents/judge.md", "tool-agent", "Gemini CLI loads .gemini/agents"),
    (".cursor/agents/judge.md", "tool-agent", "Cursor loads .cursor/agents"),
    (".pi/prompts/go.md", "agent-command", "Pi loads .pi/prompts"),
    (".roo/commands/go.md", "agent-command", "Roo Code loads .roo/commands"),
    (".roo/rules/style.md", "instructions", "Roo Code loads .roo/rules"),
    (".roo/rules/style.txt", "instructions", "Roo Code loads .roo/rules"),
    (".roo/rules-code/deep/style.md", "instructions", "Roo Code loads .roo/rules-code"),
    (".roorules", "instructions", "Roo Code loads .roorules"),
    (".clinerules", "instructions", "Cline loads .clinerules"),
    (".clinerules/style.md", "instructions", "Cline loads .clinerules"),
    (".clinerules/workflows/go.md", "agent-command", "Cline loads .clinerules"),
    (".cline/rules/style.md", "instructions", "Cline loads .cline/rules"),
    (".continue/rules/style.md", "instructions", "Continue loads .continue/rules"),
    (".continue/prompts/go.md", "agent-command", "Continue loads .continue/prompts"),
    (".continue/prompts/go.prompt", "jinja-prompt", "Continue loads .continue/prompts"),
    (".windsurf/rules/style.md", "instructions", "Windsurf loads .windsurf/rules"),
    (".windsurf/workflows/go.md", "agent-command", "Windsurf loads .windsurf/workflows"),
    (".kiro/steering/tech.md", "instructions", "Kiro loads .kiro/steering"),
    (".junie/guidelines.md", "instructions", "Junie loads .junie/guidelines.md"),
    (".goosehints", "instructions", "goose loads .goosehints"),
    (
      "kit/.github/instructions/go.instructions.md", "instructions",
      "VS Code loads .github/instructions where kit is the workspace"
    ),
    (
      "a/b/.github/copilot-instructions.md", "instructions",
      "GitHub Copilot loads .github/copilot-instructions.md where a/b is the workspace"
    ),
  ])
  func `a tool's own file is a prompt that the tool loads`(path: String, format: String, platform: String) {
    let sample = PromptSample(path, "Answer in one sentence.\n")
    #expect(sample.format == format)
    #expect(sample.prompt?.platform == platform)
    #expect(sample.problems.isEmpty)
  }

  @Test(arguments: [
    "roo/rules/style.md", "clinerules/style.md", "docs/guidelines.md", ".kiro/specs/tech.md",
    ".opencode/plugin/x.md", ".roo/notes/style.txt", "steering/tech.md",
  ])
  func `a folder beside it is none of the tool's`(path: String) {
    #expect(PromptSample(path, "Answer in one sentence.\n").format == nil)
  }

  @Test(arguments: [".cline", ".roo", ".continue", ".opencode", ".gemini", ".codex", ".factory", ".kiro"])
  func `a skill is loaded from any tool's folder`(tool: String) {
    let text = "---\nname: tidy\ndescription: d\n---\nTidy up."
    let sample = PromptSample("app/\(tool)/skills/tidy/SKILL.md", text)
    #expect(sample.prompt?.platform?.hasSuffix("\(tool)/skills") == true)
    #expect(PromptSample("\(tool.dropFirst())/skills/tidy/SKILL.md", text).prompt?.platform == nil)
    #expect(PromptSample("skills/tidy/SKILL.md", text).prompt?.platform == "Skill installers take skills")
    #expect(PromptSample("skills/SKILL.md", text).prompt?.platform == nil)
    #expect(PromptSample("\(tool)/notes/tidy/SKILL.md", text).prompt?.platform == nil)
  }

  @Test func `the keys of their headers are no misspelt keys of ours`() {
    let header =
      "trigger: glob\nglobs: '*.ts'\ninclusion: fileMatch\nfileMatchPattern: '*.ts'\ninvokable: true"
    #expect(PromptSample(".kiro/steering/a.md", "---\n\(header)\n---\nBe brief.").problems.isEmpty)
  }
}
