import YAML

extension PromptFormat {
  /// VS Code's prompt files (source: vscode-docs `docs/copilot/customization/prompt-files.md`).
  static let vscodePrompt: PromptFormat = PromptFormat(
    name: "vscode-prompt",
    summary: "VS Code prompt files: Markdown with a header, run as /name in chat.",
    suffixes: [".prompt.md"],
    claim: { $0.hasSuffix(".prompt.md") ? .always : .never },
    read: { source in
      var file = MarkdownPrompt(source, format: vscodePrompt)
      file.count("tools", "agent", "mode")
      file.addAgent(named: file.header["agent"] ?? file.header["mode"])
      file.readReferences(imports: false)
      return file.file(syntax: .vscode)
    })
}

extension MarkdownPrompt {
  /// Agents that VS Code brings along: they are no files.
  private static let builtInAgents: Set<String> = ["agent", "ask", "edit", "plan"]

  /// Adds an agent that this one hands over to.
  mutating func addAgent(named node: Node?) {
    guard let node, let name = node.string, name != "*", !Self.builtInAgents.contains(name.lowercased())
    else {
      return
    }
    prompt.links.append(Include(.handoff, name, at: source.place(of: node)))
  }
}
