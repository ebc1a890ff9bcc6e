import Testing

@testable import PromptLibrary

@Suite struct DotpromptTests {
  private let text = """
    # Licence line

    ---
    model: googleai/gemini-1.5-pro-002
    config: {temperature: 0.1}
    input:
      schema:
        name: string, who is greeted
        tags?(array, labels): string
        mood(enum): [good, bad]
      default: {mood: good}
    shelflife.owner: greeters
    shelflife.id: greeting
    ---
    {{role "system"}}Hello {{name}}
    """

  @Test func `braces that no tag of Jinja's stands beside may be anything`() throws {
    let text = "Answer with {{\"row\": 1 and no more.\n"
    let file = try #require(PromptFormat.plainPrompt.read(SourceText(path: "a.prompt", text)))
    #expect(file.problems.isEmpty && file.prompts[0].variables.isEmpty)
    let jinja = SourceText(path: "a.prompt", "{% if a %}" + text)
    #expect(try !#require(PromptFormat.plainPrompt.read(jinja)).problems.isEmpty)
  }

  @Test func `header, picoschema and dotted metadata are read`() throws {
    let sample = PromptSample("p/hello.prompt", text)
    let file = try #require(sample.file)
    let prompt = try #require(file.prompts.first)
    #expect(sample.format == "dotprompt")
    #expect(prompt.id == "greeting")
    #expect(prompt.metadata.owner?.value == "greeters")
    #expect(prompt.inputNames == ["name", "tags", "mood"])
    #expect(prompt.optional.isSuperset(of: ["tags", "mood"]))
    #expect(prompt.targets.map(\.precision) == [.exact])
    #expect(prompt.syntax == .handlebars)
    #expect(prompt.supplied.contains("history"))
    #expect(file.problems.isEmpty)
  }

  @Test func `metadata may be a mapping as well`() {
    let prompt = PromptSample("a.prompt", "---\nmodel: m\nshelflife:\n  owner: us\n  status: draft\n---\nhi")
      .prompt
    #expect(prompt?.metadata.owner?.value == "us")
    #expect(prompt?.metadata.status?.value == .draft)
  }

  @Test(
    arguments: [
      ("schema: {type: object, properties: {a: {type: string}}, required: [a]}", ["a"]),
      ("schema: {a: string, (*): any}", nil), ("schema: Order", nil), ("default: {a: 1}", nil),
    ] as [(String, [String]?)])
  func `inputs are declared by a closed schema alone`(schema: String, expected: [String]?) {
    #expect(PromptSample("a.prompt", "---\ninput:\n  \(schema)\n---\nhi").prompt?.inputNames == expected)
  }

  @Test func `a leading underscore makes a partial and a second dot a variant`() {
    #expect(PromptSample("p/_header.prompt", "Hello").prompt?.isPartial == true)
    #expect(PromptSample("p/hello.formal.prompt", "---\nmodel: m\n---\nhi").prompt?.id == "p/hello.formal")
  }

  @Test func `broken front matter is reported, because the runtime is silent`() throws {
    let problem = try #require(
      PromptSample("a.prompt", "---\nmodel: [x\n---\n{{#if a}}b{{/if}}").problems.first)
    #expect(problem.kind == .syntax)
    #expect(problem.message.contains("whole file"))
  }

  @Test(arguments: [
    ("---\nmodel: m\nprovider: openai\n---\n<system>\nHi {{x}}\n</system>", "humanloop"),
    ("{% if a %}x{% endif %}", "jinja-prompt"), ("{{ a | upper }}", "jinja-prompt"),
    ("You are a helper.", "jinja-prompt"), ("", "jinja-prompt"), ("Hello {{name}}", "jinja-prompt"),
    ("---\nowner: us\n---\n{% if a %}x{% endif %}", "jinja-prompt"),
    ("---\n---\nHi", "dotprompt"), ("{{#each a}}{{this}}{{/each}}", "dotprompt"),
    ("{{role \"user\"}}x", "dotprompt"), ("---\nmodel: m\nconfig: {}\n---\n<user>\nhi", "dotprompt"),
  ])
  func `the content decides between languages that share an ending`(text: String, format: String) {
    #expect(PromptSample("x/a.prompt", text).format == format)
  }

  @Test func `a Humanloop file gives model, provider and parameters`() throws {
    let text =
      "---\nmodel: gpt-4o\nprovider: openai\ntemperature: 0.5\nowner: us\n---\n<user>\n{{q}}\n</user>\n"
    let prompt = try #require(PromptSample("a.prompt", text).prompt)
    #expect(prompt.targets.map(\.name) == ["openai/gpt-4o"])
    #expect(prompt.variables.map(\.value) == ["q"])
    let warmer = text.replacing("0.5", with: "0.7")
    #expect(PromptSample("a.prompt", warmer).prompt?.version != prompt.version)
    let moved = text.replacing("owner: us", with: "owner: them")
    #expect(PromptSample("a.prompt", moved).prompt?.version == prompt.version)
  }

  @Test func `an agent file that is no Humanloop agent is nobody's`() {
    #expect(PromptSample("a.agent", "just text").file == nil)
    #expect(
      PromptSample("a.agent", "---\nmodel: m\nprovider: p\n---\n<system>\nx\n</system>").format == "humanloop"
    )
  }
}
