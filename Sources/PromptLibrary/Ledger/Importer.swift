import YAML

/// How one tool's files of results are told and read.
///
/// An importer is a value; `Importer.all` lists them, most specific first.
package struct Importer: Sendable {
  /// As it is typed after `--format`.
  package let name: String
  /// One line for `Documentation/ledger.md`.
  package let summary: String
  package let claims: @Sendable (ResultFile) -> Bool
  /// Reads a file; what is wrong with it comes with its place, and the rest counts.
  package let read: @Sendable (ResultFile, ImportOptions) -> Imported

  package static func named(_ name: String) -> Importer? { all.first { $0.name == name } }

  /// The importer whose file this is, by its contents.
  package static func detected(_ file: ResultFile) -> Importer? { all.first { $0.claims(file) } }
}

/// What a person says about how to read a file of results.
package struct ImportOptions: Sendable {
  /// What a score must reach for a case to pass, where the tool gives a number and no verdict.
  package var threshold: Threshold?
  /// Only these scorers count; all of them where none is named.
  package var metrics: Set<String> = []
  /// Other files that belong to this one.
  package var companions: [ResultFile] = []

  package init() {}

  func counts(_ metric: String) -> Bool { metrics.isEmpty || metrics.contains(metric) }
}

/// The score that decides whether a case passes.
package struct Threshold: Sendable, Equatable {
  package var value: Double
  /// Less is better, as of toxicity: a case passes up to it, and not from it on.
  package var isCeiling: Bool

  package init(_ value: Double, isCeiling: Bool = false) { (self.value, self.isCeiling) = (value, isCeiling) }

  func lets(_ number: Double) -> Bool { isCeiling ? number <= value : number >= value }
}

/// What a scorer said of one case.
package struct Score: Sendable {
  /// By what its outcome was found.
  enum Basis: Sendable {
    /// The tool says it.
    case verdict
    /// A number against the threshold that a person gave.
    case threshold
    /// A number alone: 1 passes and 0 fails, if the scorer gives nothing between them.
    case number
  }

  var outcome: Outcome
  var value: Double?
  var basis = Basis.verdict
  /// What gave it, where several scorers may have.
  var metric = ""
  /// The scores of which this one is made.
  var parts: [Score] = []

  /// Reads a grade: a letter of Inspect's, yes or no, true or false, or a number.
  init(_ node: Node?, threshold: Threshold?, metric: String = "") {
    self.init(outcome: .unscored, value: nil)
    self.metric = metric
    guard let node, !node.isNull else { return }
    if let truth = node.bool {
      self.init(outcome: truth ? .pass : .fail, value: truth ? 1 : 0)
      return
    }
    if let number = node.double ?? Double(node.string ?? "") {
      self.init(number, threshold: threshold, metric: metric)
      return
    }
    switch node.string?.lowercased() ?? "" {
    case "c", "yes", "true", "pass", "passed", "correct", "y": self.init(outcome: .pass, value: 1)
    case "i", "n", "no", "false", "fail", "failed", "incorrect": self.init(outcome: .fail, value: 0)
    // Partly right passes only where somebody has said that half is enough.
    case "p", "partial": self.init(0.5, threshold: threshold ?? Threshold(1), metric: metric)
    default: return
    }
  }

  init(_ number: Double, threshold: Threshold?, metric: String = "") {
    self.init(outcome: .unscored, value: number.isFinite ? number : nil)
    self.metric = metric
    guard number.isFinite else { return }
    basis = threshold == nil ? .number : .threshold
    if let threshold {
      outcome = threshold.lets(number) ? .pass : .fail
    } else {
      outcome = number == 1 ? .pass : number == 0 ? .fail : .unscored
    }
  }

  init(outcome: Outcome, value: Double?) { (self.outcome, self.value) = (outcome, value) }

  /// Several scorers as one: a case passes when each that has an opinion lets it, and its score is the lowest.
  ///
  /// A scorer's error says nothing against a case that another failed.
  static func joined(_ scores: [Score]) -> Score {
    var joined = Score(outcome: .unscored, value: scores.compactMap(\.value).min())
    joined.parts = scores.flatMap { $0.parts.isEmpty ? [$0] : $0.parts }
    for outcome in [Outcome.fail, .error, .pass] where scores.contains(where: { $0.outcome == outcome }) {
      joined.outcome = outcome
      break
    }
    return joined
  }
}

extension Imported {
  /// Leaves unjudged what a scorer gave as a number alone, if it also gives others than 0 and 1.
  ///
  /// Its 1 is a high mark then, and no pass. Says so once in a file.
  mutating func settleNumbers(in file: ResultFile, _ options: ImportOptions) {
    for run in runs.indices
    where runs[run].observations.contains(where: { $0.parts.contains { $0.basis == .threshold } }) {
      runs[run].threshold = options.threshold
    }
    var graded: Set<String> = []
    for part in runs.lazy.flatMap(\.observations).flatMap(\.parts)
    where part.basis == .number && part.outcome == .unscored { graded.insert(part.metric) }
    func isGraded(_ part: Score) -> Bool { part.basis == .number && graded.contains(part.metric) }
    for run in graded.isEmpty ? 0..<0 : runs.indices {
      for index in runs[run].observations.indices
      where runs[run].observations[index].parts.contains(where: isGraded) {
        let parts = runs[run].observations[index].parts.map { part in
          var part = part
          if isGraded(part) { part.outcome = .unscored }
          return part
        }
        runs[run].observations[index].outcome = Score.joined(parts).outcome
      }
    }
    guard options.threshold == nil else { return }
    let count = runs.reduce(0) { sum, run in
      sum + run.observations.count { $0.outcome == .unscored && $0.score != nil }
    }
    guard count > 0 else { return }
    problems.append(
      SourceProblem(
        .value,
        "\(count.of("case")) with a score and nothing that says from which score on a case passes: unscored, and compared by score alone. "
          + "Give --threshold, or --at-most where less is better.", at: Place(path: file.source.path)))
  }

  /// The metric that was asked for and that no case has.
  func absentMetric(_ options: ImportOptions) -> String? {
    let observations = runs.lazy.flatMap(\.observations)
    guard let metric = options.metrics.sorted().first, !observations.isEmpty,
      observations.allSatisfy({ $0.outcome == .unscored && $0.score == nil })
    else { return nil }
    return metric
  }
}

/// Models' names as tools write them, in the form of the library: `provider/name`.
enum ModelNaming {
  private static let kinds: Set<Substring> = [
    "chat", "completion", "completions", "responses", "messages", "text", "embedding", "assistant",
    "realtime",
  ]

  /// `openai:chat:gpt-4o`, `openai:/gpt-4o`, `openai/gpt-4o`; what is no model's name, as a script's path, stays as it is.
  static func name(_ written: String?) -> String? {
    guard let written, !written.isEmpty else { return nil }
    guard let colon = written.utf8.firstIndex(of: UInt8(ascii: ":")) else { return written }
    let provider = written[..<colon]
    var rest = written[written.utf8.index(after: colon)...]
    let scripts: Set<Substring> = [
      "file", "python", "exec", "javascript", "http", "https", "package", "webhook",
    ]
    if provider.contains("/") || scripts.contains(provider) { return written }
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    if let next = rest.utf8.firstIndex(of: UInt8(ascii: ":")), kinds.contains(rest[..<next]) {
      rest = rest[rest.utf8.index(after: next)...]
    }
    return rest.isEmpty ? written : "\(provider)/\(rest)"
  }
}
