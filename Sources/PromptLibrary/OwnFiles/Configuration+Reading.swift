import YAML

extension Configuration {
  /// Reads `shelflife.yaml`; what it does not say, or says wrongly, keeps its default.
  package static func read(_ source: SourceText) -> (Configuration, [SourceProblem]) {
    var configuration = Configuration()
    configuration.path = source.path
    var file = OwnFile(source, .config)
    guard let root = file.root else {
      if file.problems.isEmpty {
        file.problems.append(
          SourceProblem(
            .value, "The key 'version' is missing in shelflife.yaml; expected 1.",
            at: Place(path: source.path, start: .start)))
      }
      return (configuration, file.problems)
    }
    configuration.take(Fields(root, in: source))
    return (configuration, file.problems)
  }

  private mutating func take(_ fields: Fields) {
    takeFiles(fields)
    let models = fields["models"]
    currentModels = models.list("current")
    modelsFile = models.path("file")
    take(policy: fields["policy"])
    runners = fields["runners"].node.keys.compactMap { Runner($0, fields["runners"][$0]) }
    let kindFields = fields["kinds"]
    for kind in kindFields.node.keys {
      if let interval = kindFields[kind].interval("review_interval") {
        kinds.updateValue(interval.days, forKey: kind)
      }
    }
    for pair in fields["rules"].node.pairs {
      if let rule = pair.key.text, let level = pair.value.string, Self.levels.contains(level) {
        rules.append((Located(rule, at: fields.source.place(of: pair.key)), level))
      }
    }
  }

  private static let levels: Set<String> = ["error", "warning", "note", "off"]

  private mutating func takeFiles(_ fields: Fields) {
    prompts = globs("prompts", fields)
    workflows = globs("workflows", fields)
    suites = globs("suites", fields)?.map(\.value) ?? suites
    references = globs("references", fields)?.map(\.value) ?? references
    exclude = globs("exclude", fields)?.map(\.value) ?? exclude
    cards = globs("cards", fields)?.map(\.value) ?? cards
    reportExclude = globs("exclude", fields["report"], as: "report.exclude")?.map(\.value) ?? reportExclude
    waiversFile = fields.path("waivers")
    tombstonesFile = fields.path("tombstones")
    ledger = fields.text("ledger") ?? ledger
  }

  /// The globs under a key; nil when the key is not there.
  private mutating func globs(_ key: String, _ fields: Fields, as name: String? = nil) -> [Located<String>]? {
    guard let node = fields.node[key], !node.isNull, !node.isMapping else { return nil }
    let globs = fields.list(key).filter { Schema.Format.glob.accepts($0.value) }
    writtenGlobs += globs.map { (name ?? key, $0) }
    return globs
  }

  private mutating func take(policy: Fields) {
    attach = policy.text("attach").flatMap(Attach.init(rawValue:)) ?? attach
    if let interval = policy.interval("review_interval") { reviewIntervalDays = interval.days }
    graceDays = policy.interval("grace")?.days ?? graceDays
    minimumDrop = policy.share("minimum_drop") ?? minimumDrop
    alarmRate = policy.share("alarm_rate") ?? alarmRate
    power = policy.share("power") ?? power
    nearDuplicate = policy.share("near_duplicate") ?? nearDuplicate
  }
}

extension Fields {
  fileprivate func share(_ key: String) -> Double? {
    number(key).flatMap { (0...1).contains($0.value) ? $0.value : nil }
  }

  /// A path as the snapshot lists it, without `./`.
  fileprivate func path(_ key: String) -> Located<String>? {
    located(key).flatMap { path in path.value.normalizedPath.map { Located($0, at: path.place) } }
  }
}
