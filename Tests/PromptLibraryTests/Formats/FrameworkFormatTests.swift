import Testing
import YAML

@testable import PromptLibrary

@Suite struct FabricTests {
  @Test func `a pattern is named by its folder`() throws {
    let path = "data/patterns/summarize/system.md"
    #expect(PromptFormat.fabric.claim(path) == .always)
    #expect(PromptFormat.fabric.claim("patterns/system.md") == .never)
    let source = SourceText(
      path: path, "# IDENTITY\nSum up {{input}} in {{language}} {{plugin:datetime:now}}\n")
    let prompt = try #require(PromptFormat.fabric.read(source)?.prompts.first)
    #expect(prompt.id == "data/patterns/summarize")
    #expect(prompt.variables.map(\.value) == ["input", "language"])
    #expect(prompt.supplied == ["input"])
    #expect(prompt.platform != nil)
  }
}

@Suite struct SemanticKernelTests {
  private let config = """
    {"schema": 1, "description": "Sums up", "input_variables": [
      {"name": "text", "is_required": true}, {"name": "style", "default": "plain"}],
     "execution_settings": {"default": {"model_id": "gpt-4o", "temperature": 0.2}}}
    """

  private func prompts(config: String?) async throws -> [Prompt] {
    let text = SourceText(path: "plugins/Write/Sum/skprompt.txt", "Sum up {{$text}}\n")
    var file = try #require(PromptFormat.semanticKernel.read(text))
    if let config {
      let source = SourceText(path: "plugins/Write/Sum/config.json", config)
      file.prompts.merge(try #require(PromptFormat.semanticKernel.read(source)).companions)
    }
    return file.prompts
  }

  @Test func `text and configuration come to one prompt`() async throws {
    let prompt = try #require(try await prompts(config: config).first)
    #expect(prompt.id == "plugins/Write/Sum")
    #expect(prompt.summary == "Sums up")
    #expect(prompt.inputs?.map(\.value) == ["text", "style"])
    #expect(prompt.optional.contains("style"))
    #expect(prompt.targets.map(\.name) == ["gpt-4o"])
    #expect(prompt.targets[0].place.path == "plugins/Write/Sum/config.json")
  }

  @Test func `the version covers both files and not the model`() async throws {
    let alone = try await prompts(config: nil)[0].version
    let both = try await prompts(config: config)[0].version
    #expect(alone != both)
    #expect(try await prompts(config: config.replacing("0.2", with: "0.3"))[0].version != both)
    #expect(try await prompts(config: config.replacing("gpt-4o", with: "gpt-4.1"))[0].version == both)
    #expect(try await prompts(config: config.replacing("Sums up", with: "Sums"))[0].version == both)
  }

  @Test(arguments: [
    #"{"architectures": ["Bert"]}"#, #"{"completion": true}"#, "[]", "{", #"{"template_format": 3"#,
  ])
  func `another config json is left alone`(text: String) {
    #expect(PromptFormat.semanticKernel.read(SourceText(path: "a/config.json", text)) == nil)
  }

  @Test func `a YAML function is read whole`() throws {
    let source = SourceText(
      path: "fn/story.yaml",
      """
      name: Story
      owner: a@example.com
      template_format: handlebars
      template: |
        Tell of {{topic}}.
      input_variables:
        - name: topic
      execution_settings:
        default: {model_id: gpt-4o}
      """)
    let prompt = try #require(PromptFormat.semanticKernel.read(source)?.prompts.first)
    #expect(prompt.id == "fn/story")
    #expect(prompt.syntax == .handlebars)
    #expect(prompt.metadata.owner?.value == "a@example.com")
    #expect(prompt.inputs?.map(\.value) == ["topic"])
    let named = PromptSample("fn/story.prompt.yaml", String(decoding: source.bytes, as: UTF8.self))
    #expect(named.format == "semantic-kernel")
    #expect(named.prompt?.id == "fn/story")
    #expect(
      PromptFormat.semanticKernel.read(SourceText(path: "a.yaml", "template: x\nspec: execution_settings\n"))
        == nil)
  }
}

@Suite struct LangChainTests {
  private func read(_ text: String, _ path: String = "p/a.json") -> PromptFile? {
    PromptFormat.langChain.read(SourceText(path: path, text))
  }

