import PromptLibrary

extension Rule {
  static let inlinePrompt = Rule(
    name: "inline-prompt",
    level: .note,
    summary: "A step's own file holds prompt text, outside the library.",
    why: """
      A prompt inside a workflow's file has no version, no owner and no evidence of its own, and its copies drift \
      apart. Where the text repeats a prompt of the library, the finding says which. The files of n8n, Dify and CrewAI \
      have no other place for their prompts, so that each is one finding; an agentic workflow's text is a prompt file \
      by itself, and only a copy is told.
      """,
    remedy: "Move the text to a file of the library, and name it in {step}.",
    flagged: [
      Example(
        "A step repeats a prompt of the library", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: \(sample)}]\n",
          ".github/workflows/sort.yml": workflow("prompt: \(sample)"),
        ]),
      Example(
        "A crew's file holds the texts of two agents", count: 1,
        [
          "config/agents.yaml": """
          sorter:
            role: Sorter of the support queue
            goal: \(sample)
            backstory: Has sorted the queue for years.
          checker:
            role: Checker of the sorted queue
            goal: \(sample) by the end of the day
            backstory: Has seen every mistake.

          """
        ]),
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
      Example(
        "An agentic workflow is a prompt file by itself",
        [".github/workflows/sort.md": "---\non: issues\n---\n\(sample)\n"]),
    ],
    check: .workflow { workflow, evidence in
      guard !FileRole(workflow.path).isForShow else { return [] }
      let texts = workflow.steps.flatMap { step in Self.texts(of: step, evidence) }
      let (copies, others) = (texts.filter { $0.twin != nil }, texts.filter { $0.twin == nil })
      let found = copies.compactMap { copy($0, in: workflow, evidence) }
      if others.isEmpty || workflow.engine == "github-agentic" { return found }
      guard holdsPromptsByNature.contains(workflow.engine) else {
        return found + others.map { own($0, in: workflow) }
      }
      return found + [together(others, in: workflow)]
    })

  /// Engines whose files cannot name a prompt file.
  private static let holdsPromptsByNature: Set<EngineName> = ["n8n", "dify", "crewai"]

  /// A text inside a step that is long enough to be a prompt.
  private struct Text {
    var step: Step
    var place: Place
    var words: Int
    var detail: String
    var twin: NearDuplicates.Twin?

    /// By its title, since many engines number their steps.
    var name: String { step.title ?? step.id }
  }

  private static func texts(of step: Step, _ evidence: Evidence) -> [Text] {
    var roles: [String: Int] = [:]
    return step.inline.compactMap { text in
      let role = text.role ?? "text"
      let number = roles[role, default: 0] + 1
      roles[role] = number
      let words = text.text.wordCount
      guard words >= evidence.policy.inlineWords else { return nil }
      return Text(
        step: step, place: text.place, words: words, detail: number > 1 ? "\(role) \(number)" : role,
        twin: evidence.twins[text.place])
    }
  }

  private static func copy(_ text: Text, in workflow: Workflow, _ evidence: Evidence) -> Problem? {
    guard let twin = text.twin else { return nil }
    let prompt = evidence.library.prompts[twin.prompt]
    return Problem(
      "The text in the step '\(text.name)' \(twin.verb) the prompt '\(prompt.id)'.", at: text.place,
      evidence: [Evidence.Span("the library's text", at: prompt.place)],
      subject: .step(workflow: workflow.id, step: text.step.id),
      remedy: "Name '\(prompt.id)' in the step instead of its text.", detail: text.detail)
  }

  private static func own(_ text: Text, in workflow: Workflow) -> Problem {
    Problem(
      "The step '\(text.name)' holds a prompt of \(text.words) words itself.", at: text.place,
      subject: .step(workflow: workflow.id, step: text.step.id),
      remedy: "Move the text to a file of the library, and name that file in the step.", detail: text.detail)
  }

  private static func together(_ texts: [Text], in workflow: Workflow) -> Problem {
    let words = texts.reduce(0) { $0 + $1.words }
    let spans = texts.map { text in
      Evidence.Span("'\(text.name)': \(text.words.of("word"))", at: text.place)
    }
    return Problem(
      "This workflow's own file holds \(texts.count.of("prompt")), of \(words) words in all.",
      at: texts[0].place, evidence: spans.atMost(10),
      remedy:
        "Keep the texts as files of the library and fill the workflow from there, or set 'inline-prompt: off' under 'rules:'."
    )
  }

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
