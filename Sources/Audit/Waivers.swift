package import PromptLibrary

/// What became of one waiver.
package struct WaiverOutcome: Sendable {
  package let waiver: Waiver
  /// How many findings it names, whether or not it could accept them.
  package var matched = 0
  package var isExpired: Bool
  /// The prompt's version of today, where the waiver was granted for another.
  package var versionNow: String?
  /// Its rule is not known, or is switched off.
  package var ruleIsOff: Bool
}

/// Marks the findings that a waiver accepts, and says what became of each waiver.
func waive(_ findings: inout [Finding], _ evidence: Evidence, rules: [Rule]) -> [WaiverOutcome] {
  var scopes = evidence.library.waivers.map { WaiverScope($0, evidence, rules: rules) }
  let byRule = Dictionary(grouping: scopes.indices, by: { scopes[$0].rule })
  for finding in findings.indices {
    for scope in byRule[findings[finding].rule] ?? [] where scopes[scope].covers(findings[finding]) {
      scopes[scope].outcome.matched += 1
      let waiver = scopes[scope].outcome.waiver
      if scopes[scope].isValid, findings[finding].status == .open {
        findings[finding].status = .waived(
          reason: waiver.reason, owner: waiver.owner, expires: waiver.expires)
      }
    }
  }
  return scopes.map(\.outcome)
}

/// Which findings a waiver names.
private struct WaiverScope {
  var outcome: WaiverOutcome
  let rule: String
  /// Names under which findings know the prompt: its id, its path.
  private let prompts: Set<String>?

  init(_ waiver: Waiver, _ evidence: Evidence, rules: [Rule]) {
    rule = Rule.named(waiver.rule)?.name ?? waiver.rule
    let rule = rule
    outcome = WaiverOutcome(
      waiver: waiver, isExpired: waiver.expires <= evidence.today,
      ruleIsOff: !rules.contains { $0.name == rule })
    guard let name = waiver.prompt else {
      prompts = nil
      return
    }
    let found = evidence.prompts(named: name).map { evidence.library.prompts[$0] }
    prompts = Set([name] + found.map(\.id))
    if let version = waiver.version, let first = found.first,
      !found.contains(where: { $0.isVersion(version) })
    {
      outcome.versionNow = first.shortVersion
    }
  }

  var isValid: Bool { !outcome.isExpired && outcome.versionNow == nil }

  /// Whether the finding is about all that the waiver names; one that names nothing accepts what is about the library
  /// or a file, and never every prompt at once.
  func covers(_ finding: Finding) -> Bool {
    let waiver = outcome.waiver
    let subject = finding.subject.name
    guard waiver.namesSubject else {
      return finding.subject == .library || finding.subject.kind == "file"
    }
    if let prompts, !prompts.contains(subject), !prompts.contains(finding.detail) { return false }
    if let step = waiver.step, step != subject, step != finding.detail { return false }
    if let workflow = waiver.workflow, finding.subject.workflow != workflow { return false }
    if let model = waiver.model, finding.subject != .model(name: model), finding.detail != model {
      return false
    }
    if let file = waiver.file, file != subject, file != finding.place.path { return false }
    return true
  }
}

extension Waiver {
  /// Whether it names anything besides its rule.
  var namesSubject: Bool { [prompt, step, workflow, model, file].contains { $0 != nil } }

  /// What it is about, without what moves.
  var subject: String {
    ([rule] + [prompt, step, workflow, model, file].compactMap { $0 }).joined(separator: " ")
  }
}

extension Subject {
  /// The workflow that a finding is about, whole or by one of its steps.
  fileprivate var workflow: String? {
    switch self {
    case .workflow(let id), .step(let id, _): id
    case .prompt, .model, .file, .library: nil
    }
  }
}
