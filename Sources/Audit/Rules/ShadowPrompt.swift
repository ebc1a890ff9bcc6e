import PromptLibrary

extension Rule {
  static let shadowPrompt = Rule(
    name: "shadow-prompt",
    level: .note,
    isOptIn: true,
    summary: "A program's own string is a prompt, outside the library.",
    why: """
      A prompt in a string has no id, no owner and no evidence, changes with the code around it, and is missed by every \
      count of prompts. What reads as one is told by its words: it says who the reader is or what its task is, or it has \
      a prompt's name and gives orders. That is a judgement of style, so the rule is off until it is asked for; it is \
      meant for taking stock. Tests, examples and strings of fewer than 20 words are left out, and so are texts that a \
      list or a function puts together from short pieces.
      """,
    remedy: "Move the text to a file of the library, and load it from there.",
    flagged: [
      Example(
        "A program holds the text that it sends", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "app/triage.py":
            "import llm\n\nSYSTEM_PROMPT = \"\"\"\(sample)\"\"\"\n\n\ndef triage(row):\n    return llm.ask(SYSTEM_PROMPT, row)\n",
          "shelflife.yaml": configuration,
        ]),
      Example(
        "A program repeats a prompt of the library, in pieces", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: \"\(sample)\"}]\n",
          "app/triage.ts": "const text = \(pieces);\n",
          "shelflife.yaml": configuration,
        ]),
    ],
    accepted: [
      Example(
        "It loads its text, and its long strings speak to people",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "app/triage.py": """
          \"""You are a reader of this module. \(sample)\"""
          HELP = "Sorts the rows of the queue that the support team shares, and writes what it has done to the file \\
          that you name on the command line, one row after the other"
          text = open("sort.prompt.yml").read()

          """,
          "shelflife.yaml": configuration,
        ]),
      Example(
        "It is a test's",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "tests/test_triage.py": "PROMPT = \"\"\"\(sample)\"\"\"\n",
          "shelflife.yaml": configuration,
        ]),
    ],
    check: .library { evidence in
      var numbers: [String: Int] = [:]
      return evidence.library.shadows.map { shadow in
        let place = shadow.prompt.place
        let key = "\(place.path) \(shadow.name ?? "")"
        numbers[key, default: 0] += 1
        let number = numbers[key] ?? 1
        let name = shadow.name.map { "'\($0)' " } ?? ""
        let detail = (shadow.name ?? "") + (number > 1 ? " \(number)" : "")
        guard let twin = evidence.twins[place] else {
          return Problem(
            "This program holds a prompt of \(shadow.words) words itself\(name.isEmpty ? "" : ", as \(name.trimmed)").",
            at: place, subject: .file(path: place.path), detail: detail)
        }
        let prompt = evidence.library.prompts[twin.prompt]
        return Problem(
          "The text \(name)in this program \(twin.verb) the prompt '\(prompt.id)'.", at: place,
          evidence: [Evidence.Span("the library's text", at: prompt.place)], subject: .file(path: place.path),
          remedy: "Load '\(prompt.path)' instead.", detail: detail)
      }
    })

  private static let configuration = "rules:\n  shadow-prompt: note\n"

  private static let sample = """
    You are a careful clerk of the support queue. Sort this row into one of the five agreed categories and give the \
    reason for your choice in one short sentence. Do not guess: answer 'other' where the policy says nothing
    """

  private static let pieces = """
    "You are a careful clerk of the support queue. Sort this row into one of the five agreed " +
      "categories and give the reason for your choice in one short sentence. " +
      "Do not guess: answer 'other' where the policy says nothing"
    """
}