  @Test func `a prompt template is read from JSON and YAML`() throws {
    let file = try #require(
      read(
        #"{"_type": "prompt", "input_variables": ["a"], "template": "Say {a}", "partial_variables": {"b": 1}}"#
      ))
    #expect(file.prompts.map(\.id) == ["p/a"])
    #expect(file.prompts[0].inputs?.map(\.value) == ["a"])
    #expect(file.prompts[0].supplied == ["b"])
    #expect(file.prompts[0].syntax == .fString)
    let yaml = try #require(read("_type: prompt\ninput_variables: [x]\ntemplate_path: t/x.txt\n", "p/a.yaml"))
    #expect(yaml.prompts[0].includes.map(\.target) == ["t/x.txt"])
    #expect(yaml.prompts[0].variables.map(\.value) == ["x"])
  }

  @Test func `a file without a type is a prompt, as LangChain reads it`() throws {
    let text =
      #"{"input_variables": ["topic"], "template": "Write on {topic}.", "template_format": "f-string"}"#
    let prompt = try #require(read(text)?.prompts.first)
    #expect(prompt.inputs?.map(\.value) == ["topic"])
    #expect(prompt.variables.map(\.value) == ["topic"])
    #expect(prompt.syntax == .fString)
    let typed = try #require(
      read(text.replacing("{\"input", with: "{\"_type\": \"prompt\", \"input"))?.prompts.first)
    #expect(prompt.version == typed.version)
    #expect(read("template: Say {x}\ninput_variables: [x]\n", "p/a.yaml")?.prompts.count == 1)
  }

  @Test func `a few-shot prompt changes with its examples`() throws {
    let text =
      #"{"_type": "few_shot", "prefix": "Pick", "suffix": "{w}", "examples": [{"w": "a"}], "input_variables": ["w"]}"#
    let first = try #require(read(text)?.prompts.first)
    let second = try #require(read(text.replacing(#""w": "a""#, with: #""w": "b""#))?.prompts.first)
    #expect(first.version != second.version)
  }

  @Test func `a LangSmith manifest gives its messages`() throws {
    let file = try #require(
      read(
        #"""
        {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "runnable", "RunnableSequence"], "kwargs": {"first":
          {"lc": 1, "type": "constructor", "id": ["langchain", "prompts", "chat", "ChatPromptTemplate"], "kwargs": {
            "input_variables": ["q", "history"], "messages": [
              {"lc": 1, "id": ["langchain", "prompts", "chat", "SystemMessagePromptTemplate"], "kwargs": {"prompt":
                {"lc": 1, "id": ["x", "PromptTemplate"], "kwargs": {"template": "Be {{kind}}", "template_format": "mustache"}}}},
              {"lc": 1, "id": ["langchain", "prompts", "chat", "MessagesPlaceholder"], "kwargs": {"variable_name": "history", "optional": true}}
            ]}}}}
        """#))
    let prompt = try #require(file.prompts.first)
    #expect(prompt.syntax == .mustache)
    #expect(prompt.variables.map(\.value) == ["kind", "history"])
    #expect(prompt.optional.contains("history"))
    #expect(prompt.inputs?.map(\.value) == ["q", "history"])
  }

  @Test(arguments: [
    #"{"_type": "chat", "chat": 1}"#, #"{"prompt_type": "prompt"}"#, #"{"_type": "other"}"#, #"{"lc": 1}"#,
    #"{"_type": "other", "input_variables": ["x"], "template": "Say {x}"}"#,
    #"{"input_variables": ["x"], "template": {"id": 7}}"#,
    #"{"input_variables": "x", "template": "Say {x}"}"#,
    #"{"input_variables": [{"name": "x"}], "template": "Say {{$x}}", "template_format": "semantic-kernel"}"#,
    "[]",
  ])
  func `other JSON is left alone`(text: String) { #expect(read(text) == nil) }
}

@Suite struct PlainTests {
  private func read(_ path: String, _ text: String) -> PromptFile {
    PromptFormat.plain(SourceText(path: path, text))
  }

  @Test(arguments: [
    ("p/a.md", "markdown", "p/a"), ("p/a.prompt.txt", "text", "p/a"), ("p/a.jinja2", "jinja", "p/a"),
    ("p/a.xyz", "text", "p/a.xyz"),
  ])
  func `a file is named by its path without the ending`(path: String, format: String, id: String) {
    let prompt = read(path, "Say hello.").prompts[0]
    #expect(prompt.format.description == format)
    #expect(prompt.id == id)
  }

  @Test func `front matter is metadata and no part of the version`() {
    let text =
      "---\nid: hello\nowner: a@example.com\ninputs: {name: {default: you}}\nmodel: gpt-4o\n---\nSay {name}.\n"
    let prompt = read("a.md", text).prompts[0]
    #expect(prompt.id == "hello")
    #expect(prompt.inputs?.map(\.value) == ["name"])
    #expect(prompt.optional == ["name"])
    #expect(prompt.targets.map(\.name) == ["gpt-4o"])
    #expect(prompt.syntax == .fString)
    #expect(prompt.version == read("b.md", "Say {name}.\n").prompts[0].version)
    #expect(prompt.words == 2)
  }

  @Test func `rules in Markdown are no front matter`() {
    let text = "---\nJust words here.\n---\nMore.\n"
    let file = read("a.md", text)
    #expect(file.problems.isEmpty)
    #expect(file.prompts[0].words == 4)
  }

  @Test(arguments: [
    ("{% if a %}x{% endif %}", TemplateSyntax.jinja), ("{{#each a}}x{{/each}}", .handlebars),
    ("Hi {{ a }}", .jinja),
    ("Hi {{$a}}", .semanticKernel), ("Hi ${input:a}", .vscode), ("cost ${a}", .none), ("{a} {b}", .none),
    ("", .none),
  ])
  func `the language is guessed from the text`(text: String, syntax: TemplateSyntax) {
    #expect(TemplateSyntax.detected(in: Array(text.utf8), declared: nil) == syntax)
  }

  @Test func `of a language that is not read no variable is told`() {
    for path in ["p/x.tmpl", "p/x.gotmpl", "p/x.vm"] {
      let source = SourceText(
        path: path, "Write to {{.Name}} {{with $x := .Day}}on {{$x}}{{end}}, $name.\n")
      #expect(PromptFormat.plain(source).prompts.map(\.variables.count) == [0])
    }
  }

  @Test(arguments: [
    "prompts/README.md", "prompts/LICENSE.txt", "a/CHANGELOG.md", "p/requirements.txt", "p/x.go",
  ])
  func `files about a folder are no prompts`(path: String) {
    for format in [PromptFormat.markdown, .text, .jinja] { #expect(format.claim(path) == .never) }
  }
}
