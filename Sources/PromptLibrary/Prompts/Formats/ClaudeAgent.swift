import YAML

extension PromptFormat {
  /// Claude Code's subagents (source: Claude Code's documentation; `name` and `description` are required).
  static let claudeAgent: PromptFormat = PromptFormat(
    name: "claude-agent",
    summary: "Claude Code subagents, chosen by their descriptions: .claude/agents, and what a plugin brings.",
    suffixes: [".md"],
    claim: { path in
      path.hasSuffix(".md") && !path.isReadMe && path.lies(below: ".claude/agents")
        ? .always : .never
    },
    read: { source in
      var file = MarkdownPrompt(source, format: claudeAgent)
      // Mostly a page that tells people of the agents beside it.
      if source.path.lies(below: ".claude/agents"), file.header.pairs.isEmpty, file.problems.isEmpty {
        let problem = "Claude Code loads no subagent from a file without front matter."
        return PromptFile(problems: [SourceProblem(.tolerated, problem, at: file.prompt.place)])
      }
      file.count("name", "description", "tools", "disallowedTools", "skills", "mcpServers", "initialPrompt")
      let isRead = !file.problems.contains { $0.kind == .syntax }
      // What a plugin brings is named by its file where it has no name.
      let mustSay = source.path.lies(below: ".claude/agents") ? ["name", "description"] : []
      for key in mustSay where isRead && file.header[key]?.string == nil {
        file.problems.append(
          SourceProblem(
            .value, "Claude Code does not load a subagent without '\(key)'.", at: file.prompt.place))
      }
      file.readReferences(imports: true)
      return file.file(syntax: .none)
    })

  /// The agents of other coding tools, which are written alike (sources: the documentation of OpenCode's agents, Gemini
  /// CLI's and Cursor's subagents).
  static let toolAgent: PromptFormat = PromptFormat(
    name: "tool-agent",
    summary: "Agents of OpenCode, Gemini CLI and Cursor: Markdown with a description.",
    suffixes: [".md"],
    claim: { path in
      guard path.hasSuffix(".md") else { return .never }
      let folders = [".opencode/agent", ".opencode/agents", ".gemini/agents", ".cursor/agents"]
      return folders.contains { path.lies(below: $0) } ? .always : .never
    },
    read: { source in
      var file = MarkdownPrompt(source, format: toolAgent)
      file.count("name", "description", "tools", "mode", "permission")
      file.readReferences(imports: false)
      return file.file(syntax: .none)
    })
}
