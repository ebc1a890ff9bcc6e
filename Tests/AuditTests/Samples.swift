import Testing

@testable import Audit
@testable import PromptLibrary

/// The day by which the tests judge.
let today = CalendarDay(year: 2026, month: 11, day: 20)!

func day(_ text: String) -> CalendarDay { CalendarDay(text)! }

/// An active prompt of one text, at `id.md`.
func samplePrompt(_ id: String, text: String = "") -> Prompt {
  let text = text.isEmpty ? "The text of \(id)." : text
  var prompt = Prompt(
    id: id, path: "\(id).md", format: "text", version: Behaviour.version(of: text.utf8),
    place: Place(path: "\(id).md", line: 1))
  prompt.sketch = Sketch(of: text.utf8)
  return prompt
}

/// A library of these prompts that nothing reaches.
func sampleLibrary(_ prompts: [Prompt]) -> Library {
  var library = Library(configuration: Configuration())
  library.prompts = prompts
  library.edges = prompts.map { _ in [] }
  library.verdicts = prompts.map { _ in Verdict(.orphaned) }
  return library
}

func evidence(_ library: Library) -> Evidence {
  Evidence(library: library, policy: Policy(library.configuration), today: today)
}

/// What one rule says of a library.
func findings(of rule: Rule, in library: Library) -> [Finding] {
  judge(evidence(library), rules: [rule])
}

/// Words that share no run of three with those of another seed.
func words(_ count: Int, seed: Int) -> String {
  var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
  return (0..<count).map { _ in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return "w\(state % 5000)"
  }.joined(separator: " ")
}

extension Rule: CustomTestStringConvertible {
  public var testDescription: String { name }
}

func sampleUsage(_ date: String, _ prompt: String, _ uses: Int, by name: String? = nil) -> Usage {
  var usage = Usage(
    day: day(date), prompt: prompt, uses: uses, place: Place(path: "library/runs/a.usage.jsonl", line: 1),
    content: Behaviour.version(of: "\(date) \(prompt) \(uses) \(name ?? "")".utf8))
  usage.operatorName = name
  return usage
}
