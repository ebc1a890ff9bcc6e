extension PromptResolver {
  /// The commands and skills of Claude Code that `/name` or `/folder:name` calls.
  func prompts(calledBy command: String) -> [Int] {
    let parts = command.dropFirst().split(separator: ":").map(String.init)
    guard let name = parts.last else { return [] }
    for pattern in [
      ".claude/commands/\(parts.joined(separator: "/")).md", ".claude/commands/**/\(name).md",
      ".claude/skills/\(name)/SKILL.md", "**/.claude/{commands/**/\(name).md,skills/\(name)/SKILL.md}",
      "**/{commands/**/\(name).md,skills/\(name)/SKILL.md}",
    ] {
      let found = prompts(matching: pattern)
      if !found.isEmpty { return found }
    }
    return []
  }
}
