import PromptLibrary

extension Rule {
  static let unparseable = Rule(
    name: "unparseable",
    level: .error,
    summary: "A file that claims a format does not parse, or holds a value that cannot be.",
    why: """
      What does not parse is not loaded, or is loaded as something else than was meant; and what it would have said is \
      missing from the audit. Where the format's owner reads the file all the same, the finding is a note.
      """,
    remedy: "Correct the file at the place named.",
    flagged: [
      Example(
        "A list is not closed", count: 1,
        ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}\n"]),
      Example(
        "A status that there is not", count: 1,
        ["sort.prompt.yml": "status: activ\nmessages: [{role: user, content: Sort this row.}]\n"]),
    ],
    accepted: [
      Example(
        "The file parses",
        ["sort.prompt.yml": "status: active\nmessages: [{role: user, content: Sort this row.}]\n"])
    ],
    check: .library { evidence in
      evidence.library.problems.compactMap { problem in
        var level = Level(cappedFor: problem.place.path)
        switch problem.kind {
        case .syntax, .value, .unreadable: break
        case .tolerated: level = .note
        case .unknownKey, .ledger: return nil
        }
        return Problem(
          problem.message, at: problem.place, subject: .file(path: problem.place.path), level: level)
      }
    })
}
