import YAML

extension PromptFormat {
  /// Every format, most specific first: the first that claims a file reads it.
  package static let all: [PromptFormat] = [
    .githubModels,
    .prompty,
    .dotprompt, .humanloop, .plainPrompt,
    .vscodePrompt, .vscodeAgent,
    .agentSkill,
    .claudeCommand, .agentCommand, .claudeAgent,
    .cursorRule,
    .instructions,
  ]
}

extension PromptFormat {
  /// Reads a text file that a step names, whatever its format, as one plain prompt.
  static func plain(_ source: SourceText) -> PromptFile {
    var prompt = Prompt(
      id: source.path, path: source.path, format: "text", version: Behaviour.version(of: source.bytes),
      place: Place(path: source.path, start: .start))
    prompt.measure(source.bytes)
    return PromptFile(prompts: [prompt])
  }
}
