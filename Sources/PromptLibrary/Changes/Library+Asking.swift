extension Library {
  /// Whether the configuration asks a step of each prompt, where steps are written down at all.
  var mustHaveSteps: Bool {
    configuration.attach == .step || (configuration.attach == nil && configuration.path != nil && hasSteps)
  }
}

extension Prompt {
  /// Whether it is wrong that nothing uses it.
  var isAskedForUse: Bool {
    declaredStatus ?? .active == .active && !isPartial && role != .test && role != .example
  }
}
