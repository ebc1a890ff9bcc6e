package import PromptLibrary

/// Every threshold that a rule asks for, from the configuration and its defaults.
package struct Policy: Sendable {
  package var attach: Configuration.Attach
  package var reviewIntervalDays: Int?
  package var graceDays: Int
  package var kinds: [String: Int?]
  /// The smallest loss of pass rate that matters.
  package var minimumDrop: Double
  /// The share of false alarms that is accepted over the whole library.
  package var alarmRate: Double
  /// The chance with which a drop that matters has to be seen.
  package var power: Double
  /// Similarity from which two prompts say the same.
  package var nearDuplicate: Double
  /// Words from which a text inside a step is a prompt of its own.
  package var inlineWords = 20
  /// The share of a library's users below which a prompt has few.
  package var lowAdoption = 0.2
  /// Users of a library from which shares of them say something.
  package var fewestUsers = 5
  /// The share of uses from which one person carries a prompt.
  package var concentration = 0.8
  /// Uses from which their distribution says something.
  package var fewestUses = 20
  /// Prompts added within a year from which it should be odd that none went.
  package var growth = 10

  package init(_ configuration: Configuration) {
    attach = configuration.attach ?? (configuration.path == nil ? .reference : .step)
    reviewIntervalDays = configuration.reviewIntervalDays
    graceDays = configuration.graceDays
    kinds = configuration.kinds
    nearDuplicate = configuration.nearDuplicate
    minimumDrop = configuration.minimumDrop
    alarmRate = configuration.alarmRate
    power = configuration.power
  }

  /// The policy for a whole library: of one that is taken for a collection nothing is asked.
  package init(for library: Library) {
    self.init(library.configuration)
    if library.isCollection { attach = .nothing }
  }

  /// The days after which a prompt's evidence and use count as old; nil means never.
  package func reviewIntervalDays(for prompt: Prompt) -> Int? {
    guard let kind = prompt.metadata.kind?.value, let interval = kinds[kind] else {
      return reviewIntervalDays
    }
    return interval
  }
}
