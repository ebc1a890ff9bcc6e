import Testing

@testable import PromptLibrary

/// Paths that a program loads and that lead nowhere.
@Suite struct AbsentPathTests {
  private func targets(_ files: [String: String]) async -> [String] {
    let library = await ReferenceSample(files, prompts: ["prompts/sort.txt", "prompts/pack.txt"]).library()
    return library.dangling.filter { $0.source == .file }.map { "\($0.target) \($0.spelling ?? "-")" }
  }

  @Test(arguments: [
    ("app.py", "text = open(\"prompts/sorts.txt\").read()\n", "prompts/sorts.txt prompts/sort.txt"),
    ("app.py", "text = load_prompt(\"prompts/ship.txt\")\n", "prompts/ship.txt -"),
    ("app/main.py", "SYSTEM_PROMPT = read(join(ROOT, \"prompts\", \"packs.txt\"))\n", "packs.txt pack.txt"),
    ("app.ts", "const prompt = loadPrompt('prompts/ship.txt')\n", "prompts/ship.txt -"),
    ("main.go", "package main\nvar b, _ = os.ReadFile(\"prompts/ship.txt\")\n", "prompts/ship.txt -"),
  ])
  func `a prompt that is loaded and is not there is reported`(file: String, code: String, expected: String)
    async
  {
    #expect(await targets([file: code]) == [expected])
  }

  @Test(arguments: [
    ("it is there", "open(\"prompts/sort.txt\").read()\n"),
    ("it is written", "write(\"prompts/ship.txt\", text)\n"),
    (
      "it is asked after",
      "if os.path.exists(\"prompts/ship.txt\"):\n  text = open(\"prompts/ship.txt\").read()\n"
    ),
    ("it lies among no prompts", "open(\"data/ship.txt\").read()\n"),
    ("it ends otherwise", "open(\"prompts/ship.csv\").read()\n"),
    ("nothing loads it", "print(\"prompts/ship.txt\")\n"),
    ("it is text", "raise Error(\"no template prompts/ship.txt\")\n"),
    ("a comment says it", "# load_prompt(\"prompts/ship.txt\")\nx = \"sort.txt\"\n"),
  ])
  func `a path that need not lead to a prompt is left alone`(why: String, code: String) async {
    #expect(await targets(["app.py": code]) == [], "\(why)")
  }

  @Test(arguments: ["tests/test_app.py", "docs/app.py", "examples/app.py"])
  func `tests and examples name what they like`(file: String) async {
    #expect(await targets([file: "load_prompt(\"prompts/ship.txt\")\n"]) == [])
  }

  @Test func `a file elsewhere with that name, or its example, is enough`() async {
    let code = "load_prompt(\"prompts/ship.txt\")\n"
    #expect(await targets(["app.py": code, "build/ship.txt": "x\n"]) == [])
    #expect(await targets(["app.py": code, "prompts/ship.txt.example": "x\n"]) == [])
  }
}
