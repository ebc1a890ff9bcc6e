import Testing

@testable import PromptLibrary

/// Each way in which files name prompts, on a small repository of its own; `Documentation/references.md` lists them.
@Suite struct ReferenceSearchTests {
  private let text = "You sort the rows of a delivery list.\n"

  /// The verdict of each prompt, by path, in a repository whose prompts are the `.txt` and `.md` files of `prompts`
  /// folders.
  private func verdicts(_ files: [String: String], prompts: [String]) async -> [String: Verdict.Kind] {
    var files = files
    for prompt in prompts { files[prompt] = files[prompt] ?? text }
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.prompts = prompts.map { Located($0, at: Place(path: "shelflife.yaml")) }
    let library = await Library.read(Snapshot(texts: files), configuration: configuration, jobs: 2)
    return Dictionary(uniqueKeysWithValues: zip(library.prompts.map(\.path), library.verdicts.map(\.kind)))
  }

  private func verdict(
    _ code: String, at path: String = "app/main.py", of prompt: String = "prompts/sort.txt"
  ) async
    -> Verdict.Kind?
  {
    await verdicts([path: code], prompts: [prompt, "prompts/other.txt"])[prompt]
  }

  @Test func `a comment in a workflow is a mention of what nothing uses`() async throws {
    let flow = """
      on: push
      jobs:
        sort:
          runs-on: ubuntu-latest
          steps:
            # Switched off: prompts/merge.txt
            # And .github/prompts/late.txt
            - uses: actions/ai-inference@v1
              with: {prompt-file: prompts/sort.txt}

      """
    let library = await ReferenceSample(
      [".github/workflows/sort.yml": flow],
      prompts: ["prompts/merge.txt", "prompts/sort.txt", "prompts/other.txt", ".github/prompts/late.txt"]
    ).library()
    let verdicts = Dictionary(uniqueKeysWithValues: zip(library.prompts.map(\.path), library.verdicts))
    #expect(verdicts["prompts/merge.txt"]?.kind == .orphaned)
    #expect(verdicts["prompts/other.txt"]?.confidence == .certain)
    #expect(verdicts["prompts/sort.txt"]?.kind == .attached)
    let merge = try #require(library.prompts.firstIndex { $0.path == "prompts/merge.txt" })
    #expect(
      library.edges[merge].map(\.place) == [Place(path: ".github/workflows/sort.yml", line: 6, column: 23)])
    let late = try #require(library.prompts.firstIndex { $0.path == ".github/prompts/late.txt" })
    #expect(library.edges[late].map(\.kind) == [.mention])
  }

  @Test(arguments: [
    ("a path from the top", "open(\"prompts/sort.txt\")\n"),
    ("a path from the file's folder", "open(\"../prompts/sort.txt\")\n"),
    ("a file name given to a loader", "text = load(\"sort.txt\")\n"),
    ("a path without its ending", "render(\"prompts/sort\")\n"),
    ("a name given to a loader that adds the rest", "text = load_prompt(\"sort\")\n"),
    ("a name given for a parameter that is called so", "t = make(prompt_path=\"sort\")\n"),
    ("a path of segments", "p = Path(__file__).parent / \"prompts\" / \"sort.txt\"\n"),
    ("a name that completes a path of the same file", "for n in [\"sort\"]:\n  open(f\"prompts/{n}.txt\")\n"),
    ("a listed folder", "for f in os.listdir(\"prompts\"): read(f)\n"),
    ("a glob", "for f in glob(\"prompts/*.txt\"): read(f)\n"),
    ("a constant that is listed elsewhere", "PROMPTS_DIR = \"prompts\"\nload(os.listdir(PROMPTS_DIR))\n"),
  ])
  func `what code names is referenced`(mechanism: String, code: String) async {
    #expect(await verdict(code) == .referenced, "\(mechanism)")
  }

  @Test(arguments: [
    ("nothing", "print(1)\n"), ("a comment", "# see prompts/sort.txt\n"),
    ("a word that is no name here", "mode = \"sort\"\n"), ("a word without quotes", "sort(rows)\n"),
    ("a longer name", "load(\"resort.txt\")\n"), ("a folder that nothing lists", "name = \"prompts\"\n"),
  ])
  func `what only looks like a name leaves an orphan`(mechanism: String, code: String) async {
    #expect(await verdict(code) == .orphaned, "\(mechanism)")
  }

  @Test(
    arguments: [
      (
        "of several words, given to a function", "t = make(\"sort_rows\")\n", Verdict.Kind.possible, .possible
      ),
      ("of several words, as a value", "mode = \"sort_rows\"\n", .orphaned, .likely),
      ("compared", "if mode == \"sort_rows\": go()\n", .orphaned, .likely),
      ("that is a key", "t = make({\"sort_rows\": 1})\n", .orphaned, .likely),
      ("in a comment", "# see prompts/sort_rows.txt\n", .orphaned, .likely),
      ("that is no name", "sort_rows(1)\n", .orphaned, .certain),
    ] as [(String, String, Verdict.Kind, Verdict.Confidence)])
  func `a name that stands in code takes away certainty`(
    way: String, code: String, kind: Verdict.Kind, confidence: Verdict.Confidence
  ) async {
    let sample = ReferenceSample(["app/main.py": code], prompts: ["prompts/sort_rows.txt"])
    let verdict = await sample.library().verdicts.first
    #expect(verdict?.kind == kind && verdict?.confidence == confidence, "\(way)")
  }

  @Test(arguments: [
    ("conf/app.yaml", "prompt:\n  template_dir: prompts\n", Verdict.Kind.possible),
    ("conf/app.json", "{\"prompts_path\": \"../prompts\"}\n", .possible),
    ("conf/app.toml", "template_folder = \"prompts\"\n", .possible),
    ("conf/app.yaml", "paths:\n  - prompts\nsource: prompts\n", .orphaned),
  ])
  func `a setting that hands over a folder makes possible what lies in it`(
    path: String, text: String, expected: Verdict.Kind
  ) async {
    let found = await verdicts([path: text], prompts: ["prompts/sort.txt"])
    #expect(found["prompts/sort.txt"] == expected, "\(path)")
  }

  @Test(arguments: [
    "run(f\"--config=prompts/sort-{mode}.txt --n 3\")\n",
    "run(f\"++cfg=/mnt/code/app/prompts/sort-{mode}.txt \")\n",
    "open(f\"/srv/prompts/sort-{mode}.txt\")\n",
    "text = (Path(\"app/prompts\") / f\"sort-{mode}.txt\").read_text()\n",
    "show((Path(\"app/prompts\") / f\"sort-{mode}.txt\").read_text(encoding=\"utf-8\").strip())\n",
  ])
  func `a path in the midst of an argument, or under a root of its own, is a pattern too`(code: String) async
  {
    let found = await verdicts(
      ["app/main.py": code], prompts: ["app/prompts/sort-rows.txt", "app/prompts/pack.txt"])
    #expect(found == ["app/prompts/sort-rows.txt": .possible, "app/prompts/pack.txt": .orphaned], "\(code)")
  }

  @Test func `a path under a root of its own means the one file that it ends as`() async {
    let yaml = "clerk:\n  system: Sort the rows of the list by day\n  user: Here they come, one by one\n"
    let sample = ReferenceSample(
      ["app/main.py": "open(\"/mnt/code/app/prompts/roles.yaml\")\n", "app/prompts/roles.yaml": yaml],
      prompts: ["app/prompts/roles.yaml"])
    #expect(await sample.library().verdicts.map(\.kind) == [.referenced, .referenced])
  }

  @Test func `a partial that a text takes in is used, and the role of a message is no name`() async {
    let found = await verdicts(
      [
        "agents/clerk.md": "You sort.\n\n{{> sort.md}}\n", "docs/guide.md": "See pack.md, or > pack.md.\n",
        "app/main.py": "ask({\"role\": \"user\"})\nopen(f\"{mode}.txt\")\n",
      ], prompts: ["prompts/sort.md", "prompts/pack.md", "prompts/user.txt"])
    #expect(
      found == [
        "prompts/sort.md": .referenced, "prompts/pack.md": .orphaned, "prompts/user.txt": .orphaned,
      ])
  }

  @Test(arguments: [
    ("open(f\"prompts/{kind}-rows.txt\")\n", "z/main.py", Verdict.Kind.possible),
    ("open(\"prompts/sort-rows.txt\")\n", "z/main.py", .referenced),
    ("open(\"prompts/sort-rows.txt\")\n", "z/tests/test_main.py", .testOnly),
  ])
  func `many mentions leave room for what says more`(code: String, path: String, expected: Verdict.Kind) async
  {
    let log = String(repeating: "See prompts/sort-rows.txt.\n", count: 60)
    let found = await verdicts([path: code, "docs/log.md": log], prompts: ["prompts/sort-rows.txt"])
    #expect(found["prompts/sort-rows.txt"] == expected)
  }

  @Test func `a computed name makes possible what it could reach`() async {
    let found = await verdicts(
      ["app/main.py": "text = open(f\"prompts/roles/{role}.txt\")\n"],
      prompts: ["prompts/roles/clerk.txt", "prompts/sort.txt"])
    #expect(found == ["prompts/roles/clerk.txt": .possible, "prompts/sort.txt": .orphaned])
  }

  @Test func `what a possible prompt includes is possible too`() async {
    let found = await verdicts(
      [
        "app/main.py": "text = open(f\"prompts/roles/{role}.j2\")\n",
        "prompts/roles/clerk.j2": "{% include \"prompts/rules.j2\" %}\n",
      ], prompts: ["prompts/roles/clerk.j2", "prompts/rules.j2"])
    #expect(found == ["prompts/roles/clerk.j2": .possible, "prompts/rules.j2": .possible])
  }

  @Test(arguments: [
    ("a path in prose", "Read prompts/part.md before you begin.\n", true),
    ("a file beside it, in code", "Follow `part.md`.\n", true),
    ("a path behind a placeholder", "Read `{baseDir}/prompts/part.md` and `${ROOT}/x.md`.\n", true),
    ("an agent in bold", "Use the **part** agent to find the rows.\n", true),
    ("skills in code", "The `other` and `part` skills know how.\n", true),
    ("a file name in plain words", "The result goes to part.md in the end.\n", false),
    ("an address", "See https://example.com/prompts/part.md for more.\n", false),
    ("a block of code", "```\ncat prompts/part.md\n```\n", false),
    ("a word in bold", "Do your **part** at once.\n", false),
  ])
  func `what a living prompt's prose names lives with it`(way: String, text: String, isNamed: Bool) async {
    for code in ["load(\"prompts/lead.md\")\n", "print(1)\n"] {
      let found = await verdicts(
        ["app/main.py": code, "prompts/lead.md": text], prompts: ["prompts/lead.md", "prompts/part.md"])
      let isAlive = isNamed && code.hasPrefix("load")
      #expect(found["prompts/part.md"] == (isAlive ? .included : .orphaned), "\(way): \(code)")
    }
  }

  @Test(arguments: [
    ("pairs of label and name", "SPEC = \"Sort,sort,Pack,pack\"\n", true),
    ("with spaces", "SPEC = 'sort, pack'\n", true),
    ("one name among words", "SPEC = \"sort,of\"\n", false),
    ("names inside of words", "SPEC = \"sort-of,pack-ice\"\n", false),
  ])
  func `several names in one string are each a name`(way: String, code: String, isNamed: Bool) async {
    let load = "for n in SPEC.split(','):\n  open(f\"prompts/{n}.txt\")\n"
    let found = await verdicts(
      ["app/main.py": code + load, "app/other.py": "open(f\"roles/{n}.txt\")\n"],
      prompts: ["prompts/sort.txt", "prompts/pack.txt"])
    for name in ["sort", "pack"] {
      #expect(found["prompts/\(name).txt"] == (isNamed ? .referenced : .possible), "\(way)")
    }
  }

  @Test func `tests and examples count as what they are`() async {
    #expect(await verdict("load(\"prompts/sort.txt\")\n", at: "tests/test_main.py") == .testOnly)
    #expect(await verdict("load(\"prompts/sort.txt\")\n", at: "examples/main.py") == .testOnly)
    #expect(await verdict("See prompts/sort.txt for the text.\n", at: "docs/guide.md") == .orphaned)
  }

  @Test func `namesakes are told apart by their folders`() async {
    let found = await verdicts(
      ["a/flow.py": "load(\"chat.txt\")\n"], prompts: ["a/chat.txt", "b/chat.txt"])
    #expect(found == ["a/chat.txt": .referenced, "b/chat.txt": .orphaned])
  }

  @Test func `a file that stands in for its namesake is possible`() async {
    let found = await verdicts(
      ["agent.py": "read_prompt(\"main.role.txt\", folder(\"prompts\"))\nopen(\"prompts/main.role.txt\")\n"],
      prompts: ["prompts/main.role.txt", "profiles/night/prompts/main.role.txt"])
    #expect(found["prompts/main.role.txt"] == .referenced)
    #expect(found["profiles/night/prompts/main.role.txt"] == .possible)
  }

  @Test func `a path that names one file lets no namesake stand in for it`() async {
    let found = await verdicts(
      ["one/app.py": "open(\"prompts/main.txt\")\n"],
      prompts: ["one/prompts/main.txt", "two/prompts/main.txt"])
    #expect(found == ["one/prompts/main.txt": .referenced, "two/prompts/main.txt": .orphaned])
  }

  @Test(arguments: [
    ("app/flows/run.py", "T(\".roles:clerk.system\")\n", "app/flows/roles.yaml"),
    ("main.py", "T(\"app.flows.roles:clerk.system\")\n", "app/flows/roles.yaml"),
    ("lib/run.py", "T(\"flows.roles:clerk.system\")\n", "app/flows/roles.yaml"),
    ("lib/roles.py", "T(\".roles:clerk.system\")\n", "lib/roles.yaml"),
  ])
  func `a module and a key name one prompt of a file`(path: String, code: String, expected: String) async {
    let text = "clerk:\n  system: Sort the rows of the list by day\n  user: Here they come, one by one\n"
    let prompts = ["app/flows/roles.yaml", "lib/roles.yaml"]
    let library = await ReferenceSample(
      [path: code, prompts[0]: text, prompts[1]: text], prompts: prompts
    ).library()
    for (prompt, verdict) in zip(library.prompts, library.verdicts) {
      let isMeant = prompt.path == expected && prompt.key == "clerk.system"
      #expect((verdict.kind == .referenced) == isMeant, "\(prompt.address)")
    }
  }

  @Test func `an include of a module and a key is none of a file`() async {
    let part = "part:\n  text: Be brief in all that you say\nother: 1\n"
    let library = await ReferenceSample(
      [
        "app/lead.j2": "{% include \"app.shared:part\" %}{% include \".shared:gone\" %}",
        "app/shared.yaml": part,
        "main.py": "load(\"app/lead.j2\")\n",
      ],
      prompts: ["app/lead.j2", "app/shared.yaml"]
    ).library()
    #expect(library.verdicts.map(\.kind) == [.referenced, .included])
    #expect(library.dangling.isEmpty)
  }

  @Test(arguments: [
    ("one.py", "open(f\"{a}/{b}.txt\")\n", Verdict.Kind.orphaned),
    ("one.py", "open(f\"{a}_{b}.txt\")\n", .orphaned),
    ("one.py", "open(f\"prompts/{b}.txt\")\n", .possible), ("one.py", "find(\"**/*.sort.txt\")\n", .possible),
  ])
  func `a pattern says something where something of it is fixed`(
    path: String, code: String, verdict: Verdict.Kind
  ) async {
    let found = await verdicts([path: code], prompts: ["prompts/day.sort.txt"])
    #expect(found["prompts/day.sort.txt"] == verdict, "\(code)")
  }

  @Test(arguments: [
    ("default_prompt: put this sort into a row", Verdict.Kind.orphaned), ("default_prompt: sort", .possible),
    ("prompts: [pack, sort]", .possible), ("prompt_command: load.py sort", .possible),
  ])
  func `a word of a sentence is no name`(text: String, verdict: Verdict.Kind) async {
    #expect(await self.verdict(text + "\n", at: "conf/app.yaml") == verdict, "\(text)")
  }

  @Test func `a new statement ends the one before it`() async {
    let code = """
      package main
      func load(dir string, name string) {
        glob := filepath.Join(dir, "prompts", "*.txt")
        if name != "" {
          glob = name
        }
        files, _ := filepath.Glob(glob)
      }
      """
    let found = await verdicts(["main.go": code], prompts: ["prompts/sort.txt"])
    #expect(found["prompts/sort.txt"] == .referenced)
  }

  @Test func `the name of a file that holds several prompts means them all`() async {
    let texts = "first: Sort the rows of {{list}} by day\nsecond: Pack the rows of {{list}} by day\n"
    let library = await ReferenceSample(
      ["app/main.py": "read_text(\"two.yaml\")\n", "app/prompts/two.yaml": texts],
      prompts: ["app/prompts/two.yaml"]
    ).library()
    #expect(library.verdicts.map(\.kind) == [.referenced, .referenced])
  }

  @Test(arguments: [
    ("skill://docs/{product}/SKILL.md", false), ("/SKILL.md", false), ("kit/skills/tidy/SKILL.md", true),
  ])
  func `an index file is meant by its folder alone`(text: String, isNamed: Bool) async {
    let found = await verdicts(
      ["tests/test_uri.py": "check(\"\(text)\")\n"],
      prompts: ["kit/skills/tidy/SKILL.md", "kit/skills/pack/SKILL.md"])
    #expect(found["kit/skills/tidy/SKILL.md"] == (isNamed ? .testOnly : .orphaned))
  }

  @Test(arguments: [("kit/tools/pack.py", Verdict.Kind.possible), ("tools/pack.py", .orphaned)])
  func `a program takes the skills of its own package`(path: String, verdict: Verdict.Kind) async {
    let found = await verdicts(
      [path: "read(f\"{folder}/SKILL.md\")\n"],
      prompts: ["kit/skills/tidy/SKILL.md", "other/skills/pack/SKILL.md"])
    #expect(found == ["kit/skills/tidy/SKILL.md": verdict, "other/skills/pack/SKILL.md": .orphaned])
  }

  @Test func `a script that a tool wrote names nothing`() async {
    let line = String(repeating: "a(b,c);", count: 900)
    for (code, verdict) in [
      (line, Verdict.Kind.orphaned), (line + String(repeating: "\n", count: 40), .referenced),
    ] {
      let found = await verdicts(
        ["web/app.js": "load(\"prompts/sort.txt\");" + code], prompts: ["prompts/sort.txt"])
      #expect(found["prompts/sort.txt"] == verdict)
    }
  }

  @Test(arguments: [
    ("lib/__fixtures__/load.py", Verdict.Kind.testOnly), ("lib/list_test.py", .testOnly),
    ("tools/write_test.py", .referenced), ("tools/run_spec.py", .referenced),
  ])
  func `a tool that writes tests is none`(path: String, verdict: Verdict.Kind) async {
    #expect(await self.verdict("load(\"prompts/sort.txt\")\n", at: path) == verdict)
  }

  @Test func `configuration and notebooks name prompts too`() async {
    #expect(await verdict("tool:\n  prompt-file: prompts/sort.txt\n", at: "config/app.yaml") == .referenced)
    #expect(
      await verdict("{\"cells\": [{\"source\": [\"load(\\\"prompts/sort.txt\\\")\"]}]}", at: "a.ipynb")
        == .referenced)
  }

  @Test(arguments: [
    (#"{"root": "prompts", "items": [{"id": "sort", "version": 2}]}"#, "json", Verdict.Kind.possible),
    ("root: prompts\nitems:\n  - name: sort\n", "yaml", .possible),
    // What is called so by chance names nothing.
    (#"{"root": "prompts", "order": "sort"}"#, "json", .orphaned),
    ("root: prompts\nsteps: [sort]\n", "yaml", .orphaned),
  ]) func `an index of settings may name what a program completes`(
    index: String, ending: String, verdict: Verdict.Kind
  ) async {
    let code =
      "INDEX = read(open('app/index.\(ending)'))\n\ndef load(item):\n"
      + "    return open(Path(INDEX['root']) / (item['id'] + '.txt')).read()\n\nload(INDEX['items'][0])\n"
    let sample = ReferenceSample(
      ["app/index.\(ending)": index, "app/main.py": code], prompts: ["prompts/sort.txt"])
    #expect(await sample.verdicts() == ["prompts/sort.txt": verdict])
    // Without a program that completes names, an index is only a list.
    let alone = ReferenceSample(["app/index.\(ending)": index], prompts: ["prompts/sort.txt"])
    #expect(await alone.verdicts() == ["prompts/sort.txt": .orphaned])
  }

  @Test func `code that cannot be read leaves nothing certain`() async {
    let library = await Library.read(
      Snapshot(name: "broken", files: [.init(path: "a.prompt.yml"), .init(path: "app.py")]) {
        BrokenReader()
      },
      configuration: Configuration(), jobs: 1)
    #expect(library.verdicts.map(\.kind) == [.unknown])
    #expect(library.verdicts[0].obstacle?.path == "app.py")
  }
}

/// Reads the prompt, and has lost the code.
private final class BrokenReader: FileReader {
  func read(_ index: Int) throws(ReadFailure) -> [UInt8] {
    if index == 1 { throw ReadFailure("The object is missing.") }
    return Array("messages: [{role: user, content: Sort this row.}]\n".utf8)
  }
}
