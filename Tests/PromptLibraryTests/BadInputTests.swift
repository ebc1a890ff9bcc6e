import Testing
import YAML

@testable import PromptLibrary

/// Input that nobody meant to write: nothing crashes, hangs, or goes missing without a word.
@Suite struct BadInputTests {
  /// A file of each kind that is parsed, at a path that claims it.
  static let parsed = [
    "a.prompt.yml", "a.prompty", "a.prompt", "a.prompt.md", "b.agent.md",
    ".github/instructions/a.instructions.md",
    "x/SKILL.md", ".claude/commands/a.md", ".claude/agents/a.md", ".cursor/rules/a.mdc",
    "promptfooconfig.yaml",
    "promptfooconfig.json", "p/skprompt.txt", "p/config.json", "prompts/a.yaml", "prompts/a.txt",
    "prompts/a.jinja2",
    "patterns/x/system.md", ".github/workflows/a.yml", ".github/workflows/b.md", "flow.dag.yaml",
    "config/tasks.yaml",
    "n8n.json", "dify.yml", ".claude-plugin/plugin.json", ".vscode/settings.json", "library/workflows/a.yaml",
    "library/cards/a.yaml", "library/waivers.yaml", "library/models.yaml", "library/retired.yaml",
    "library/runs/a.jsonl", "library/runs/a.usage.jsonl", "app/main.py", "a.ipynb",
  ]

  private func read(_ files: [String: [UInt8]]) async -> Library {
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.workflows = [Located("library/workflows/**", at: Place(path: "shelflife.yaml"))]
    return await Library.read(Snapshot(bytes: files), configuration: configuration, jobs: 2)
  }

  private func read(_ files: [String: String]) async -> Library {
    await read(files.mapValues { Array($0.utf8) })
  }

