import YAML

extension PromptFormat {
  /// Claude Code's slash commands (source: claude-code `frontmatter-reference.md` of its plugin for developers).
  static let claudeCommand: PromptFormat = PromptFormat(
    name: "claude-command",
    summary:
      "Claude Code commands, with $ARGUMENTS, $1 and @file: .claude/commands, and what a plugin brings.",
    suffixes: [".md"],
    claim: { $0.hasSuffix(".md") && $0.lies(below: ".claude/commands") ? .always : .never },
    read: { readCommand($0, as: claudeCommand) })

  /// The commands of other coding agents, which are written alike (sources: the documentation of OpenCode's commands,
  /// Roo Code's slash commands, Continue's prompts, and Cline's and Windsurf's workflows).
  static let agentCommand: PromptFormat = PromptFormat(
    name: "agent-command",
    summary:
      "Commands of Codex, Cursor, OpenCode, Roo Code, Continue, Cline, Windsurf and Pi: Markdown run as /name.",
    suffixes: [".md"],
    claim: { path in
      guard path.hasSuffix(".md") else { return .never }
      let folders = [
        ".codex/prompts", ".cursor/commands", ".opencode/command", ".opencode/commands", ".roo/commands",
        ".continue/prompts", ".clinerules/workflows", ".windsurf/workflows", ".pi/prompts",
      ]
      return folders.contains { path.lies(below: $0) } ? .always : .never
    },
    read: { readCommand($0, as: agentCommand) })

  private static func readCommand(_ source: SourceText, as format: PromptFormat) -> PromptFile? {
    var file = MarkdownPrompt(source, format: format)
    // The model may run a command by itself, and chooses it by its description.
    file.count("description", "allowed-tools", "argument-hint", "agent")
    file.readReferences(imports: false)
    if format.name == claudeCommand.name { file.readInjectedCommands() }
    return file.file(syntax: .arguments)
  }
}
