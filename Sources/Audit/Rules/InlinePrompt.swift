import PromptLibrary

extension Rule {
  static let inlinePrompt = Rule(
    name: "inline-prompt",
    level: .note,
    summary: "A step's own file holds prompt text, outside the library.",
    why: """
      A prompt inside a workflow's file has no version, no owner and no evidence of its own, and its copies drift \
      apart. Where the text repeats a prompt of the library, the finding says which.
      """,
    remedy: "Move the text to a file of the library, and name it in {step}.",
    flagged: [
      Example(
        "A step repeats a prompt of the library", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          ".github/workflows/sort.yml": workflow("prompt: \(sample)"),
        ])
    ],
    accepted: [
      Example(
        "A step names a prompt of the library",
        [
          "sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          ".github/workflows/sort.yml": workflow("prompt-file: sort.prompt.yml"),
        ]),
      Example(
        "A few words are no prompt",
        [".github/workflows/sort.yml": workflow("prompt: Sort this row.")]),
    ],
    check: .step { workflow, step, evidence in
      // An agentic workflow's body is its prompt: the file is its place, and GitHub loads it from there.
      guard !step.inline.isEmpty, !FileRole(workflow.path).isForShow, workflow.engine != "github-agentic"
      else {
        return []
      }
      let name = step.title.map { "The step '\($0)'" } ?? "This step"
      var roles: [String: Int] = [:]
      return step.inline.compactMap { text in
        let role = text.role ?? "text"
        roles[role, default: 0] += 1
        let words = text.text.split(whereSeparator: \.isWhitespace).count
        guard words >= evidence.policy.inlineWords else { return nil }
        let detail = roles[role]! > 1 ? "\(role) \(roles[role]!)" : role
        guard let twin = evidence.twins[text.place] else {
          return Problem("\(name) holds a prompt of \(words) words itself.", at: text.place, detail: detail)
        }
        let prompt = evidence.library.prompts[twin.prompt]
        let alike = twin.similarity == 1 ? "repeats" : "nearly repeats (\(percent(twin.similarity)))"
        return Problem(
          "\(name): its own text \(alike) the prompt '\(prompt.id)'.", at: text.place,
          evidence: [Evidence.Span("the library's text", at: prompt.place)],
          remedy: "Name '\(prompt.id)' in the step instead of its text.", detail: detail)
      }
    })

  private static let sample = """
    Sort this row of the support queue into one of the five agreed categories and give the reason for your choice in \
    one short sentence that a colleague can check against the written policy
    """

  private static func workflow(_ input: String) -> String {
    """
    on: issues
    jobs:
      sort:
        runs-on: ubuntu-latest
        steps:
          - id: ai
            uses: actions/ai-inference@v1
            with:
              \(input)

    """
  }
}

/// A share as people read it; what is not quite the whole does not read as the whole.
func percent(_ share: Double) -> String { "\(share < 1 ? min(99, Int((share * 100).rounded())) : 100)%" }
