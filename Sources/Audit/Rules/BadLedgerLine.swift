import PromptLibrary

extension Rule {
  static let badLedgerLine = Rule(
    name: "bad-ledger-line",
    level: .warning,
    summary: "A line of the ledger cannot be used.",
    why: """
      A run that cannot be read counts for nothing, and two different runs under one id cannot both be right. The \
      other lines are used.
      """,
    remedy: "Record the run again; the ledger's files are not edited by hand.",
    flagged: [
      Example(
        "A line that is cut off", count: 1,
        [
          "shelflife.yaml": "version: 1\n",
          "library/runs/2026/11/a.jsonl": "{\"v\":1,\"id\":\"01JD\n",
        ])
    ],
    accepted: [Example("An empty ledger", ["shelflife.yaml": "version: 1\n"])],
    check: .library { evidence in
      evidence.library.problems.compactMap { problem in
        guard problem.kind == .ledger else { return nil }
        return Problem(problem.message, at: problem.place, subject: .file(path: problem.place.path))
      }
    })
}
