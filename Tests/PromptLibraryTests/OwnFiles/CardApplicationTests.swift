import Git
import Testing

@testable import PromptLibrary

@Suite struct CardApplicationTests {
  private func prompt(_ id: String, _ path: String) -> Prompt {
    Prompt(id: id, path: path, format: "test", version: Behaviour.version(of: []), place: Place(path: path))
  }

  private func cards(_ text: String) -> [Card] {
    Card.read(SourceText(path: "library/cards/c.yaml", text)).cards
  }

  @Test func `cards reach prompts by path, glob and id`() {
    var prompts = [prompt("p/a", "p/a.md"), prompt("p/b", "p/b.md"), prompt("c", "q/[c].md")]
    let problems = apply(
      cards(
        "[{prompt: 'p/*.md', owner: all, steps: [w/x]}, {prompt: ./p/a.md, owner: one}, {prompt: 'q/[c].md', owner: c}, {prompt: p/b, kind: judge}]"
      ), to: &prompts)
    #expect(problems == [])
    #expect(prompts.map { $0.metadata.owner?.value } == ["one", "all", "c"])
    #expect(prompts.map { $0.metadata.kind?.value } == [nil, "judge", nil])
    #expect(prompts[0].metadata.steps.map(\.value) == ["w/x"])
  }

  @Test func `what the file itself says stands`() {
    var prompts = [prompt("a", "a.md")]
    prompts[0].metadata.owner = Located("file", at: Place(path: "a.md"))
    prompts[0].metadata.steps = [Located("w/x", at: Place(path: "a.md"))]
    prompts[0].inputs = [Located("text", at: Place(path: "a.md"))]
    _ = apply(
      cards(
        "- {prompt: a, owner: card, id: new, title: T, steps: [w/x, w/y], inputs: [text, tone], models: m-2024-01-01}"
      ),
      to: &prompts)
    #expect(prompts[0].metadata.owner?.value == "file")
    #expect(prompts[0].metadata.steps.map(\.value) == ["w/x", "w/y"])
    #expect(prompts[0].inputs?.map(\.value) == ["text", "tone"])
    #expect(prompts[0].targets.map(\.name) == ["m-2024-01-01"])
    #expect(prompts[0].id == "new")
    #expect(prompts[0].title == "T")
  }

  @Test func `a card that reaches nothing is a problem with the nearest name`() {
    var prompts = [prompt("summarize", "summarize.md"), prompt("b", "b.md")]
    let problems = apply(
      cards("[{prompt: sumarize.md}, {prompt: 'x/**'}, {prompt: '*.md', id: both}]"), to: &prompts)
    #expect(
      problems.map(\.message) == [
        "No prompt has the path or id 'sumarize.md'; did you mean 'summarize.md'?",
        "No prompt's path matches 'x/**'.",
        "An id on a card for 2 prompts cannot be unique.",
      ])
    #expect(prompts.map(\.id) == ["summarize", "b"])
  }
}
