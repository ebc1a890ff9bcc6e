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
  /// Every glob that was written, with its key: one that matches nothing is a finding.
  package var writtenGlobs: [(key: String, glob: Located<String>)] = []
  package var ledger = "library/runs"
  package var currentModels: [Located<String>] = []
  /// In the order in which they are written: of several for one prompt, the first runs it.
  package var runners: [Runner] = []
  package var modelsFile: Located<String>?
  package var waiversFile: Located<String>?
  package var tombstonesFile: Located<String>?
  package var attach: Attach?
  package var reviewIntervalDays: Int? = 90
  package var graceDays = 30
  package var minimumDrop = 0.05
  package var alarmRate = 0.05
  package var power = 0.8
  /// Similarity from which two prompts say the same.
  package var nearDuplicate = 0.85
  /// Kinds by name, with the review interval in days; nil inside means never.
  ///
  /// A kind that is not here has the policy's interval.
  package var kinds: [String: Int?] = defaultKinds
  /// Levels by rule name: `error`, `warning`, `note`, `off`.
  package var rules: [(rule: Located<String>, level: String)] = []
  /// What its file is called, in the order in which the names are tried.
  package static let fileNames = ["shelflife.yaml", "shelflife.yml"]
  /// Whether `rules:` switches `shadow-prompt` on, for which every program is taken apart.
  var seeksShadows: Bool { rules.contains { $0.rule.value == "shadow-prompt" && $0.level != "off" } }

  package enum Attach: String, Sendable, CaseIterable {
    case step, reference
    /// The repository is a collection, whose prompts others take.
    case nothing = "none"
  }

  package init() {}
}

extension Configuration {
  static let defaultWaivers = "library/waivers.yaml"
  static let defaultModels = "library/models.yaml"
  static let defaultTombstones = "library/retired.yaml"

  package static let builtInKinds = [
    "production", "experiment", "fallback", "seasonal", "judge", "permanent",
  ]

  /// Where a built-in kind differs from the policy's interval.
  ///
  /// A fallback or a seasonal prompt is quiet by nature, and a permanent one was decided once; an experiment that
  /// nobody looked at for a month is over. Production prompts follow the policy, and so do judges, since every
  /// measurement rests on them.
  package static let defaultKinds: [String: Int?] = [
    "experiment": 30, "fallback": nil, "seasonal": nil, "permanent": nil,
  ]

  /// Where waivers are, or would be written.
  package var waiversPath: String { waiversFile?.value ?? Self.defaultWaivers }
  package var modelsPath: String { modelsFile?.value ?? Self.defaultModels }
  package var tombstonesPath: String { tombstonesFile?.value ?? Self.defaultTombstones }

  /// The ledger's folder in the tree, without a slash at the end; nil when runs are kept on a ref or in a database.
  package var ledgerFolder: String? {
    if ledger.hasPrefix("ref:") || ledger.contains("://") { return nil }
    return ledger.normalizedPath
  }
}
