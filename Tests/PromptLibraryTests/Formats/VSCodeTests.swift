import Testing

@testable import PromptLibrary

@Suite struct VSCodeTests {
  @Test func `a prompt file gives name, model list, hand-over and links`() throws {
    let text = """
      ---
      name: review
      description: Reviews: a change
      agent: reviewer
      model: [GPT-5, 'Claude Sonnet 4.5']
      tools: search
      ---
      Follow [the style](../style.md#rules), not [this](https://example.com/x.md).
      Look at ${input:place} and #file:src/main.ts.
      """
    let prompt = try #require(PromptSample(".github/prompts/review.prompt.md", text).prompt)
    #expect(prompt.id == ".github/prompts/review")
    #expect(prompt.summary == "Reviews: a change")
    #expect(prompt.targets.map(\.name) == ["GPT-5", "Claude Sonnet 4.5"])
    #expect(prompt.linkTargets == ["handoff reviewer", "link ../style.md"])
    #expect(prompt.includeTargets.contains("file src/main.ts"))
    #expect(prompt.syntax == .vscode)
    #expect(prompt.platform == "VS Code loads .github/prompts")
    let problems = PromptSample(".github/prompts/review.prompt.md", text).problems
    #expect(problems.map(\.kind) == [.tolerated])
    #expect(problems.first?.place.line == 3)
  }

  @Test(arguments: [
    ("owner: us", "{{a}}", TemplateSyntax.doubleBraces), ("inputs: [a]", "{% if a %}{% endif %}", .jinja),
    ("owner: us", "${input:a} {{b}}", .vscode), ("description: d", "{{a}}", .vscode),
  ])
  func `braces are placeholders where the file is kept as a prompt`(
    header: String, body: String, syntax: TemplateSyntax
  ) {
    #expect(PromptSample("lib/a.prompt.md", "---\n\(header)\n---\n\(body)").prompt?.syntax == syntax)
  }

  @Test func `inputs may be a list or a mapping`() {
    #expect(PromptSample("a.prompt.md", "---\ninputs: [a, b]\n---\n").prompt?.inputNames == ["a", "b"])
    #expect(
      PromptSample("a.prompt.md", "---\ninputs: {a: {type: string}}\n---\n").prompt?.inputNames == ["a"])
    #expect(PromptSample("a.prompt.md", "---\nname: x\n---\n").prompt?.inputNames == nil)
  }

  @Test func `an agent links to the agents it calls and hands over to`() throws {
    let text = """
      ---
      description: Plans
      agents: ['surveyor', '*']
      handoffs:
        - {label: Go, agent: builder, prompt: Build it}
        - {label: Back, agent: agent}
      ---
      """
    let prompt = try #require(PromptSample("agents/planner.agent.md", text).prompt)
    #expect(prompt.linkTargets == ["handoff surveyor", "handoff builder"])
    #expect(prompt.platform == nil)
  }

  @Test(arguments: [
    (".github/agents/a.md", "vscode-agent"), (".github/chatmodes/a.chatmode.md", "vscode-agent"),
    ("x/a.agent.md", "vscode-agent"), (".github/copilot-instructions.md", "instructions"),
    ("x/a.instructions.md", "instructions"), ("AGENTS.md", "instructions"), ("x/CLAUDE.md", "instructions"),
    ("GEMINI.md", "instructions"), (".claude/rules/x/a.md", "instructions"),
  ])
  func `a path says which format it is`(path: String, format: String) {
    #expect(PromptSample(path, "Text").format == format)
  }

  @Test(arguments: [
    ".github/agents/README.md", "README.md", "docs/copilot-instructions.md", "prompts/a.md",
    ".github/prompts/a.md",
  ])
  func `other Markdown is left to others`(path: String) { #expect(PromptSample(path, "Text").file == nil) }

  @Test func `a rule between paragraphs is no front matter`() {
    let text = "---\nBe brief: always.\n\n---\nMore.\n"
    #expect(PromptSample("AGENTS.md", text).problems.isEmpty)
    #expect(PromptSample("AGENTS.md", text).prompt?.words == 4)
  }

  @Test func `front matter that is never closed is reported`() {
    #expect(PromptSample("a.agent.md", "---\nname: x\n\nText\n").problems.map(\.kind) == [.syntax])
    #expect(PromptSample("a.agent.md", "---\n\nText\n").problems.isEmpty)
  }

  @Test(arguments: ["\r\n", "\r", "\n"])
  func `line ends, a byte order mark and blank lines change nothing`(end: String) throws {
    let text = ["", "---", "name: x", "owner: us", "---", "Text {{a}}"].joined(separator: end)
    let prompt = try #require(PromptSample("a.prompt.md", "\u{FEFF}" + text).prompt)
    #expect(prompt.title == "x")
    #expect(prompt.metadata.owner?.value == "us")
    #expect(prompt.place.description == "a.prompt.md:3:1")
    #expect(prompt.variables.first?.place.description == "a.prompt.md:6:8")
  }

  @Test func `an empty header, a comment and an empty file are fine`() {
    for text in ["---\n---\nText", "---\n# nothing\n---\nText", ""] {
      #expect(PromptSample("a.agent.md", text).problems.isEmpty)
      #expect(PromptSample("a.agent.md", text).prompt != nil)
    }
  }

  @Test func `a misspelt key of ours is a problem and a stranger's key is none`() {
    #expect(
      PromptSample("a.agent.md", "---\nownr: x\n---\n").problems.map(\.kind) == [
        .unknownKey("ownr", nearest: "owner")
      ])
    #expect(PromptSample("a.agent.md", "---\ncategory: x\ncontext: fork\ninput: y\n---\n").problems.isEmpty)
  }

  @Test func `a stranger's status is none of ours`() {
    #expect(PromptSample("a.agent.md", "---\nstatus: stable\n---\n").problems.isEmpty)
    #expect(PromptSample("a.agent.md", "---\nstatus: activ\n---\n").problems.map(\.kind) == [.value])
    #expect(
      PromptSample("a.agent.md", "---\nowner: us\nstatus: stable\n---\n").problems.map(\.kind) == [.value])
  }

  @Test func `the description is what other agents see, the owner is not`() throws {
    let text = "---\ndescription: A\nowner: us\n---\nText\n"
    let version = try #require(PromptSample("a.agent.md", text).prompt).version
    #expect(PromptSample("a.agent.md", text.replacing("us", with: "them")).prompt?.version == version)
    #expect(PromptSample("a.agent.md", String(text.dropLast())).prompt?.version == version)
    #expect(PromptSample("a.agent.md", text.replacing("A\n", with: "B\n")).prompt?.version != version)
  }
}
