import Git
import PromptLibrary

extension Finding {
  init(_ problem: Rule.Problem, of rule: Rule, about subject: Subject) {
    let key = [rule.name, subject.kind, subject.name, problem.detail].joined(separator: "\u{1F}")
    self.init(
      rule: rule.name, level: min(rule.level, problem.level ?? rule.level), subject: subject,
      place: problem.place,
      message: problem.message, evidence: problem.evidence,
      remedy: problem.remedy ?? Self.fill(rule.remedy, subject),
      fingerprint: Repository.blobID(of: Array(key.utf8)).description, detail: problem.detail,
      hidesSource: rule.hidesSource)
  }

  /// Puts the subject's name into a remedy; a remedy whose placeholder has no name stays as it is.
  private static func fill(_ remedy: String, _ subject: Subject) -> String {
    switch subject {
    case .prompt(let id): remedy.replacing("{prompt}", with: id)
    case .step(let workflow, let step): remedy.replacing("{step}", with: "\(workflow)/\(step)")
    default: remedy
    }
  }
}

extension Finding: Comparable {
  package static func < (a: Self, b: Self) -> Bool {
    if a.place != b.place { return a.place < b.place }
    if a.rule != b.rule { return a.rule < b.rule }
    if a.subject.name != b.subject.name { return a.subject.name < b.subject.name }
    return a.message < b.message
  }
}
