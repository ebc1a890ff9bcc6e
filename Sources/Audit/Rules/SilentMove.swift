import PromptLibrary

extension Rule {
  static let silentMove = Rule(
    name: "silent-move",
    level: .warning,
    summary: "Another version of the model answers to the same name.",
    why: """
      A provider moves an alias without a word, and every prompt on it was measured on a model that no longer answers. \
      Told for the last move of each name, until every prompt that was run on the old version was run on the new one.
      """,
    remedy: "Name the version that you mean, or run these prompts again: shelflife due",
    flagged: [
      Example(
        "One prompt saw the new version, the other was run before", count: 1, files,
        adding: { library in
          library.addRuns([.outcomes(passed: 20)], on: served("2026-05-13"))
          library.addRuns([.outcomes(passed: 20)], on: served("2026-05-13")) { $0.prompt = "b" }
          library.addRuns([.outcomes(passed: 20)], on: served("2026-11-02"), from: "2026-11-10")
        }),
      Example(
        "The run that saw it lost too many cases", count: 1, files,
        adding: { library in
          library.addRuns([.outcomes(passed: 20)], on: served("2026-05-13"))
          library.addRuns([.outcomes(passed: 10) + "eeeee"], on: served("2026-11-02"), from: "2026-11-10")
        }),
    ],
    accepted: [
      Example(
        "Each was run on the new version", files,
        adding: { library in
          for (day, version) in [("2026-11-01", "2026-05-13"), ("2026-11-10", "2026-11-02")] {
            library.addRuns([.outcomes(passed: 20)], on: served(version), from: day)
            library.addRuns([.outcomes(passed: 20)], on: served(version), from: day) { $0.prompt = "b" }
          }
        }),
      Example(
        "The version is not known", files,
        adding: { $0.addRuns([.outcomes(passed: 20), .outcomes(passed: 20)]) }),
    ],
    check: .library { evidence in
      evidence.servedMoves.map { move in
        let left = move.left.map { evidence.library.prompts[$0].id }
        let names =
          left.prefix(3).map { "'\($0)'" }.joined(separator: ", ") + (left.count > 3 ? " and others" : "")
        return Problem(
          """
          '\(move.name)' is answered by '\(move.new)' since \(move.last.day), by '\(move.old)' before; \
          \(left.count.of("prompt")) \(left.count == 1 ? "was" : "were") not run since: \(names).
          """, at: move.last.place,
          evidence: [
            Evidence.Span(
              "the last run that '\(move.old)' answered, of \(move.first.day)", at: move.first.place)
          ],
          subject: .model(name: move.name))
      }
    })

  private static func served(_ day: String) -> Run.Model {
    Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-\(day)")
  }

  private static let files = [
    "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
    "b.prompt.yml": "messages: [{role: user, content: Answer the customer.}]\n",
  ]
}