  static let nasty: [(name: String, text: [UInt8])] = {
    let deep = String(repeating: "[", count: 5_000)
    var aliases = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      aliases +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ","))]\n"
    }
    let nodes = "\"nodes\" \"connections\" steps: messages: kind: app"
    let texts: [(String, String)] = [
      ("empty", ""), ("one fence", "---"), ("unclosed header", "---\nname: x\n"),
      ("deep YAML", "---\nsteps: \(deep)\n---\n\(nodes)\n"), ("deep flow", deep + nodes),
      ("deep JSON", "{\"nodes\":[],\"connections\":" + String(repeating: "{\"a\":", count: 5_000)),
      ("aliases that multiply", aliases + "steps: *a9\nmessages: *a9\nkind: app\n"),
      ("a header of aliases", "---\n\(aliases)---\ntext\n"),
      ("a long line", String(repeating: "{{ a }} word ", count: 2_000)),
      ("many variables", (0..<1_000).map { "{{ v\($0) }}" }.joined()),
      ("open tags", String(repeating: "{% if x %}{{#each y}}{{ ", count: 500)),
      ("carriage returns", "---\rname: x\rdescription: y\r---\rtext {{ a }}\r"),
      ("quotes", String(repeating: "\"'`", count: 2_000)), ("braces", String(repeating: "{*}", count: 1_000)),
    ]
    return texts.map { ($0.0, Array($0.1.utf8)) } + [
      ("NUL", Array("messages:\u{0}\u{0}steps: {{ a }}".utf8)),
      ("no UTF-8", [0xFF, 0xFE, 0x00, 0xC3, 0x28] + Array("\nsteps: messages: {{ a }}".utf8)),
      ("UTF-16", [0xFF, 0xFE] + "messages: a".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    ]
  }()

  @Test(arguments: nasty.indices) func `no text breaks any reader`(index: Int) async {
    let text = Self.nasty[index].text
    let library = await read(Dictionary(uniqueKeysWithValues: Self.parsed.map { ($0, text) }))
    #expect(library.verdicts.count == library.prompts.count, "\(Self.nasty[index].name)")
  }

  @Test func `a long line takes time in proportion to its length`() async {
    func seconds(_ count: Int) async -> Duration {
      let text = (0..<count).map { "{{ v\($0) }} word " }.joined()
      return await ContinuousClock().measure { _ = await read(["a.prompty": text, "a.prompt.md": text]) }
    }
    let short = await seconds(2_000)
    // Sixty-four times the time for eight times the text would be quadratic; a loaded machine stays far below.
    #expect(await seconds(16_000) < short * 40)
  }

  @Test func `a megabyte on one line is read whole`() async {
    let line = String(repeating: "word ", count: 220_000)
    let library = await read([
      "a.prompty": "---\nname: a\n---\n\(line)", "app.py": "x = '\(line)'\n",
      "a.prompt.yml": "messages: [{role: user, content: \(line)}]",
    ])
    #expect(library.prompts.map(\.words) == [220_000, 220_000])
  }

  @Test func `what does not parse is a problem with its place`() async {
    let library = await read(["a.prompt.yml": "messages:\n  - role: [user\n"])
    #expect(
      library.problems.contains {
        $0.kind == .syntax && $0.place.path == "a.prompt.yml" && $0.place.line >= 2
      })
  }

  @Test func `a broken workflow leaves its prompts unknown, and the others orphans`() async {
    let prompt = "messages: [{role: user, content: Sort this row.}]\n"
    let library = await read([
      "sort.prompt.yml": prompt, "other.prompt.yml": prompt,
      "library/workflows/a.yaml": "id: a\nsteps:\n  - id: x\n    uses: [sort\n",
    ])
    #expect(library.prompts.map(\.id) == ["other", "sort"])
    #expect(library.verdicts.map(\.kind) == [.orphaned, .unknown])
    #expect(library.verdicts[1].obstacle?.path == "library/workflows/a.yaml")
  }

  @Test func `prompts that include each other end`() async {
    let library = await read([
      "_a.prompt": "{{>b}} {{>a}}", "_b.prompt": "{{>a}}", "c.prompt": "{{>a}} {{role \"user\"}}",
    ])
    #expect(library.prompts.count == 3)
    #expect(library.verdicts.allSatisfy { $0.kind == .orphaned })
  }

  @Test func `ids that differ by case are two prompts`() async {
    let prompt = "messages: [{role: user, content: Sort this row.}]\n"
    let library = await read(["Sort.prompt.yml": prompt, "sort.prompt.yml": prompt])
    #expect(library.prompts.map(\.id) == ["Sort", "sort"])
  }

  @Test func `a pattern that matches nothing is told`() async {
    let (configuration, problems) = Configuration.read(
      SourceText(path: "shelflife.yaml", "version: 1\nprompts: [nowhere/**]\n"))
    let library = await Library.read(Snapshot(texts: ["a.txt": "x"]), configuration: configuration, jobs: 1)
    #expect(problems.isEmpty)
    #expect(library.dangling.map(\.target) == ["nowhere/**"])
    #expect(library.dangling.first?.place.line == 2)
  }

  @Test(arguments: [
    "", "[]", "version: 2\n", "prompts: {a: b}\n", "version: [1\n", "\u{0}", "version: 1\nprompt: [x]\n",
  ])
  func `a configuration that is none is told with its place`(text: String) {
    let (_, problems) = Configuration.read(SourceText(path: "shelflife.yaml", text))
    if text.isEmpty { return }
    #expect(!problems.isEmpty)
    #expect(problems.allSatisfy { $0.place.path == "shelflife.yaml" && $0.place.start != nil })
  }

  @Test func `paths of any spelling are kept apart`() async {
    let prompt = "messages: [{role: user, content: Sort this row.}]\n"
    let paths = ["a\nb.prompt.yml", "a b.prompt.yml", "é😀.prompt.yml", "a'\"b.prompt.yml", "a .prompt.yml"]
    let library = await read(Dictionary(uniqueKeysWithValues: paths.map { ($0, prompt) }))
    #expect(Set(library.prompts.map(\.path)) == Set(paths))
  }
}
