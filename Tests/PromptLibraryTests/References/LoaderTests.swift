import Testing

@testable import PromptLibrary

/// Loaders of a repository's own: how they are learned, and what they are given.
@Suite struct LoaderTests {
  private let prompts = [
    "prompts/sort.txt", "prompts/merge.txt", "prompts/draft-long.txt", "prompts/idle.txt",
  ]

  private func verdicts(_ files: [String: String]) async -> [String: Verdict.Kind] {
    let found = await ReferenceSample(files, prompts: prompts).verdicts()
    return Dictionary(uniqueKeysWithValues: found.map { (String($0.key.fileName), $0.value) })
  }

  @Test(arguments: [
    (
      "app.py",
      "def fetch(kind):\n    return open(f\"prompts/{kind}.txt\").read()\n\nx = f\"Now: {fetch('sort')} and {{then}}.\"\n"
        + "y = f\"\"\"Also:\n{fetch(\"merge\").strip()}\"\"\"\n"
    ),
    (
      "app.ts",
      "function fetch(kind: string) { return read(`prompts/${kind}.txt`) }\nconst x = `Now: ${fetch(\"sort\")}`\n"
        + "const y = `Also: ${wrap({ a: 1 }, fetch('merge').trim())}`\n"
    ),
    (
      "App.cs",
      "class App { static string Fetch(string kind) => File.ReadAllText($\"prompts/{kind}.txt\");\n"
        + "static string X = $\"Now: {Fetch(\"sort\")} and {{then}}.\"; static string Y = $\"{Fetch(\"merge\")}\"; }\n"
    ),
    (
      "App.swift",
      "func fetch(_ kind: String) -> String { read(\"prompts/\\(kind).txt\") }\n"
        + "let x = \"Now: \\(fetch(\"sort\"))\"\nlet y = \"\"\"\n  Also: \\(fetch(\"merge\"))\n  \"\"\"\n"
    ),
  ]) func `a loader may be called within a text`(path: String, code: String) async {
    let verdicts = await verdicts([path: code])
    #expect(verdicts["sort.txt"] == .referenced && verdicts["merge.txt"] == .referenced, "\(verdicts)")
    #expect(verdicts["idle.txt"] == .orphaned)
  }

  @Test(arguments: [
    (
      "app.py",
      "def fetch(kind):\n    return open(f\"prompts/{kind}.txt\").read()\n\nfetch(\"sort\")\nfetch(sys.argv[1])\n"
    ),
    (
      "app.ts",
      "const fetch = (kind) => read(`prompts/${kind}.txt`)\nfetch(\"sort\")\nfetch(process.argv[2])\n"
    ),
    (
      "app.go",
      "package a\n\nfunc fetch(kind string) string {\n\treturn read(\"prompts/\" + kind + \".txt\")\n}\n\nfunc main() {\n\tfetch(\"sort\")\n\tfetch(os.Args[1])\n}\n"
    ),
  ]) func `an element of something leaves open what a loader is given`(path: String, code: String) async {
    let verdicts = await verdicts([path: code])
    #expect(verdicts["sort.txt"] == .referenced && verdicts["idle.txt"] == .possible, "\(verdicts)")
  }

  @Test(arguments: [
    "FOLDERS = [\"prompts\", \"/etc/prompts\"]\n\ndef load():\n    for path in FOLDERS:\n        for name in os.listdir(path):\n            use(open(os.path.join(path, name)))\n\nload()\n",
    "def load():\n    folders = [os.path.join(HERE, \"prompts\")]\n    for path in folders:\n        for root, _, names in os.walk(path):\n            for name in names:\n                use(open(os.path.join(root, name)))\n\nload()\n",
  ]) func `folders of a list that a loop goes through are listed`(code: String) async {
    #expect(await verdicts(["app.py": code]).values.allSatisfy { $0 == .referenced })
  }

  @Test(arguments: ["Roles.Clerk.{kind}.txt", "App.Flow.Roles.Clerk.{kind}.txt", "Roles.{kind}.txt"])
  func `a resource's name with a hole in it may be any that fits`(name: String) async {
    let code =
      "class Engine { string Go(string kind) { return Res.Read($\"\(name)\"); } }\n"
      + "class Res { public static string Read(string name) => Text(typeof(Res).Assembly.GetManifestResourceStream(ns + name)); }\n"
    let sample = ReferenceSample(
      ["src/Engine.cs": code], prompts: ["src/Roles/Clerk.small.txt", "src/Others/Clerk.small.txt"])
    let verdicts = await sample.verdicts()
    #expect(verdicts["src/Roles/Clerk.small.txt"] == .possible, "\(verdicts)")
    #expect(verdicts["src/Others/Clerk.small.txt"] == .orphaned)
  }

