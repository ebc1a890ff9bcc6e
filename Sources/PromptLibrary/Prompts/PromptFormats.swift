extension PromptFormat {
  /// Every format, most specific first: the first that claims a file reads it.
  package static let all: [PromptFormat] = [
    // Before the format that takes every `.prompt.yaml` for its own, which Semantic Kernel's functions are called too.
    .semanticKernel,
    .githubModels,
    .promptfoo,
    .prompty,
    .dotprompt, .humanloop, .plainPrompt,
    .vscodePrompt, .vscodeAgent,
    .agentSkill,
    .claudeCommand, .agentCommand, .claudeAgent, .toolAgent, .geminiCommand,
    .cursorRule,
    .instructions,
    .fabric,
    .langChain,
    .promptsYAML,
    .jinja,
    .markdown,
    .text,
  ]
}
