import PromptLibrary

extension Rule {
  static let reusedName = Rule(
    name: "reused-name",
    level: .error,
    summary: "A retired prompt's id is used again.",
    why: """
      Runs, usage and links recorded under the old prompt would count for the new one. A prompt that comes back \
      loses its tombstone; another prompt takes another id.
      """,
    remedy: "Give the new prompt another id, or take the old one's tombstone out if it came back.",
    flagged: [
      Example(
        "A new prompt under an old name", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/retired.yaml": "- id: sort\n  at: 2026-03-01\n  reason: replaced by triage\n",
        ])
    ],
    accepted: [
      Example(
        "The retired prompt itself",
        [
          "sort.prompt.yml": "status: retired\nmessages: [{role: user, content: Sort this row.}]\n",
          "library/retired.yaml": "- id: sort\n  at: 2026-03-01\n  reason: replaced by triage\n",
        ])
    ],
    check: .library { evidence in
      evidence.library.tombstones.flatMap { tombstone in
        evidence.promptsByID[tombstone.id.value].compactMap { index in
          let prompt = evidence.library.prompts[index]
          guard prompt.status != .retired else { return nil }
          let when = tombstone.at.map { " on \($0)" } ?? ""
          let why = tombstone.reason.map { ": \($0)" } ?? ""
          let isSame =
            tombstone.version.map { prompt.isVersion($0) } ?? false
          let text = isSame ? " The text is the one that was retired." : ""
          return Problem(
            "The id '\(prompt.id)' was retired\(when), and is used again.\(text)", at: prompt.place,
            evidence: [Evidence.Span("retired\(why)", at: tombstone.id.place)],
            subject: .prompt(id: prompt.id))
        }
      }
    })
}
