extension PromptFormat {
  /// Every format, most specific first: the first that claims a file reads it.
  package static let all: [PromptFormat] = [
    .githubModels,
    .promptfoo,
    .prompty,
    .dotprompt, .humanloop, .plainPrompt,
    .vscodePrompt, .vscodeAgent,
    .agentSkill,
    .claudeCommand, .agentCommand, .claudeAgent,
    .cursorRule,
    .instructions,
    .fabric,
    .semanticKernel,
    .langChain,
    .promptsYAML,
    .jinja,
    .markdown,
    .text,
  ]
}
