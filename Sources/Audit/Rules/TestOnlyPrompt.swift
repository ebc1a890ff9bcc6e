import PromptLibrary

extension Rule {
  static let testOnlyPrompt = Rule(
    name: "test-only-prompt",
    level: .warning,
    summary: "Only tests, examples or suites reach this active prompt.",
    why: """
      A prompt that is tested and never used costs as much upkeep as one that works, and its passing tests make the \
      library look better than it is.
      """,
    remedy: "Name it under 'uses:' of the step that uses it, or delete it with its tests.",
    flagged: [
      Example(
        "A test loads it, and nothing else", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "tests/test_sort.py": "load_prompt(\"sort.prompt.yml\")\n",
        ],
        adding: { library in
          library.edges[0] = [Edge(.test, at: Place(path: "tests/test_sort.py", line: 1, column: 14))]
          library.verdicts[0] = Verdict(.testOnly)
        })
    ],
    accepted: [
      Example(
        "A step uses it too",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "tests/test_sort.py": "load_prompt(\"sort.prompt.yml\")\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
      Example(
        "It is part of the test",
        [
          "tests/sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "tests/test_sort.py": "load_prompt(\"sort.prompt.yml\")\n",
        ]),
    ],
    check: .prompt { index, prompt, evidence in
      guard evidence.library.verdicts[index].kind == .testOnly, prompt.status == .active, !prompt.isForShow
      else { return [] }
      let spans = evidence.library.edges[index].filter { $0.kind == .test }
        .map { Evidence.Span("reached from here", at: $0.place) }
      return [
        Problem(
          "Only tests, examples or suites reach this prompt.", at: prompt.place, evidence: spans.atMost(5))
      ]
    })
}
