extension Rule {
  /// Every rule, in the order in which the documentation shows them.
  package static let all: [Rule] = [
    .unattachedPrompt
  ]
}
