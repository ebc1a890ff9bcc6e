import PromptLibrary

extension Rule {
  static let nearDuplicate = Rule(
    name: "near-duplicate",
    level: .note,
    summary: "Several prompts say the same.",
    why: """
      Copies are mended one at a time: the fix reaches one, and the others go on. The prompts of a cluster share most \
      of their runs of three words. Variants of one prompt, tests, examples and retired prompts are left out.
      """,
    remedy: "Keep one, and let the others include it or name it as their successor.",
    flagged: [
      Example(
        "Two prompts differ in one word", count: 1,
        [
          "a/sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          "b/sort.prompt.yml": "messages: [{role: user, content: \(sample) handbook}]\n",
        ])
    ],
    accepted: [
      Example(
        "Prompts for two tasks",
        [
          "a/sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          "b/answer.prompt.yml": """
          messages:
            - role: user
              content: >-
                Write a reply to this customer in three sentences, name the order and the day on which it will arrive,
                apologise once and not more often, and close with the name of the colleague who signs for the case.

          """,
        ]),
      Example(
        "A prompt and its fixture in the tests",
        [
          "sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          "tests/sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
        ]),
    ],
    check: .library { evidence in
      evidence.clusters.compactMap { cluster in
        let members = cluster.map { evidence.library.prompts[$0] }.filter { !$0.isForShow }
        guard members.count > 1, let first = members.first, let sketch = first.sketch else { return nil }
        let others = members.dropFirst()
        let spans = others.map { other in
          let similarity = other.sketch?.similarity(to: sketch) ?? 0
          let alike =
            other.version == first.version
            ? "the same text" : similarity == 1 ? "all but the same" : "\(percent(similarity)) alike"
          return Evidence.Span("\(alike): \(other.id)", at: other.place)
        }
        let areTwins = others.allSatisfy { $0.version == first.version }
        let message =
          others.count == 1
          ? "The prompt '\(others.first?.id ?? "")' \(areTwins ? "is the same text" : "says nearly the same")."
          : "\(others.count) other prompts \(areTwins ? "are the same text" : "say nearly the same")."
        return Problem(message, at: first.place, evidence: spans.atMost(50), subject: .prompt(id: first.id))
      }
    })

  private static let sample = """
    Sort this row of the support queue into one of the five agreed categories and give the reason for your choice in \
    one short sentence that a colleague who did not see the row can check against the written policy of the team and \
    the examples in its
    """
}
