import PromptLibrary

extension Rule {
  static let oneSidedAttachment = Rule(
    name: "one-sided-attachment",
    level: .note,
    summary: "The prompt and the step disagree about being attached.",
    why: """
      Only what the step says counts, because the step is what runs. A prompt that names a step which does not use \
      it, or that leaves out a step which does, misleads whoever changes it.
      """,
    remedy:
      "Make both sides agree: name the prompt under the step's 'uses:', or take the step out of the prompt's 'steps:'.",
    flagged: [
      Example(
        "The prompt names a step that does not use it", count: 1,
        [
          "sort.prompt.yml": "steps: [sorting/review]\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: review\n",
        ]),
      Example(
        "A step uses the prompt, which names only another", count: 1,
        [
          "sort.prompt.yml": "steps: [sorting/sort]\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml":
            "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n  - id: again\n    uses: [sort]\n",
        ]),
    ],
    accepted: [
      Example(
        "The prompt names no step at all",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
      Example(
        "Both name each other",
        [
          "sort.prompt.yml": "steps: [sorting/sort]\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
    ],
    check: .library { evidence in
      evidence.library.unconfirmed.filter(\.stepExists).map { attachment in
        let id = evidence.library.prompts[attachment.promptIndex].id
        return Problem(
          "This prompt says that '\(attachment.step.value)' uses it; the step does not name it.",
          at: attachment.step.place, subject: .prompt(id: id),
          remedy: "Add '\(id)' to 'uses:' of '\(attachment.step.value)', or take the step out of 'steps:'.",
          detail: attachment.step.value)
      } + undeclared(evidence)
    })

  /// Steps that use a prompt which names other steps, and not them.
  private static func undeclared(_ evidence: Evidence) -> [Problem] {
    var problems: [Problem] = []
    let prompts = evidence.library.prompts
    for index in prompts.indices where !prompts[index].metadata.steps.isEmpty {
      let prompt = prompts[index]
      var known = Set(prompt.metadata.steps.map(\.value))
      for edge in evidence.liveEdges(index) where edge.kind == .declared || edge.kind == .imported {
        guard let step = edge.step, known.insert(step).inserted else { continue }
        problems.append(
          Problem(
            "'\(step)' uses this prompt, whose 'steps' do not name it.", at: prompt.metadata.steps[0].place,
            evidence: [Evidence.Span("used here", at: edge.place)], subject: .prompt(id: prompt.id),
            remedy: "Add '\(step)' to the prompt's steps.", detail: step))
      }
    }
    return problems
  }
}
