extension WorkflowEngine {
  /// Every engine whose files are sources of steps.
  package static let all: [WorkflowEngine] = [
    .own,
    .githubActions,
    .agenticWorkflow,
    .promptflow,
    .crewAI,
    .n8n,
    .dify,
    .pluginManifest,
    .geminiExtension,
    .genkit,
    .vscodeSettings,
  ]

  /// The engines that could claim a path, in the same order, told by its last byte.
  static func candidates(for path: String) -> [WorkflowEngine] { candidates[path] }

  private static let candidates = ByLastByte(all, endings: \.endings)
}

extension WorkflowEngine {
  /// The manifests that would have a platform load a file, from folders above it, without naming it.
  static func manifests(above path: String) -> [String] {
    let folders = path.split(separator: "/").dropLast()
    return folders.indices.flatMap { index -> [String] in
      let root = folders[..<index].joined(separator: "/")
      switch folders[index] {
      case "skills", "commands", "agents": return [root.appending(path: "gemini-extension.json")]
      case "prompts" where path.hasSuffix(".prompt"): return genkitPackages.map { root.appending(path: $0) }
      default: return []
      }
    }
  }
}
