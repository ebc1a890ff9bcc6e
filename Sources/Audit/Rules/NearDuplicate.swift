import PromptLibrary

extension Rule {
  static let nearDuplicate = Rule(
    name: "near-duplicate",
    level: .note,
    summary: "Several prompts say the same.",
    why: """
      Copies are mended one at a time: the fix reaches one, and the others go on. The prompts of a cluster share most \
      of their runs of three words: each with at least one other, whose name is given where it is not the first. \
      Folders that hold three or more of the same prompts under the same names are one finding. Variants of one \
      prompt, tests, examples and retired prompts are left out.
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
      let copies = FolderCopy.all(among: evidence)
      let told = Set(copies.flatMap(\.clusters))
      return copies.map(\.problem)
        + evidence.clusters.indices.compactMap { number in
          if told.contains(number) { return nil }
          return problem(of: evidence.clusters[number], evidence)
        }
    })

  private static func problem(of cluster: [Int], _ evidence: Evidence) -> Problem? {
    let members = cluster.map { evidence.library.prompts[$0] }.filter { !$0.isForShow }
    guard members.count > 1, let first = members.first else { return nil }
    let others = members.dropFirst()
    let all = [first] + cluster.map { evidence.library.prompts[$0] }
    // Only so many are shown.
    let spans = others.enumerated().map { position, other in
      let label = position < mostShown ? likeness(of: other, to: first, among: all) : ""
      return Evidence.Span("\(label): \(other.id)", at: other.place)
    }
    let areTwins = others.allSatisfy { $0.version == first.version }
    let message =
      others.count == 1
      ? "The prompt '\(others.first?.id ?? "")' \(areTwins ? "is the same text" : "says nearly the same")."
      : "\(others.count) other prompts \(areTwins ? "are the same text" : "say nearly the same")."
    return Problem(
      message, at: first.place, evidence: spans.atMost(mostShown), subject: .prompt(id: first.id),
      remedy: areMirrored(members)
        ? "Keep the skill in one folder, and let those of the other tools be links to it." : nil)
  }

  private static let mostShown = 50

  /// How alike a prompt is to the first of its cluster, or to the nearest of those that tie the two together.
  private static func likeness(of other: Prompt, to first: Prompt, among all: [Prompt]) -> String {
    if other.version == first.version { return "the same text" }
    var nearest: (prompt: Prompt, similarity: Double)?
    for prompt in all where prompt.address != other.address {
      guard let sketch = prompt.sketch else { continue }
      let similarity = other.sketch?.similarity(to: sketch) ?? 0
      if similarity > nearest?.similarity ?? 0 { nearest = (prompt, similarity) }
    }
    guard let nearest else { return "alike" }
    let isFirst = nearest.prompt.address == first.address
    if nearest.similarity == 1 {
      return isFirst ? "all but the same" : "all but the same as \(nearest.prompt.id)"
    }
    let share = percent(nearest.similarity)
    return isFirst ? "\(share) alike" : "\(share) like \(nearest.prompt.id)"
  }

  /// Copies of one skill for several tools, none of which can include another.
  private static func areMirrored(_ members: [Prompt]) -> Bool {
    members.allSatisfy { $0.format == "agent-skill" }
      && Set(members.map { $0.path.folder.fileName }).count == 1
  }

  private static let sample = """
    Sort this row of the support queue into one of the five agreed categories and give the reason for your choice in \
    one short sentence that a colleague who did not see the row can check against the written policy of the team and \
    the examples in its
    """
}
