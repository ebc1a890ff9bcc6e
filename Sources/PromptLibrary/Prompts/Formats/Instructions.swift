import YAML

extension PromptFormat {
  /// Instructions that a coding agent always has before it, or for the files they apply to.
  ///
  /// Sources: vscode-docs `custom-instructions.md`; agents.md; Claude Code's documentation of its memory and rules; the
  /// documentation of the rules of Cline, Continue, Roo Code and Windsurf, of Kiro's steering, Junie's guidelines and
  /// goose's hints.
  static let instructions: PromptFormat = PromptFormat(
    name: "instructions",
    summary:
      "Standing instructions: *.instructions.md, AGENTS.md, CLAUDE.md, GEMINI.md, and the rules of coding tools.",
    suffixes: [".instructions.md", ".md"],
    otherEndings: [".clinerules", ".goosehints", ".roorules", ".windsurfrules", ".txt"],
    claim: { path in
      switch path.fileName {
      case ".clinerules", ".goosehints", ".roorules", ".windsurfrules": return .always
      default: break
      }
      guard path.hasSuffix(".md") else { return isRooRule(path) ? .always : .never }
      switch path.fileName {
      case "AGENTS.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md": return .always
      case "copilot-instructions.md": return path.lies(below: ".github") ? .always : .never
      default:
        return path.hasSuffix(".instructions.md") || path.withFolderName == ".junie/guidelines.md"
          || isRooRule(path)
          || ruleFolders.contains { path.lies(below: $0) } ? .always : .never
      }
    },
    read: { source in
      let isOpen = !source.path.hasSuffix(".instructions.md")
      var file = MarkdownPrompt(source, format: instructions, isHeaderOptional: isOpen)
      file.count("description")
      file.readReferences(imports: isOpen)
      return file.file(syntax: .none)
    })

  private static let ruleFolders = [
    ".claude/rules", ".clinerules", ".cline/rules", ".continue/rules", ".windsurf/rules", ".kiro/steering",
  ]

  /// Roo Code's rules may be plain text, and those for one of its modes lie in a folder named after it.
  private static func isRooRule(_ path: String) -> Bool {
    guard path.hasSuffix(".md") || path.hasSuffix(".txt"), path.hasHiddenPart else { return false }
    let folders = path.split(separator: "/").dropLast()
    return folders.indices.dropFirst().contains { index in
      folders[index - 1] == ".roo" && (folders[index] == "rules" || folders[index].hasPrefix("rules-"))
    }
  }
}
