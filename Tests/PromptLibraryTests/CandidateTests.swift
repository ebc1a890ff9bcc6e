import Testing

@testable import PromptLibrary

/// Formats and engines are asked about a path only where its last byte allows it.
@Suite struct CandidateTests {
  private static let paths: [String] = {
    let folders = [
      "", ".github/prompts/", ".github/agents/", ".github/workflows/", "workflows/", ".claude/commands/",
      ".claude/agents/", ".claude/rules/", ".claude-plugin/", ".codex/prompts/", ".opencode/agents/",
      ".cursor/rules/", ".roo/rules-code/", ".gemini/commands/", ".vscode/", "patterns/sort/", "config/",
      ".clinerules/", ".junie/", "flows/",
    ]
    let names = [
      "sort.prompt.yml", "sort.prompt.yaml", "promptfooconfig.yaml", "promptfooconfig.JSON", "sort.prompty",
      "sort.prompt", "sort.agent", "sort.prompt.md", "sort.agent.md", "sort.chatmode.md", "SKILL.md",
      "skill.md",
      "sort.md", "sort.markdown", "sort.toml", "sort.mdc", ".cursorrules", ".clinerules", ".goosehints",
      ".roorules", ".windsurfrules", "sort.txt", "AGENTS.md", "guidelines.md", "system.md", "skprompt.txt",
      "config.json", "sort.json", "sort.YAML", "prompts.yaml", "sort.j2", "sort.jinja2", "sort.jinja",
      "sort.tpl",
      "sort.mustache", "sort.handlebars", "sort.hbs", "sort.liquid", "sort.st", "sort.tmpl", "sort.gotmpl",
      "sort.twig", "sort.vm", "agents.yaml", "tasks.yml", "action.yml", "flow.dag.yaml", "plugin.json",
      "marketplace.json", "gemini-extension.json", "package.json", "go.mod", "pyproject.toml",
      "settings.json",
      "team.code-workspace",
    ]
    return folders.flatMap { folder in names.map { folder + $0 } }
  }()

  @Test func `every format that claims a path is among those that are asked`() {
    var claimed: Set<String> = []
    for path in Self.paths {
      let claiming = PromptFormat.all.filter { $0.claim(path) != .never }.map(\.name)
      let asked = PromptFormat.candidates(for: path).filter { $0.claim(path) != .never }.map(\.name)
      #expect(asked == claiming, "\(path)")
      claimed.formUnion(claiming.map(\.description))
    }
    #expect(claimed == Set(PromptFormat.all.map(\.name.description)))
  }

  @Test func `every engine that claims a path is among those that are asked`() {
    var claimed: Set<String> = []
    for path in Self.paths {
      let claiming = WorkflowEngine.all.filter { $0.claim(path) != .never }.map(\.name)
      let asked = WorkflowEngine.candidates(for: path).filter { $0.claim(path) != .never }.map(\.name)
      #expect(asked == claiming, "\(path)")
      claimed.formUnion(claiming.map(\.description))
    }
    #expect(claimed == Set(WorkflowEngine.all.map(\.name.description)))
  }

  @Test func `a path without an ending that anybody claims is asked of nobody`() {
    #expect(PromptFormat.candidates(for: "src/main.cpp").isEmpty)
    #expect(WorkflowEngine.candidates(for: "").isEmpty)
  }
}
