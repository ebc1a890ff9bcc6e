import Testing

@testable import PromptLibrary

@Suite struct AgenticWorkflowTests {
  private let text = """
    ---
    name: Sort issues
    on:
      issues: {types: [opened]}
    engine: {id: claude, model: claude-sonnet-4-5, agent: sorter}
    imports:
      - shared/tone.md
      - uses: shared/tools.md
        with: {a: b}
      - other/repository/x.md@main
    ---
    # Sort

    Read the issue.
    {{#import? shared/extra.md}}
    {{#runtime-import notes.md#Part}}
    @include shared/end.md

    """

  @Test func `the text below the header is the prompt`() throws {
    let file = try #require(read(.agenticWorkflow, ".github/workflows/sort.md", text))
    let workflow = try #require(file.workflows.first)
    #expect(workflow.id == "sort")
    #expect(workflow.title == "Sort issues")
    #expect(workflow.trigger == "issues")
    #expect(file.steps[0].idle == nil)
    #expect(file.texts[0].hasPrefix("# Sort\n"))
    #expect(file.steps[0].inline[0].place.line == 12)
    #expect(file.steps[0].models.map(\.name) == ["claude-sonnet-4-5"])
    #expect(
      file.references == [
        "path .github/agents/sorter.agent.md", "path shared/tone.md", "path shared/tools.md",
        "~path shared/extra.md", "~path notes.md", "~path .github/notes.md", "path shared/end.md",
      ])
    #expect(file.steps[0].uses[3].place.description == ".github/workflows/sort.md:15:12")
  }

  @Test func `a file without a trigger is none, and a broken header is a problem`() {
    #expect(read(.agenticWorkflow, ".github/workflows/shared.md", "---\ntools: {a: }\n---\nText.\n") == nil)
    #expect(read(.agenticWorkflow, ".github/workflows/README.md", "# Our workflows\n") == nil)
    let broken = read(.agenticWorkflow, ".github/workflows/a.md", "---\non: push\nx: [\n---\nText.\n")
    #expect(broken?.problems.map(\.kind) == [.syntax])
  }

  @Test func `a catalogue's workflow does not run where it lies`() {
    let file = read(.agenticWorkflow, "workflows/a.md", "---\non: push\nsafe-outputs: {a: }\n---\nText.\n")
    #expect(file?.steps.first?.idle != nil)
    #expect(read(.agenticWorkflow, "workflows/b.md", "---\nx: 1\non: push\n---\nText.\n") == nil)
  }
}