  @Test(arguments: [
    "kernel.ImportPluginFromPromptDirectory(Path.Combine(\"app\", \"flows\", \"Talk\"));",
    "kernel.ImportPluginFromPromptDirectory(Path.Combine(Directory.GetCurrentDirectory(), \"flows\", \"Talk\"));",
    "var dir = Path.Combine(root, \"flows\", \"Talk\"); kernel.ImportPluginFromPromptDirectory(dir);",
  ]) func `a folder may be put together where it is handed over`(code: String) async {
    let sample = ReferenceSample(
      ["src/Run.cs": "class Run { void Go() { \(code) } }\n"], prompts: ["app/flows/Talk/Say/skprompt.txt"])
    #expect(await sample.verdicts() == ["app/flows/Talk/Say/skprompt.txt": .referenced])
  }

  @Test func `the entries of a table are no folder's`() async {
    let code =
      "const commands = { first: \"sort\" };\nfor (const [c, t] of Object.entries(commands)) show(c, t);\n"
    let sample = ReferenceSample(["cmd.ts": code], prompts: ["kit/skills/sort/SKILL.md"])
    #expect(await sample.verdicts()["kit/skills/sort/SKILL.md"] == .orphaned)
  }

  @Test(arguments: [
    (
      "app.py",
      "def fetch(kind):\n    path = os.path.join(ROOT, f\"{kind}.txt\")\n    return open(path).read()\n\nx = fetch(\"sort\")\n"
    ),
    (
      "app.py",
      "def fetch(kind):\n    return (ROOT / (kind + \".txt\")).read_text()\n\nx = fetch(\n    \"sort\",\n    1,\n)\n"
    ),
    (
      "app.ts",
      "function fetch(kind: string): string { return read(`${ROOT}/${kind}.txt`) }\nconst x = fetch(\"sort\")\n"
    ),
    (
      "app.ts",
      "const fetch = async (kind: string) => read(kind + \".txt\")\nconst x = await fetch(\"sort\")\n"
    ),
    (
      "app.go",
      "package a\n\nfunc fetch(kind string) string {\n\treturn read(fmt.Sprintf(\"%s.txt\", kind))\n}\n\nvar x = fetch(\"sort\")\n"
    ),
    (
      "App.java",
      "class App { String fetch(String kind) { return read(\"/prompts/\" + kind + \".txt\"); }\n String x = fetch(\"sort\"); }\n"
    ),
    (
      "App.kt",
      "fun fetch(kind: String): String { return read(\"/prompts/$kind.txt\") }\nval x = fetch(\"sort\")\n"
    ),
    (
      "App.cs",
      "class App { string Fetch(string kind) => Read($\"App.prompts.{kind}.txt\");\n string x = this.Fetch(\"sort\"); }\n"
    ),
    (
      "app.rs",
      "fn fetch(kind: &str) -> String { read(format!(\"{}.txt\", kind)) }\nfn x() { fetch(\"sort\"); }\n"
    ),
    (
      "app.swift",
      "func fetch(kind: String) -> String { return read(\"\\(kind).txt\") }\nlet x = fetch(kind: \"sort\")\n"
    ),
    (
      "app.php",
      "<?php function fetch($kind) { return read(\"prompts/{$kind}.txt\"); }\n$x = fetch('sort');\n"
    ),
  ])
  func `a function that makes the path is a loader, and its callers name prompts`(path: String, code: String)
    async
  {
    let found = await verdicts([path: code])
    #expect(found["sort.txt"] == .referenced, "\(path): \(code)")
    #expect(found["idle.txt"] == .orphaned, "\(path): \(code)")
  }

  private let loader = "def fetch(kind):\n    return open(f\"prompts/{kind}.txt\").read()\n"

  @Test func `a name is followed from a constant in another file`() async {
    let found = await verdicts([
      "lib.py": loader, "names.py": "SORT_KIND = \"sort\"\n",
      "app.py":
        "from names import SORT_KIND\nfrom lib import fetch\n\nx = fetch(SORT_KIND)\ny = fetch(\"merge\")\n",
    ])
    #expect(found["sort.txt"] == .referenced)
    #expect(found["idle.txt"] == .orphaned)
  }

  @Test func `a name is followed through defaults, choices and other functions`() async {
    let found = await verdicts([
      "lib.py": loader,
      "app.py": """
      def show(subject, long=False):
          return fetch(subject)

      def choose(fast):
          subject = "sort" if fast else "merge"
          return show(subject)

      x = choose(True)
      """,
    ])
    #expect(found["sort.txt"] == .referenced)
    #expect(found["merge.txt"] == .referenced)
    #expect(found["idle.txt"] == .orphaned)
  }

