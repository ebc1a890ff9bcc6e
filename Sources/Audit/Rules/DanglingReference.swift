import PromptLibrary

extension Rule {
  static let danglingReference = Rule(
    name: "dangling-reference",
    level: .warning,
    summary: "Code or configuration names a prompt file that is not there.",
    why: """
      The call fails when it runs, which may be rarely. A loader that is known is held to the names it is given; a \
      path that a program loads, beside prompts that end alike, is held to be there. Where the file was in the \
      repository before, the finding says which commit removed it.
      """,
    remedy: "Correct the path, or bring the file back.",
    flagged: [
      Example(
        "The file was renamed", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "app.py": "load_prompt(\"sorting.prompt.yml\")\n",
        ],
        adding: { library in
          library.dangling = [
            DanglingReference(
              target: "sorting.prompt.yml", place: Place(path: "app.py", line: 1, column: 14), source: .file,
              nearest: "sort.prompt.yml")
          ]
        }),
      Example(
        "A pattern of the configuration matches nothing", count: 1,
        [
          "shelflife.yaml": "version: 1\nprompts: [prompts/**, library/**]\n",
          "prompts/sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
        ]),
    ],
    accepted: [
      Example(
        "The file is there",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "app.py": "load_prompt(\"sort.prompt.yml\")\n",
        ])
    ],
    check: .library { evidence in
      evidence.library.dangling.compactMap { reference in
        if reference.source == .configuration {
          return Problem(
            "The pattern '\(reference.target)' matches no file.", at: reference.place,
            subject: .file(path: reference.place.path), remedy: "Correct the pattern, or take it out.",
            detail: reference.target)
        }
        guard reference.source == .file else { return nil }
        let removed = reference.removal.map { " (\($0.sentence))" } ?? ""
        let meant = reference.spelling ?? reference.nearest
        let hint = meant.map { "; did you mean '\($0)'?" } ?? "."
        return Problem(
          "This names the prompt '\(reference.target)', which is not there\(removed)\(hint)",
          at: reference.place, subject: .file(path: reference.place.path),
          remedy: meant.map { "Write '\($0)'." }, level: Level(cappedFor: reference.place.path),
          detail: reference.target)
      }
    })
}
