import YAML

extension PromptFormat {
  /// Instructions that a coding agent always has before it, or for the files they apply to.
  ///
  /// Sources: vscode-docs `custom-instructions.md`; agents.md; Claude Code's documentation of its memory and rules.
  static let instructions: PromptFormat = PromptFormat(
    name: "instructions",
    summary: "Standing instructions: *.instructions.md, AGENTS.md, CLAUDE.md, GEMINI.md, .claude/rules.",
    suffixes: [".instructions.md", ".md"],
    claim: { path in
      guard path.hasSuffix(".md") else { return .never }
      switch path.fileName {
      case "AGENTS.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md": return .always
      case "copilot-instructions.md": return path.lies(below: ".github") ? .always : .never
      default:
        return path.hasSuffix(".instructions.md") || path.lies(below: ".claude/rules") ? .always : .never
      }
    },
    read: { source in
      let isOpen = !source.path.hasSuffix(".instructions.md")
      var file = MarkdownPrompt(source, format: instructions, isHeaderOptional: isOpen)
      file.count("description")
      file.readReferences(imports: isOpen)
      return file.file(syntax: .none)
    })
}
