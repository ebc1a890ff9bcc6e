/// A folder whose prompts a tool loads because they lie there.
struct PlatformLocation: Sendable {
  var folder: String
  /// The tool and its verb, as "VS Code loads".
  var loader: String
  /// In any folder of the repository, not at the root of a workspace alone.
  var isAnywhere: Bool

  init(_ folder: String, _ loader: String, isAnywhere: Bool = true) {
    self.folder = folder
    self.loader = loader
    self.isAnywhere = isAnywhere
  }

  func holds(_ path: String) -> Bool { path.lies(below: folder) }

  /// What loads a path that lies here: a sample or a package of the repository may be opened by itself.
  private func sentence(for path: String) -> String {
    let whole = "\(loader) \(folder)"
    if isAnywhere || path.starts(withFolder: folder) { return whole }
    return Self.nested(whole, path, folder)
  }

  private static func nested(_ sentence: String, _ path: String, _ part: String) -> String {
    guard let range = path.firstRange(of: "/\(part)") else { return sentence }
    return "\(sentence) where \(path[..<range.lowerBound]) is the workspace"
  }

  /// VS Code looks below the root of the workspace alone, which may be a folder of the repository; the others look on
  /// the way from a file up to the root.
  static let all = [
    PlatformLocation(".github/prompts", "VS Code loads", isAnywhere: false),
    PlatformLocation(".github/agents", "VS Code loads", isAnywhere: false),
    PlatformLocation(".github/chatmodes", "VS Code loads", isAnywhere: false),
    PlatformLocation(".github/instructions", "VS Code loads", isAnywhere: false),
    PlatformLocation(".github/skills", "VS Code loads", isAnywhere: false),
    PlatformLocation(".claude/commands", "Claude Code loads"),
    PlatformLocation(".claude/agents", "Claude Code loads"),
    PlatformLocation(".claude/skills", "Claude Code loads"),
    PlatformLocation(".claude/rules", "Claude Code loads"),
    PlatformLocation(".cursor/rules", "Cursor loads"),
    PlatformLocation(".cursor/commands", "Cursor loads"),
    PlatformLocation(".cursor/agents", "Cursor loads"),
    PlatformLocation(".cursor/skills", "Cursor loads"),
    PlatformLocation(".agents/skills", "Coding agents load"),
    PlatformLocation(".codex/prompts", "Codex loads"),
    PlatformLocation(".codex/skills", "Codex loads"),
    PlatformLocation(".gemini/agents", "Gemini CLI loads"),
    PlatformLocation(".gemini/commands", "Gemini CLI loads"),
    PlatformLocation(".gemini/skills", "Gemini CLI loads"),
    PlatformLocation(".opencode/agent", "OpenCode loads"),
    PlatformLocation(".opencode/agents", "OpenCode loads"),
    PlatformLocation(".opencode/command", "OpenCode loads"),
    PlatformLocation(".opencode/commands", "OpenCode loads"),
    PlatformLocation(".opencode/skills", "OpenCode loads"),
    PlatformLocation(".pi/prompts", "Pi loads"),
    PlatformLocation(".pi/skills", "Pi loads"),
    PlatformLocation(".roo/commands", "Roo Code loads"),
    PlatformLocation(".roo/rules", "Roo Code loads"),
    PlatformLocation(".clinerules", "Cline loads"),
    PlatformLocation(".cline/rules", "Cline loads"),
    PlatformLocation(".continue/prompts", "Continue loads"),
    PlatformLocation(".continue/rules", "Continue loads"),
    PlatformLocation(".windsurf/rules", "Windsurf loads"),
    PlatformLocation(".windsurf/workflows", "Windsurf loads"),
    PlatformLocation(".kiro/steering", "Kiro loads"),
  ]

  /// Single files that a tool loads by their names, in the folder where it was started.
  private static let files: [Substring: String] = [
    ".clinerules": "Cline", ".goosehints": "goose", ".roorules": "Roo Code", ".windsurfrules": "Windsurf",
  ]

  /// What loads a path by its location alone, as "VS Code loads .github/prompts"; nil when nothing does.
  static func sentence(for path: String) -> String? {
    switch path.fileName {
    case "AGENTS.md": return "Coding agents load AGENTS.md"
    case "CLAUDE.md", "CLAUDE.local.md": return "Claude Code loads \(path.fileName)"
    case "GEMINI.md": return "Gemini CLI loads GEMINI.md"
    case "SKILL.md" where path.utf8.count == 8: return "Skill installers take SKILL.md"
    // Where installers of agent skills look in a repository.
    case "SKILL.md" where path.hasPrefix("skills/") && !path.folder.folder.isEmpty:
      return "Skill installers take skills"
    // What a package brings those who install it.
    case "SKILL.md" where path.lies(below: "resources/boost/skills"):
      return "Laravel Boost loads resources/boost/skills"
    default: break
    }
    // Every other place lies in a folder, or is a file, whose name starts with a dot.
    guard path.hasHiddenPart else { return nil }
    if path.withFolderName == copilot {
      let sentence = "GitHub Copilot loads \(copilot)"
      return path == copilot ? sentence : nested(sentence, path, copilot)
    }
    if path == ".cursorrules" { return "Cursor loads .cursorrules" }
    if let tool = files[path.fileName] { return "\(tool) loads \(path.fileName)" }
    if path.withFolderName == ".junie/guidelines.md" { return "Junie loads .junie/guidelines.md" }
    return all.first { $0.holds(path) }?.sentence(for: path) ?? skill(path) ?? rules(path)
  }

  private static let copilot = ".github/copilot-instructions.md"

  /// Agent Skills are a standard, and each tool looks for them in a folder of its own: `.tool/skills/NAME/SKILL.md`.
  private static func skill(_ path: String) -> String? {
    guard path.fileName.lowercased() == "skill.md" else { return nil }
    let folders = path.split(separator: "/").dropLast()
    // VS Code's is among the places above.
    let index = folders.indices.dropFirst().first { index in
      folders[index] == "skills" && folders[index - 1].hasPrefix(".") && folders[index - 1] != ".github"
        && index + 1 < folders.endIndex
    }
    return index.map { "Coding agents load \(folders[$0 - 1])/skills" }
  }

  /// Roo Code's rules for one of its modes: `.roo/rules-code/`.
  private static func rules(_ path: String) -> String? {
    let folders = path.split(separator: "/").dropLast()
    return folders.indices.dropFirst()
      .first { folders[$0].hasPrefix("rules-") && folders[$0 - 1] == ".roo" }
      .map { "Roo Code loads .roo/\(folders[$0])" }
  }
}

extension String {
  /// Whether a part of this path starts with a dot.
  var hasHiddenPart: Bool {
    var isStart = true
    for byte in utf8 {
      if isStart, byte == UInt8(ascii: ".") { return true }
      isStart = byte == UInt8(ascii: "/")
    }
    return false
  }

  /// Whether this path lies below a folder of this name, which may have several parts, at the root or deeper.
  func lies(below folder: String) -> Bool {
    if folder.utf8.first == UInt8(ascii: "."), !hasHiddenPart { return false }
    if starts(withFolder: folder) { return true }
    var tail = utf8[...]
    while let slash = tail.firstIndex(of: UInt8(ascii: "/")) {
      tail = tail[tail.index(after: slash)...]
      if Self.isPrefix(folder, of: tail) { return true }
    }
    return false
  }

  fileprivate func starts(withFolder folder: String) -> Bool { Self.isPrefix(folder, of: utf8[...]) }

  private static func isPrefix(_ folder: String, of path: Substring.UTF8View) -> Bool {
    path.starts(with: folder.utf8) && path.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
  }
}
