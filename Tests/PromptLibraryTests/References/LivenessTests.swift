import Testing

@testable import PromptLibrary

/// Code that never runs keeps nothing alive, and condemns nothing either.
@Suite struct LivenessTests {
  @Test(arguments: [
    ("a.py", "def f():\n    return 1\n    x = open(\"prompts/sort.txt\")\n\nf()\n"),
    ("a.py", "def f():\n    raise ValueError(\n        \"no\")\n    x = open(\"prompts/sort.txt\")\n\nf()\n"),
    ("a.ts", "function f() {\n  return 1;\n  load(\"prompts/sort.txt\");\n}\nf()\n"),
    ("a.go", "package a\n\nfunc f() int {\n\treturn 1\n\tload(\"prompts/sort.txt\")\n}\n\nvar x = f()\n"),
    ("a.py", "def helper():\n    return open(\"prompts/sort.txt\")\n"),
    ("a.py", "class A:\n    def helper(self):\n        return open(\"prompts/sort.txt\")\n"),
    ("a.ts", "function helper() {\n  return load(\"prompts/sort.txt\");\n}\n"),
    ("a.go", "package a\n\nfunc helper() string {\n\treturn load(\"prompts/sort.txt\")\n}\n"),
  ])
  func `dead code leaves a prompt referenced, and says why`(path: String, code: String) async throws {
    let library = await ReferenceSample([path: code], prompts: ["prompts/sort.txt"]).library()
    #expect(library.verdicts[0].kind == .referenced, "\(path): \(code)")
    let edge = try #require(library.edges[0].first)
    #expect(edge.idle?.hasPrefix("dead code") == true)
  }

  @Test(arguments: [
    ("a.py", "def f(x):\n    if x:\n        return 1\n    return open(\"prompts/sort.txt\")\n\nf(1)\n"),
    ("a.py", "def f(x):\n    return [\n        open(\"prompts/sort.txt\"),\n    ]\n\nf(1)\n"),
    ("a.py", "@app.route(\"/\")\ndef page():\n    return open(\"prompts/sort.txt\")\n"),
    ("a.ts", "function f(x) {\n  if (x) return 1\n  load(\"prompts/sort.txt\")\n}\nf()\n"),
    ("a.ts", "function f() {\n  return g(\n    load(\"prompts/sort.txt\"))\n}\nf()\n"),
    ("a.ts", "function f() {\n  return a\n    .then(load(\"prompts/sort.txt\"))\n}\nf()\n"),
    ("a.ts", "export function helper() {\n  return load(\"prompts/sort.txt\")\n}\n"),
    (
      "a.ts",
      "function f(x) {\n  switch (x) {\n    case 1:\n      return 1;\n    case 2:\n      load(\"prompts/sort.txt\");\n  }\n}\nf()\n"
    ),
    ("a.go", "package a\n\nfunc Helper() string {\n\treturn load(\"prompts/sort.txt\")\n}\n"),
  ])
  func `code that may run keeps its prompt`(path: String, code: String) async {
    let library = await ReferenceSample([path: code], prompts: ["prompts/sort.txt"]).library()
    #expect(library.verdicts[0].kind == .referenced, "\(path): \(code)")
    #expect(library.edges[0].contains { $0.idle == nil }, "\(path): \(code)")
  }

  @Test func `a function that another file names is called`() async {
    let library = await ReferenceSample(
      [
        "lib.py": "def helper():\n    return open(\"prompts/sort.txt\")\n",
        "app.py": "from lib import helper\nprint(helper())\n",
      ], prompts: ["prompts/sort.txt"]
    ).library()
    #expect(library.edges[0].contains { $0.idle == nil })
  }
}
