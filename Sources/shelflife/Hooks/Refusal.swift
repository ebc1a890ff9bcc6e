import Audit
import PromptLibrary
import Report

/// What a hook says: for each refusal the prompt, the rule, one sentence and what mends it; at most a screen.
struct Refusal {
  let outcome: GateOutcome
  let hook: GitHook
  /// Findings that are told; each has three lines, and a screen has 24.
  private static let most = 5

  var text: String {
    var lines = outcome.notes.map { "shelflife: \($0)" }
    lines += outcome.accepted.prefix(Self.most).map { finding in
      guard case .waived(let reason, let owner, _) = finding.status else { return "" }
      return "shelflife: \(finding.rule) of '\(finding.subject.name)' is accepted by \(owner): \(reason)"
    }
    if !outcome.refused.isEmpty { lines += refusal }
    return lines.map { Self.inert($0) + "\n" }.joined()
  }

  private var refusal: [String] {
    let findings = outcome.refused.sorted {
      $0.level != $1.level ? $0.level > $1.level : $0 < $1
    }
    let count = findings.count
    var lines = [
      "shelflife: \(hook.change) is refused: it brings in \(count.of("finding")).", "",
    ]
    for finding in findings.prefix(Self.most) {
      lines.append("\(finding.place): \(finding.level.rawValue)[\(finding.rule)]")
      lines.append("  \(finding.sentence)")
      if let remedy = finding.remedy { lines.append("  mend: \(remedy)") }
    }
    if count > Self.most {
      lines.append("... and \(count - Self.most) more: \(hook.seeAll)")
    }
    lines += [
      "", "What a rule is for: shelflife explain \(findings[0].rule)",
    ]
    if hook == .preCommit || hook == .preMergeCommit {
      lines.append(
        "An exception leaves a trace: commit with --no-verify and the trailer '\(TrailerWaiver.key): RULE PROMPT reason'."
      )
    } else {
      lines.append(
        "An exception leaves a trace: give one of the commits the trailer '\(TrailerWaiver.key): RULE PROMPT reason'."
      )
    }
    return lines.map { $0.count > Self.width ? $0.prefix(Self.width - 1) + "…" : $0 }
  }

  private static let width = 240

  /// One line, without what a terminal would act on: ids, paths and remedies may hold anything.
  private static func inert(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}

extension GitHook {
  /// The command that shows every finding.
  fileprivate var seeAll: String {
    switch self {
    // 'commit -a' and 'commit -- path' judge an index that is gone with the hook.
    case .preCommit where Console.current.environment("GIT_INDEX_FILE")?.hasSuffix(".lock") ?? false:
      "git add -u && shelflife audit --staged"
    case .preCommit, .preMergeCommit: "shelflife audit --staged"
    case .prePush, .preReceive: "shelflife audit --range FROM..TO"
    }
  }
}
