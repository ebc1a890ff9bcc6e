import PromptLibrary

extension Rule {
  static let unattachedPrompt = Rule(
    name: "unattached-prompt",
    level: .error,
    summary: "No live workflow step uses this active prompt.",
    why: """
      A prompt that no step claims has no trigger, no reviewer and no destination: nobody can say what breaks when it \
      changes, or who would notice. With `policy.attach: reference`, a call site in code is enough; that is also the \
      policy where no workflow is written down at all. With `policy.attach: none`, for collections whose prompts \
      others take, nothing is asked; a repository without configuration that uses none of its prompts is taken for \
      one, and a note says so. Drafts, suspended, deprecated and retired prompts, partials, \
      and the prompts of tests and examples need no step.
      """,
    remedy:
      "Name it under 'uses:' of the step that uses it, in a workflow file; 'shelflife why {prompt}' shows what reaches it.",
    flagged: [
      Example(
        "No workflow names the second prompt", count: 1,
        [
          "shelflife.yaml": "version: 1\n",
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "answer.prompt.yml": "messages: [{role: user, content: Answer this customer.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
      Example(
        "No workflow is written down, and nothing else names the prompt either", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"
        ]),
    ],
    accepted: [
      Example(
        "A step uses it",
        [
          "shelflife.yaml": "version: 1\n",
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
      Example(
        "A draft, and the prompt of an example",
        [
          "shelflife.yaml": "version: 1\n",
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "answer.prompt.yml": "status: draft\nmessages: [{role: user, content: Answer this customer.}]\n",
          "examples/hello.prompt.yml": "messages: [{role: user, content: Say hello.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
    ],
    check: .prompt { index, prompt, evidence in
      guard evidence.policy.attach != .nothing, prompt.status == .active, !prompt.isPartial else { return [] }
      let verdict = evidence.library.verdicts[index]
      let mustHaveStep = evidence.policy.attach == .step
      let message: String
      var level: Level?
      switch verdict.kind {
      case .attached, .included, .unknown, .possible: return []
      case .referenced, .testOnly:
        guard mustHaveStep else { return [] }
        message =
          verdict.kind == .referenced
          ? "No live step uses this prompt; code or configuration names it."
          : "No live step uses this prompt; only tests or examples name it."
      case .orphaned:
        message =
          mustHaveStep
          ? "No live step uses this prompt." : "No step uses this prompt, and no reference names it."
        // Where a reference would do, a mention in prose may be one that was not understood.
        if !mustHaveStep, verdict.confidence != .certain { level = .warning }
      }
      guard !prompt.isForShow else { return [] }
      let spans = evidence.library.edges[index].map { edge in
        edge.idle.map { Evidence.Span("does not count: \($0)", at: edge.place) }
          ?? Evidence.Span("\(edge.kind.noun), not a step", at: edge.place)
      }
      return [Problem(message, at: prompt.place, evidence: spans.atMost(5), level: level)]
    })
}
