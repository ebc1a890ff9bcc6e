/// `shelflife.yaml`: what to read, and the policy to judge by.
///
/// The defaults are those of a repository without one.
package struct Configuration: Sendable {
  /// Where it was read; nil when the repository has none.
  package var path: String?
  /// Globs of the files that are prompts; nil means every file that a known format claims.
  package var prompts: [Located<String>]?
  package var workflows: [Located<String>]?
  package var suites: [String] = []
  package var references: [String] = ["**"]
  package var exclude: [String] = []
  package var reportExclude: [String] = []
  package var cards: [String] = ["library/cards/**"]
  package var ledger = "library/runs"
  package var currentModels: [Located<String>] = []
  package var modelsFile: Located<String>?
  package var waiversFile: Located<String>?
  package var attach: Attach?
  package var reviewIntervalDays: Int? = 90
  package var graceDays = 30
  package var minimumDrop = 0.05
  package var alarmRate = 0.05
  package var power = 0.8
  /// Kinds by name, with the review interval in days; nil inside means never.
  package var kinds: [String: Int?] = [:]
  /// Levels by rule name: `error`, `warning`, `note`, `off`.
  package var rules: [(rule: Located<String>, level: String)] = []

  package enum Attach: String, Sendable, CaseIterable { case step, reference }

  package init() {}
}