  @Test func `what stands in for a setting that is not set is a name`() async {
    let found = await verdicts([
      "lib.py": loader, "app.py": "x = fetch(os.environ.get(\"SORT_KIND\", \"sort\"))\n",
    ])
    #expect(found["sort.txt"] == .referenced)
  }

  @Test func `a loader is known by its other names too`() async {
    let found = await verdicts([
      "lib.py": loader + "\nloader_of_texts = fetch\n", "app.py": "x = loader_of_texts(\"sort\")\n",
    ])
    #expect(found["sort.txt"] == .referenced)
    #expect(found["idle.txt"] == .orphaned)
  }

  @Test func `what was learned is counted`() async {
    let library = await ReferenceSample(
      ["lib.py": loader, "app.py": "fetch(\"sort\")\nfetch(\"merge\")\n"], prompts: prompts
    ).library()
    #expect(
      library.loaders == [
        LearnedLoader(name: "fetch", place: Place(path: "lib.py", line: 2, column: 19), prompts: 2)
      ])
  }

  @Test func `an assembled name makes possible what it fits`() async {
    let found = await verdicts([
      "lib.py": loader, "app.py": "x = fetch(\"sort\")\ny = fetch(f\"{subject}-long\")\n",
    ])
    #expect(found["draft-long.txt"] == .possible)
    #expect(found["idle.txt"] == .orphaned)
  }

  @Test func `a new ending for a name is a pattern`() async {
    let found = await verdicts(["app.py": "x = open(path.replace(\".txt\", \"-long.txt\")).read()\n"])
    #expect(found["draft-long.txt"] == .possible)
    #expect(found["sort.txt"] == .orphaned)
  }

  @Test(arguments: [
    ("prompts/sort.py", "text = Path(__file__).with_suffix('.txt').read_text()\n"),
    ("prompts/sort.py", "text = open(os.path.splitext(__file__)[0] + '.txt').read()\n"),
    (
      "app.php",
      "<?php $x = $this->loadPrompt(name: 'sort');\nfunction loadPrompt(string $name) { return read(\"prompts/{$name}.txt\"); }\n"
    ),
    ("prompts/other.py", "text = Path(__file__).with_name('sort.txt').read_text()\n"),
    (
      "App.swift",
      "let x = Bundle.main.url(forResource: \"sort\", withExtension: \"txt\", subdirectory: \"prompts\")!\n"
    ),
    ("app.php", "<?php $x = view('prompts.sort')->render();\n"),
    ("App.php", "<?php class App { protected string $promptView = 'prompts.sort'; }\n"),
    (
      "App.swift",
      "enum Prompt: String {\n  case sort\n  case other = \"rest\"\n  var text: URL { Bundle.module.url(forResource: rawValue, withExtension: \"txt\")! }\n}\n"
    ),
    (
      "App.swift",
      "func load(named name: String) -> String {\n  let url = Bundle.module.url(forResource: name, withExtension: \"txt\", subdirectory: \"prompts\")!\n  return read(url)\n}\nlet x = load(named: \"sort\")\n"
    ),
  ])
  func `what a language has of its own for names is followed`(path: String, code: String) async {
    let found = await verdicts([path: code])
    #expect([.referenced, .possible].contains(found["sort.txt"]))
    #expect(found["merge.txt"] == .orphaned)
  }

  @Test(arguments: [
    ("prompts/sort.py", "text = Path(__file__).with_name('tint').with_suffix('.txt').read_text()\n"),
    ("app.php", "<?php $reviewed = ['prompts.sort' => 1];\n$preview_title = __('prompts.sort');\n"),
    ("app.properties", "server.thread.name=sort\nspread.order=sort\n"),
  ])
  func `what only looks like such a name is none`(path: String, code: String) async {
    #expect(await verdicts([path: code])["sort.txt"] == .orphaned)
  }

  @Test func `who adds no folder is told it`() async {
    let code = ["sort", "merge", "draft-long", "idel"].map { "load(\"prompts/\($0)\")\n" }.joined()
    let library = await ReferenceSample(
      ["app.py": "def load(name):\n    return open(name + \".txt\").read()\n\n" + code], prompts: prompts
    ).library()
    #expect(library.dangling.map(\.spelling) == ["prompts/idle"])
  }

  @Test func `a part of a path that a setting gives is anything`() async {
    let found = await verdicts([
      "app.py": "x = (Path('prompts') / (os.environ.get('MODE', 'sort') + '.txt')).read_text()\n"
    ])
    #expect(found["sort.txt"] == .referenced)
    #expect(found["idle.txt"] == .possible)
  }

  @Test func `a folder that a name is split into may be any below`() async {
    let found = await verdicts([
      "app.py":
        "def fetch(name):\n    return Path('prompts', *name.split('.')).with_suffix('.txt').read_text()\n"
    ])
    #expect(found["sort.txt"] == .possible)
  }

  @Test func `a setting's name tells by what stands before it`() async {
    let found = await verdicts(["app.properties": "app.prompts.first=sort\napp.order.first=merge\n"])
    #expect(found["sort.txt"] == .possible)
    #expect(found["merge.txt"] == .orphaned)
  }

  @Test func `a quoted name counts while some call cannot be told`() async {
    let closed = await verdicts(["lib.py": loader, "app.py": "x = fetch(\"sort\")\nlabel = \"idle\"\n"])
    #expect(closed["idle.txt"] == .orphaned)
    let open = await verdicts(["lib.py": loader, "app.py": "x = fetch(rows[0])\nlabel = \"idle\"\n"])
    #expect(open["idle.txt"] == .possible)
  }

  @Test func `a folder given to a function that lists it is read whole`() async {
    let found = await verdicts([
      "app.py":
        "def all_of(folder):\n    return [read(f) for f in os.listdir(folder)]\n\ntexts = all_of(\"prompts\")\n"
    ])
    #expect(found["idle.txt"] == .referenced)
  }

  @Test(arguments: ["Temporary(mode=\"w\", delete=False, suffix=\".txt\")", "print(kind + \".txt\")"])
  func `an ending that is put behind no known name explains no prompt`(other: String) async {
    let sample = ReferenceSample(
      ["app/main.py": "text = load_prompt(\"sort\")\n", "app/other.py": "\(other)\n"],
      prompts: ["prompts/sort.txt", "prompts/pack.txt"])
    #expect(await sample.verdicts()["prompts/sort.txt"] == .referenced)
  }

  @Test func `a folder that a setting hands over may stand in for the usual one`() async {
    let sample = ReferenceSample(
      [
        "app/load.py": "def fetch(name):\n  return open(f\"{ROOT}/{name}.txt\").read()\n",
        "app/main.py": "text = fetch(\"sort\")\n", "site/conf.yaml": "template_dir: site/prompts\n",
      ], prompts: ["app/prompts/sort.txt", "site/prompts/sort.txt", "old/prompts/sort.txt"])
    let verdicts = await sample.verdicts()
    #expect(verdicts["app/prompts/sort.txt"] == .referenced)
    #expect(verdicts["site/prompts/sort.txt"] == .possible)
  }

  @Test func `a function that much else goes through asks for no prompt`() async {
    let library = await ReferenceSample(
      [
        "lib.py": loader,
        "options.py": """
        def option(options, default):
            subject = options.pop("subject", default)
            return fetch(subject)

        """,
        "app.py": """
        fetch("sort")
        fetch("merge")
        fetch("idle")
        fetch("draft-long")
        option(options, "unknown")
        option(options, "nowhere")

        """,
      ], prompts: prompts
    ).library()
    #expect(library.dangling.isEmpty, "\(library.dangling.map(\.target))")
  }

  @Test func `what a loader is asked for and has not is dangling, and points at the nearest orphan`() async {
    let library = await ReferenceSample(
      [
        "lib.py": loader,
        "app.py": "fetch(\"sort\")\nfetch(\"merge\")\nfetch(\"draft-long\")\nfetch(\"idel\")\n",
      ], prompts: prompts
    ).library()
    #expect(library.dangling.map(\.target) == ["prompts/idel.txt"])
    #expect(library.dangling.first?.place == Place(path: "app.py", line: 4, column: 8))
    #expect(library.dangling.first?.nearest == "prompts/idle")
    #expect(library.dangling.first?.spelling == "idle")
  }

  @Test func `namesakes in sister folders are told apart by where the code lies`() async {
    let found = await ReferenceSample(
      ["integrations/east/view.py": "env.get_template(\"issue.txt\")\n"],
      prompts: ["templates/east/issue.txt", "templates/west/issue.txt"]
    ).verdicts()
    #expect(found == ["templates/east/issue.txt": .referenced, "templates/west/issue.txt": .orphaned])
  }

  @Test func `namesakes are told apart by the folders beside them`() async {
    let found = await ReferenceSample(
      ["app.py": "open(os.path.join(ROOT, \"west\", \"issue.txt\"))\n"],
      prompts: ["templates/east/issue.txt", "templates/west/issue.txt"]
    ).verdicts()
    #expect(found == ["templates/east/issue.txt": .orphaned, "templates/west/issue.txt": .referenced])
  }
}
