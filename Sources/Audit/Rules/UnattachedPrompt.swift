import PromptLibrary

extension Rule {
  static let unattachedPrompt = Rule(
    name: "unattached-prompt",
    level: .error,
    summary: "No live workflow step uses this active prompt.",
    why: """
      A prompt that no step claims has no trigger, no reviewer and no destination: nobody can say what breaks when it \
      changes, or who would notice. With `policy.attach: reference`, a call site in code is enough.
      """,
    remedy: "shelflife attach {prompt} WORKFLOW/STEP",
    flagged: [
      Example(
        "A prompt that no workflow names",
        [
          "shelflife.yaml": "version: 1\n",
          "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
        ])
    ],
    accepted: [
      Example(
        "A step uses it",
        [
          "shelflife.yaml": "version: 1\n",
          "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [a]\n",
        ])
    ],
    check: .prompt { index, prompt, evidence in
      let verdict = evidence.library.verdicts[index]
      switch verdict.kind {
      case .attached, .included, .unknown, .possible: return []
      case .referenced where evidence.policy.attach == .reference: return []
      default: break
      }
      return [Problem("No live step uses this prompt.", at: prompt.place)]
    })
}
