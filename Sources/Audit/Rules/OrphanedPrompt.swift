import PromptLibrary

extension Rule {
  static let orphanedPrompt = Rule(
    name: "orphaned-prompt",
    level: .warning,
    summary: "Nothing reaches this active prompt: no step, no code, no configuration, no other prompt.",
    why: """
      A prompt that nothing reaches is read by people who think it matters, and is kept up to date for nobody. The \
      finding says how sure it is: `certain` when neither id, path nor file name stands anywhere that was read, \
      `likely` when only prose or something switched off names it. A prompt that code loads without a workflow is \
      unattached, and not orphaned.
      """,
    remedy:
      "See what was searched with 'shelflife why {prompt}'; then name it where it is used, or delete it.",
    flagged: [
      Example(
        "Nothing names the prompt", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"
        ])
    ],
    accepted: [
      Example(
        "A step uses it",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
      Example(
        "It is retired, or a fixture of a test",
        [
          "sort.prompt.yml": "status: retired\nmessages: [{role: user, content: Sort this row.}]\n",
          "tests/fixtures/hello.prompt.yml": "messages: [{role: user, content: Say hello.}]\n",
        ]),
    ],
    check: .prompt { index, prompt, evidence in
      let verdict = evidence.library.verdicts[index]
      guard evidence.policy.attach != .nothing, verdict.kind == .orphaned, prompt.status == .active,
        !prompt.isForShow
      else { return [] }
      let edges = evidence.library.edges[index]
      let searched = "\(evidence.library.filesRead.of("file")) searched"
      let found =
        switch verdict.confidence {
        case .certain where edges.contains { $0.kind == .include && $0.idle == nil }:
          "only prompts that nothing reaches name it"
        case .certain where edges.contains { $0.kind == .mention }:
          "no step does, though a comment or a trigger of a workflow mentions it"
        case .certain: "neither its id, path nor file name was found"
        case .likely where edges.contains(where: \.isWord):
          "its name stands in code, where nothing shows that it is loaded"
        case .likely where edges.contains { $0.kind == .mention }: "only prose mentions it"
        case .likely where edges.contains { $0.idle != nil }: "only what is switched off names it"
        case .likely, .possible: verdict.because ?? "a reference may not have been understood"
        }
      let spans = edges.map { edge in
        Evidence.Span(edge.idle.map { "switched off: \($0)" } ?? edge.kind.noun, at: edge.place)
      }
      let asked = evidence.library.dangling.filter { $0.nearest == prompt.id }.map { reference in
        Evidence.Span("'\(reference.target)', which is not there, may mean this prompt", at: reference.place)
      }
      let since = evidence.library.removals[index].map { " \($0.sentence)" } ?? ""
      return [
        Problem(
          "Nothing reaches this prompt\(since) (\(verdict.confidence.rawValue): \(found); \(searched)).",
          at: prompt.place,
          evidence: asked + spans.atMost(5))
      ]
    })
}
