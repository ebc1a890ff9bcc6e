import YAML

extension PromptFormat {
  /// VS Code's custom agents, once called chat modes (source: vscode-docs `custom-agents.md`).
  static let vscodeAgent: PromptFormat = PromptFormat(
    name: "vscode-agent",
    summary: "VS Code custom agents and chat modes: instructions, tools, models and hand-offs.",
    suffixes: [".agent.md", ".chatmode.md", ".md"],
    claim: { path in
      guard path.hasSuffix(".md") else { return .never }
      if path.hasSuffix(".agent.md") || path.hasSuffix(".chatmode.md") { return .always }
      return path.lies(below: ".github/agents") && !path.isReadMe ? .always : .never
    },
    read: { source in
      var file = MarkdownPrompt(source, format: vscodeAgent)
      // Other agents read the description to decide whom to call.
      file.count("description", "tools", "mcp-servers", "agents", "handoffs")
      for agent in file.header["agents"]?.list ?? [] { file.addAgent(named: agent) }
      for handoff in file.header["handoffs"]?.items ?? [] { file.addAgent(named: handoff["agent"]) }
      file.readReferences(imports: source.path.lies(below: ".github/agents"))
      return file.file(syntax: .none)
    })
}
