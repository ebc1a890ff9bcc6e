import Git
import PromptLibrary

extension Finding {
  init(_ problem: Rule.Problem, of rule: Rule, about subject: Subject) {
    let key = [rule.name, subject.kind, subject.name, problem.detail].joined(separator: "\u{1F}")
    self.init(
      rule: rule.name, level: rule.level(of: problem), subject: subject,
      place: problem.place,
      message: problem.message, evidence: problem.evidence,
      remedy: problem.remedy ?? Self.fill(rule.remedy, subject),
      fingerprint: Repository.blobID(of: Array(key.utf8)).description, detail: problem.detail,
      hidesSource: rule.hidesSource)
  }

  /// Puts the subject's name into a remedy; a remedy whose placeholder has no name stays as it is.
  private static func fill(_ remedy: String, _ subject: Subject) -> String {
    switch subject {
    case .prompt(let id): fill("{prompt}", in: remedy, with: id)
    case .step(let workflow, let step): fill("{step}", in: remedy, with: "\(workflow)/\(step)")
    default: remedy
    }
  }

  private static func fill(_ placeholder: String, in remedy: String, with name: String) -> String {
    // Remedies name commands, in quotes of their own.
    let isPlain = name.utf8.allSatisfy { $0.isWordByte || $0 >= 0x80 || "-./@:+,#".utf8.contains($0) }
    let name = isPlain ? name : "\"\(name.replacing("\"", with: "\\\""))\""
    // A library can have as many findings as prompts, and a general search costs more than the rest of a finding.
    var rest = remedy[...]
    var filled = ""
    while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      filled += rest[..<brace]
      rest = rest[brace...]
      let isPlaceholder = rest.hasPrefix(placeholder)
      filled += isPlaceholder ? name : "{"
      rest = rest.dropFirst(isPlaceholder ? placeholder.count : 1)
    }
    return filled + rest
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
