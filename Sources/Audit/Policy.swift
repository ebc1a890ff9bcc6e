package import PromptLibrary

/// Every threshold that a rule asks for, from the configuration and its defaults.
package struct Policy: Sendable {
  package var attach: Configuration.Attach
  package var reviewIntervalDays: Int?
  package var graceDays: Int
  package var kinds: [String: Int?]
  /// Similarity from which two prompts say the same.
  package var nearDuplicate = 0.85

  package init(_ configuration: Configuration) {
    attach = configuration.attach ?? (configuration.path == nil ? .reference : .step)
    reviewIntervalDays = configuration.reviewIntervalDays
    graceDays = configuration.graceDays
    kinds = configuration.kinds
  }
}
