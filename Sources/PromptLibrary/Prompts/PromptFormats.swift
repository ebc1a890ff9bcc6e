extension PromptFormat {
  /// Every format, most specific first: the first that claims a file reads it.
  package static let all: [PromptFormat] = [
    .githubModels
  ]
}
