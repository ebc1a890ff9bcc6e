import PromptLibrary

extension Rule {
  static let deprecatedWithoutSuccessor = Rule(
    name: "deprecated-without-successor",
    level: .note,
    summary: "A deprecated prompt does not say what takes its place.",
    why: """
      Whoever meets a deprecated prompt wants to know what to use instead. A successor that is not in the library, or \
      is retired itself, is no answer either.
      """,
    remedy: "Name the prompt that takes its place: 'successor: ID'.",
    flagged: [
      Example(
        "No successor", count: 1,
        ["sort.prompt.yml": "status: deprecated\nmessages: [{role: user, content: Sort this row.}]\n"]),
      Example(
        "A successor that is not there", count: 1,
        [
          "sort.prompt.yml":
            "status: deprecated\nsuccessor: triag\nmessages: [{role: user, content: Sort this row.}]\n",
          "triage.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
        ]),
    ],
    accepted: [
      Example(
        "Its successor is active",
        [
          "sort.prompt.yml":
            "status: deprecated\nsuccessor: triage\nmessages: [{role: user, content: Sort this row.}]\n",
          "triage.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
        ])
    ],
    check: .prompt { _, prompt, evidence in
      guard prompt.status == .deprecated else { return [] }
      let place = prompt.metadata.status?.place ?? prompt.place
      guard let successor = prompt.metadata.successor else {
        return [Problem("This prompt is deprecated and names no successor.", at: place)]
      }
      let found = evidence.prompts(named: successor.value).map { evidence.library.prompts[$0] }
      if found.isEmpty {
        let near = nearest(to: successor.value, among: evidence.library.prompts.lazy.map(\.id))
        let hint = near.map { "; did you mean '\($0)'?" } ?? "."
        return [
          Problem(
            "The successor '\(successor.value)' is not in the library\(hint)", at: successor.place,
            remedy: near.map { "Write '\($0)'." })
        ]
      }
      guard found.allSatisfy({ $0.status == .retired }) else { return [] }
      return [
        Problem(
          "The successor '\(successor.value)' is retired itself.", at: successor.place,
          evidence: [Evidence.Span("retired here", at: found[0].metadata.status?.place ?? found[0].place)])
      ]
    })
}
