import PromptLibrary

extension Rule {
  static let unknownKey = Rule(
    name: "unknown-key",
    level: .warning,
    summary: "A key that no reader knows.",
    why: """
      A mistyped key is read by nobody, and nothing else would say so: the owner is not named, the rule not switched \
      off.
      """,
    remedy: "Correct the key, or remove it.",
    flagged: [
      Example(
        "A mistyped key of the metadata", count: 1,
        ["sort.prompt.yml": "ownr: docs-team\nmessages: [{role: user, content: Sort this row.}]\n"]),
      Example(
        "A rule that there is not", count: 1,
        ["shelflife.yaml": "version: 1\nrules: {unatached-prompt: off}\n"]),
    ],
    accepted: [
      Example(
        "Keys that are known",
        [
          "shelflife.yaml": "version: 1\nrules: {unattached-prompt: off}\n",
          "sort.prompt.yml":
            "owner: docs-team\nmessages: [{role: user, content: Sort this row.}]\n",
        ])
    ],
    check: .library { evidence in
      evidence.library.problems.compactMap { problem in
        guard case .unknownKey(let key, let nearest) = problem.kind else { return nil }
        return Problem(
          problem.message, at: problem.place, subject: .file(path: problem.place.path),
          remedy: nearest.map { "Write '\($0)'." }, level: Level(cappedFor: problem.place.path), detail: key)
      } + unknownRules(evidence.library.configuration)
    })

  private static func unknownRules(_ configuration: Configuration) -> [Problem] {
    configuration.rules.compactMap { entry in
      let name = entry.rule.value
      guard named(name) == nil else { return nil }
      let near = nearest(to: name, among: all.map(\.name))
      let hint = near.map { "; did you mean '\($0)'?" } ?? "; 'shelflife rules' lists them."
      return Problem(
        "'\(name)' is no rule\(hint)", at: entry.rule.place, subject: .file(path: entry.rule.place.path),
        remedy: near.map { "Write '\($0)'." }, detail: name)
    }
  }
}
