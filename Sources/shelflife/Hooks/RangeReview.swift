import Audit
import Git
import PromptLibrary
import Report

/// The commits of a range that the hook would have refused, or that a trailer excuses.
struct RangeReview {
  struct Refused {
    var commit: Commit
    var outcome: GateOutcome
  }

  private(set) var refused: [Refused] = []
  /// How many commits the whole library had to be read for.
  private(set) var whole = 0
  /// Why, and how often.
  private(set) var reasons: [String: Int] = [:]

  /// Judges each commit against its parents, as the hook does.
  ///
  /// Texts are read once, however many commits have them, and of each commit only what it can affect.
  static func read(_ commits: [Commit], _ gate: Gate) async throws -> RangeReview {
    var review = RangeReview()
    var walk = try await CommitWalk(commits, gate)
    for commit in commits {
      var outcome = try await walk.judge(commit)
      guard !outcome.refused.isEmpty else { continue }
      try outcome.accept(trailersOf: [commit.id], in: gate.options.open(repository: gate.opening))
      review.refused.append(Refused(commit: commit, outcome: outcome))
    }
    review.whole = walk.whole
    review.reasons = walk.reasons
    return review
  }

  /// Leaves out what a rule refused.
  mutating func forgive(_ rule: String) {
    for index in refused.indices { refused[index].outcome.refused.removeAll { $0.rule == rule } }
    refused.removeAll { $0.outcome.refused.isEmpty && $0.outcome.accepted.isEmpty }
  }

  /// Says of each finding which commit brought it in; what that commit's trailer accepts is waived.
  func annotate(_ findings: inout [Finding]) {
    var commits: [String: (commit: Commit, status: Finding.Status)] = [:]
    for one in refused {
      for finding in one.outcome.refused + one.outcome.accepted {
        commits[finding.fingerprint] = (one.commit, finding.status)
      }
    }
    for index in findings.indices {
      guard let (commit, status) = commits[findings[index].fingerprint] else { continue }
      findings[index].evidence.append(
        Evidence.Span("brought in by \(commit.line)", at: findings[index].place))
      if findings[index].status == .open { findings[index].status = status }
    }
  }

  /// A note for each such commit, the last ones where there are many.
  func notes(stillOpen: Set<String>) -> [String] {
    var notes = refused.suffix(Self.most).map { one in
      let rules = (one.outcome.refused + one.outcome.accepted).map { "\($0.rule) of '\($0.subject.name)'" }
      let what =
        rules.prefix(3).joined(separator: ", ") + (rules.count > 3 ? " and \(rules.count - 3) more" : "")
      if one.outcome.refused.isEmpty { return "\(one.commit.line) excuses itself with a trailer: \(what)." }
      let isMended = !one.outcome.refused.contains { stillOpen.contains($0.fingerprint) }
      return "The hook would have refused \(one.commit.line): \(what)\(isMended ? "; mended since" : "")."
    }
    if refused.count > Self.most {
      notes.append("So it would have \(refused.count - Self.most) earlier commits of the range.")
    }
    if whole > 0 {
      let most = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map {
        "\($0.value) times because \($0.key)"
      }
      notes.append("The whole library was judged for \(whole) commits: \(most.joined(separator: ", ")).")
    }
    return notes
  }

  private static let most = 50
}

extension Commit {
  /// As a sentence names it.
  fileprivate var line: String {
    "commit \(id.short) \"\(summary)\" by \(author), \(CalendarDay(number: time / 86_400))"
  }
}
