import Testing

@testable import PromptLibrary

/// Strings, comments and computed texts, told apart in each language.
@Suite struct CodeReadingTests {
  private func verdict(_ code: String, at path: String) async -> Verdict.Kind? {
    await ReferenceSample([path: code], prompts: ["prompts/sort.txt", "prompts/other.txt"]).verdicts()[
      "prompts/sort.txt"]
  }

  @Test(arguments: [
    ("a.py", "x = 1  # open('prompts/sort.txt')\n"),
    ("a.py", "def f():\n    \"\"\"Reads prompts/sort.txt.\"\"\"\n    return 1\n"),
    ("a.ts", "/* load(\"prompts/sort.txt\") */ run() // \"prompts/sort.txt\"\n"),
    ("a.go", "package a\n\n// load(\"prompts/sort.txt\")\nvar x = 1\n"),
    ("A.java", "class A { /** reads \"prompts/sort.txt\" */ int x = 1; }\n"),
    ("A.kt", "// val x = load(\"prompts/sort.txt\")\n"),
    ("A.cs", "/// <summary>\"prompts/sort.txt\"</summary>\nclass A {}\n"),
    ("a.rs", "fn f<'a>(x: &'a str) {} // include_str!(\"prompts/sort.txt\")\n"),
    ("a.rb", "x = 1 # File.read(\"prompts/sort.txt\")\n"),
    ("a.php", "<?php\n# load('prompts/sort.txt');\n// load('prompts/sort.txt');\n"),
    ("a.swift", "// load(\"prompts/sort.txt\")\nlet x = 1\n"),
    ("a.sh", "# cat \"prompts/sort.txt\"\necho 1\n"),
    ("a.toml", "# prompt = \"prompts/sort.txt\"\nx = 1\n"),
    ("a.yaml", "# prompt: prompts/sort.txt\nx: 1\n"),
  ])
  func `what a comment names is named for people alone`(path: String, code: String) async {
    #expect(await verdict(code, at: path) == .orphaned, "\(path): \(code)")
  }

  @Test(arguments: [
    ("a.py", "x = '#' + open('prompts/sort.txt').read()\n"),
    ("a.ts", "const url = 'https://x.y'; load(`prompts/sort.txt`)\n"),
    ("a.ts", "const quote = /[\"'`]/; import text from './prompts/sort.txt'\n"),
    ("a.go", "package a\n\nimport _ \"embed\"\n\n//go:embed prompts/sort.txt\nvar text string\n"),
    ("A.java", "class A { @SystemMessage(fromResource = \"/prompts/sort.txt\") String a(); }\n"),
    ("A.kt", "val text = javaClass.getResource(\"/prompts/sort.txt\").readText()\n"),
    ("A.cs", "var text = File.ReadAllText(@\"prompts/sort.txt\"); // \"\n"),
    ("a.rs", "fn f<'a>(x: &'a str) {}\nconst TEXT: &str = include_str!(\"prompts/sort.txt\");\n"),
    ("a.rs", "#[derive(RustEmbed)]\n#[folder = \"prompts/\"]\nstruct Texts;\n"),
    ("a.rb", "help = <<~TEXT\n  It's 5\" # tall\nTEXT\ntext = File.read('prompts/sort.txt')\n"),
    ("a.rb", "load(<<-'A', <<~B)\n  It's\n  A\n  isn't\n  B\ntext = File.read('prompts/sort.txt')\n"),
    ("a.rb", "class << self\n  list <<ITEM if x\n  TEXT = File.read('prompts/sort.txt')\nend\n"),
    ("a.php", "<?php $a = <<<EOT\n  It's # one\n  EOT . file_get_contents('prompts/sort.txt');\n"),
    ("a.rb", "text = File.read(File.join(__dir__, 'prompts', 'sort.txt'))\n"),
    ("a.php", "<?php $text = file_get_contents('prompts/sort.txt');\n"),
    ("a.swift", "let text = try String(contentsOfFile: \"prompts/sort.txt\")\n"),
    ("a.sh", "cat \"prompts/sort.txt\" | run\n"),
    ("a.toml", "prompt = \"prompts/sort.txt\"\n"),
    ("a.py", "text = importlib.resources.files('app.prompts').joinpath('sort.txt').read_text()\n"),
    ("a.py", "text = env.get_template('sort.txt').render()\n"),
    ("a.py", "for name in sorted(Path('prompts').rglob('*')):\n    read(name)\n"),
    ("a.go", "package a\n\n//go:embed prompts/*.txt\nvar files embed.FS\n"),
    ("a.go", "package a\n\n//go:embed prompts\nvar files embed.FS\n"),
    (
      "a.ts",
      "const dir = path.join(__dirname, 'prompts')\nfor (const f of fs.readdirSync(dir)) { read(f) }\n"
    ),
  ])
  func `what a string names is referenced`(path: String, code: String) async {
    #expect(await verdict(code, at: path) == .referenced, "\(path): \(code)")
  }

  @Test func `a key and a comparison name nothing`() async {
    let code = """
      TEXT = open(f"prompts/{kind}.txt").read()
      send(TEXT, {"sort": rows})
      if mode == "sort": pass
      """
    let library = await ReferenceSample(["a.py": code], prompts: ["prompts/sort.txt"]).library()
    #expect(!library.edges[0].contains { $0.kind == .reference })
  }

  @Test func `a program that breaks off is read as far as it goes`() async {
    for end in ["\"", "'''", "/*", "`${", "f(\"", "[{(", "r#\"", "def f(", "return"] {
      for path in ["a.py", "a.ts", "a.rs", "A.cs", "a.go", "a.rb"] {
        #expect(
          await verdict("load(\"prompts/sort.txt\")\n" + end, at: path) == .referenced, "\(path) \(end)")
      }
    }
  }
}
