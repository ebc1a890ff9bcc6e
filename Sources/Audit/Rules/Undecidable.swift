import PromptLibrary

extension Rule {
  static let undecidable = Rule(
    name: "undecidable",
    level: .note,
    summary: "Whether these prompts are used cannot be told, because of one file or one computed reference.",
    why: """
      A file that does not parse could hold the very edge that is missing, and a path that only the run completes \
      could name any file that fits. Neither is evidence that a prompt is dead; so nothing else is said of it, and this \
      finding says what stands in the way.
      """,
    remedy: "Mend the file, or name the prompts in a workflow file.",
    flagged: [
      Example(
        "A workflow file that names the prompts is broken", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "answer.prompt.yml": "messages: [{role: user, content: Answer this customer.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort, answer]\n    title: [\n",
        ])
    ],
    accepted: [
      Example(
        "Everything was read",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ])
    ],
    check: .library { evidence in
      struct Obstacle: Hashable {
        var place: Place
        var because: String
        var isReference: Bool
      }
      if evidence.policy.attach == .nothing { return [] }
      var groups: [Obstacle: [Int]] = [:]
      for (index, verdict) in evidence.library.verdicts.enumerated()
      where verdict.kind == .unknown || verdict.kind == .possible {
        let prompt = evidence.library.prompts[index]
        guard prompt.status == .active, !prompt.isForShow else { continue }
        let because = verdict.because ?? "a reference that only the run can complete could reach it"
        let obstacle = Obstacle(
          place: verdict.obstacle ?? prompt.place, because: because, isReference: verdict.kind == .possible)
        groups[obstacle, default: []].append(index)
      }
      let sorted = groups.sorted { ($0.key.place, $0.key.because) < ($1.key.place, $1.key.because) }
      return sorted.map { obstacle, members in
        let prompts = members.map { evidence.library.prompts[$0] }
        let which = prompts.count == 1 ? "'\(prompts[0].id)'" : prompts.count.of("prompt")
        return Problem(
          "\(which) cannot be judged: \(asPartOfSentence(obstacle.because))", at: obstacle.place,
          evidence: prompts.map { Evidence.Span("could be reached: \($0.id)", at: $0.place) }.atMost(10),
          subject: .file(path: obstacle.place.path),
          remedy: obstacle.isReference
            ? "Name the prompts in a workflow file, or where they are loaded." : nil,
          detail: obstacle.isReference ? obstacle.because : "")
      }
    })

  /// A reason that was written as a sentence of its own, or not.
  private static func asPartOfSentence(_ reason: String) -> String {
    let isSentence = reason.hasPrefix("This ") || reason.hasPrefix("The ")
    let reason = isSentence ? "t" + reason.dropFirst() : reason
    return reason.hasSuffix(".") ? reason : reason + "."
  }
}
