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
  /// The score from which a case passes, where the tool gives a number and no verdict.
  package var threshold: Double?
  /// Only these scorers count; all of them where none is named.
  package var metrics: Set<String> = []
  /// Other files that belong to this one.
  package var companions: [ResultFile] = []

  package init() {}

  func counts(_ metric: String) -> Bool { metrics.isEmpty || metrics.contains(metric) }
}

/// What a scorer said of one case.
struct Score: Sendable {
  var outcome: Outcome
  var value: Double?

  /// Reads a grade: a letter of Inspect's, yes or no, true or false, or a number.
  ///
  /// A number that is neither 0 nor 1 says nothing without a threshold.
  init(_ node: Node?, threshold: Double?) {
    self.init(outcome: .unscored, value: nil)
    guard let node, !node.isNull else { return }
    if let truth = node.bool {
      self.init(truth ? 1 : 0, threshold: nil)
      return
    }
    if let number = node.double ?? Double(node.string ?? "") {
      self.init(number, threshold: threshold)
      return
    }
    switch node.string?.lowercased() ?? "" {
    case "c", "yes", "true", "pass", "passed", "correct", "y": self = Score(1, threshold: threshold)
    case "i", "n", "no", "false", "fail", "failed", "incorrect": self = Score(0, threshold: threshold)
    // Partly right passes only where somebody has said that half is enough.
    case "p", "partial": self = Score(0.5, threshold: threshold ?? 1)
    default: return
    }
  }

  init(_ number: Double, threshold: Double?) {
    guard number.isFinite else {
      self.init(outcome: .unscored, value: nil)
      return
    }
    if let threshold {
      self.init(outcome: number >= threshold ? .pass : .fail, value: number)
    } else {
      self.init(outcome: number == 1 ? .pass : number == 0 ? .fail : .unscored, value: number)
    }
  }

  init(outcome: Outcome, value: Double?) { (self.outcome, self.value) = (outcome, value) }

  /// Several scorers as one: a case passes when each that has an opinion lets it, and its score is the lowest.
  ///
  /// A scorer's error says nothing against a case that another failed.
  static func joined(_ scores: [Score]) -> Score {
    var joined = Score(outcome: .unscored, value: scores.compactMap(\.value).min())
    for outcome in [Outcome.fail, .error, .pass] where scores.contains(where: { $0.outcome == outcome }) {
      joined.outcome = outcome
      break
    }
    return joined
  }
}

extension Imported {
  /// Says once in a file that numbers were left unjudged.
  mutating func addMissingThreshold(in file: ResultFile, _ options: ImportOptions) {
    guard options.threshold == nil else { return }
    let count = runs.reduce(0) { sum, run in
      sum + run.observations.count { $0.outcome == .unscored && $0.score != nil }
    }
    guard count > 0 else { return }
    problems.append(
      SourceProblem(
        .value,
        "\(count) cases have a score and nothing that says from which score on a case passes; they count as unscored, and are compared by score alone. "
          + "Give --threshold.", at: Place(path: file.source.path)))
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
