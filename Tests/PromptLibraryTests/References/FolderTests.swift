import Testing

@testable import PromptLibrary

/// Folders that are listed, and folders that are handed to what loads them.
@Suite struct FolderTests {
  /// The verdict of the prompts in a folder `prompts` and one below it.
  private func verdicts(
    _ files: [String: String], _ prompts: [String] = ["prompts/sort.txt", "prompts/deep/pack.txt"]
  ) async -> [Verdict.Kind] {
    let found = await ReferenceSample(files, prompts: prompts).verdicts()
    return prompts.map { found[$0] ?? .unknown }
  }

  @Test(arguments: [
    (
      "a helper in a file of its own",
      "def load_all(folder):\n  return [read(f) for f in os.listdir(folder)]\n"
    ),
    ("a parameter of one letter", "def load_all(d):\n  return os.listdir(d)\n"),
    (
      "an attribute",
      "class Store:\n  def load_all(self, folder):\n    self.folder = Path(folder)\n  def all(self):\n    return self.folder.glob('*')\n"
    ),
  ])
  func `a function that lists what it is given is found where no prompt is named`(way: String, code: String)
    async
  {
    for call in ["load_all(\"prompts\")\n", "PROMPTS = \"prompts\"\nload_all(PROMPTS)\n"] {
      let found = await verdicts(["app/lib.py": code, "app/main.py": call])
      #expect(found == [.referenced, .orphaned], "\(way): \(call)")
    }
  }

  @Test(arguments: [
    ("a.cs", "Directory.EnumerateFiles(\"prompts\", \"*.txt\", SearchOption.AllDirectories);\n"),
    ("A.java", "Files.newDirectoryStream(Paths.get(\"prompts\"), \"*.txt\");\n"),
    ("A.java", "Files.list(Path.of(\"prompts\"));\n"), ("A.kt", "File(\"prompts\").walkTopDown()\n"),
    ("a.rb", "Dir[\"prompts/**/*.txt\"].each { |f| read(f) }\n"),
    ("a.rs", "static D: Dir = include_dir!(\"$CARGO_MANIFEST_DIR/prompts\");\n"),
    ("a.js", "const all = require.context('./prompts', true, /\\.txt$/)\n"),
  ])
  func `each language lists folders in its own way`(file: String, code: String) async {
    #expect(await verdicts([file: code], ["prompts/sort.txt"]) == [.referenced], "\(code)")
  }

  @Test(arguments: [
    ("main.py", "kernel.import_semantic_skill_from_directory(base, \"Text\")\n", Verdict.Kind.referenced),
    ("main.py", "kernel.add_plugin(parent_directory=\"plugins\", plugin_name=\"Text\")\n", .referenced),
    ("A.cs", "kernel.CreatePluginFromPromptDirectory(\"plugins\");\n", .referenced),
    (
      "main.py", "FOLDER = Path(__file__).parent / \"plugins\"\nAgent(skill_directories=[FOLDER])\n",
      .referenced
    ),
    ("main.py", "env = Environment(loader=FileSystemLoader(\"plugins\"))\nenv.get_template(n)\n", .possible),
    ("main.ts", "createAgent({promptsDir: './plugins'})\n", .possible),
    ("main.py", "FOLDER = \"plugins\"\n", .orphaned), ("main.py", "print(\"plugins\")\n", .orphaned),
    ("main.py", "shutil.copytree(\"plugins\", out)\n", .orphaned),
  ])
  func `a folder that is handed over may be loaded whole`(file: String, code: String, verdict: Verdict.Kind)
    async
  {
    let found = await verdicts([file: code], ["plugins/Text/Short/skprompt.txt"])
    #expect(found == [verdict], "\(code)")
  }

  @Test func `a plugin that is named leaves those beside it alone`() async {
    let found = await verdicts(
      ["main.py": "kernel.add_plugin(parent_directory=\"plugins\", plugin_name=\"Text\")\n"],
      ["plugins/Mail/Long/skprompt.txt", "plugins/Text/Short/skprompt.txt"])
    #expect(found == [.orphaned, .referenced])
  }

  @Test func `where most are asked for by name, the others are not asked for`() async {
    let code = "env = Environment(loader=FileSystemLoader(\"prompts\"))\n"
    let found = await verdicts(
      ["main.py": code + "env.get_template(\"a.txt\")\nenv.get_template(\"b.txt\")\n"],
      ["prompts/a.txt", "prompts/b.txt", "prompts/c.txt"])
    #expect(found == [.referenced, .referenced, .orphaned])
  }

  @Test func `a folder's name somewhere else is a word`() async {
    let found = await verdicts(
      [
        "cli/log.py": "def note(command):\n  return [x for x in os.listdir(command)]\n",
        "cli/memory.py": "note(\"search\")\n",
      ], ["plugins/agent/skills/search/SKILL.md"])
    #expect(found == [.orphaned])
  }

  @Test func `a skill's file name alone names no skill in a test or in prose`() async {
    for (file, text) in [
      ("tests/test_a.py", "p = os.path.join(tmp, \"SKILL.md\")\n"),
      ("docs/a.md", "Write a SKILL.md for it.\n"),
    ] {
      let library = await ReferenceSample([file: text], prompts: ["kit/skills/a/SKILL.md"]).library()
      #expect(library.edges == [[]], "\(file)")
    }
  }

  @Test(arguments: [
    ("App.Prompts.sort.txt", true), ("Prompts.sort.txt", true), ("App.Other.sort.txt", false),
    ("v1.2.3", false),
  ])
  func `a resource's name has dots for slashes`(name: String, isNamed: Bool) async {
    let found = await verdicts(
      ["A.cs": "GetManifestResourceStream(\"\(name)\");\n"], ["src/Prompts/sort.txt"])
    #expect(found == [isNamed ? .referenced : .orphaned], "\(name)")
  }

  @Test func `a pattern that embeds a folder embeds it whole`() async {
    let code = "package a\n\n//go:embed prompts/*\nvar files embed.FS\n"
    #expect(await verdicts(["a.go": code]) == [.referenced, .referenced])
  }

  @Test(arguments: [
    ("run.sh", "for f in prompts/*.txt; do ask \"$f\"; done\n", Verdict.Kind.referenced),
    ("run.sh", "cat \"prompts/$1.txt\" | ask\n", .possible),
    ("run.sh", "ask < prompts/${kind}.txt\n", .possible),
    ("Makefile", "all: $(wildcard prompts/*.txt)\n", .referenced),
    ("Makefile", "out/%.json: prompts/%.txt\n\task $<\n", .possible),
    ("run.sh", "# cat prompts/*.txt\n", .orphaned), ("run.sh", "cat roles/*.txt $1.txt\n", .orphaned),
  ])
  func `the shell's patterns name files`(file: String, code: String, verdict: Verdict.Kind) async {
    #expect(await verdicts([file: code], ["prompts/sort.txt"]) == [verdict], "\(code)")
  }

  @Test func `an address is no path without its ending`() async {
    let found = await verdicts(
      ["openapi.json": "{\"paths\": {\"/billing/refund\": {}}}\n"], ["prompts/billing/refund.txt"])
    #expect(found == [.orphaned])
  }
}
