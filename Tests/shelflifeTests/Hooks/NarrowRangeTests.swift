import ArgumentParser
import Audit
import FoundationEssentials
import Git
import PromptLibrary
import Testing

@testable import shelflife

/// A range is judged commit by commit, with what neighbours share; what is then said of each commit must be what two
/// whole audits say of it.
@Suite struct NarrowRangeTests {
  private static let configurations: [String?] = [
    "version: 1\nprompts: [library/prompts/**, .claude/**]\nworkflows: [library/workflows/**]\npolicy: {attach: step}\n",
    "version: 1\nprompts: [library/prompts/**, .claude/**]\npolicy: {attach: reference}\n",
    "version: 1\nprompts: [library/prompts/**]\nworkflows: [library/workflows/**]\n",
    nil,
  ]

  /// A history with branches that are merged, files that move, and configurations that change.
  private func history(seed: Int) throws -> HookedRepository {
    var library = RandomLibrary(
      seed: UInt64(seed) &+ 1_000, configuration: Self.configurations[seed % Self.configurations.count])
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    try repository.write(library.files, replacing: [:])
    try repository.succeed("git add -A && git commit -q -m Library")
    for round in 0..<14 {
      if round % 5 == 1 {
        try repository.succeed("git checkout -q -b side\(round)")
        try change(&library, in: repository, "Side")
        try change(&library, in: repository, "Side")
        try repository.succeed("git checkout -q -")
        try repository.write("Day \(round).\n", to: "diary.md")
        try repository.succeed(
          "git add -A && git commit -q -m Diary && git merge -q --no-ff -m Merge side\(round)")
      } else if round == 9 {
        let old = library.files
        library.configure(Self.configurations[(seed + 1) % Self.configurations.count])
        try repository.write(library.files, replacing: old)
        try repository.succeed("git add -A && git commit -q --allow-empty -m Configuration")
      } else {
        try change(&library, in: repository, "Change \(round)")
      }
    }
    return repository
  }

  private func change(
    _ library: inout RandomLibrary, in repository: HookedRepository, _ message: String
  ) throws {
    let old = library.files
    let what = library.change()
    try repository.write(library.files, replacing: old)
    try repository.succeed("git add -A && git commit -q --allow-empty -m '\(message): \(what)'")
  }

  @Test(arguments: Array(0..<16)) func `each commit of a range is judged as two whole audits judge it`(
    seed: Int
  )
    async throws
  {
    let repository = try history(seed: seed)
    #expect(!(try repository.succeed("git rev-list --merges HEAD").isEmpty))
    try await compare(repository, "seed \(seed)")
  }

  /// What programs, lists and folders say of prompts that have no other use, in the order in which it comes and goes.
  private static let programs: [(message: String, files: [String: String?])] = [
    (
      "Prompts",
      [
        "prompts/sort.md": "Sort these rows.\n", "prompts/draft.md": "Draft an answer.\n",
        "prompts/refund.txt": "Refund the order.\n", "kit/skills/brief/SKILL.md": skill("brief"),
        "kit/skills/audit/SKILL.md": skill("audit"), "README.md": "Nothing yet.\n", "notes.md": "None.\n",
      ]
    ),
    ("A loader", ["app/load.py": loader]),
    ("A name for it", ["app/use.py": "from load import load_prompt\n\nprint(load_prompt('sort'))\n"]),
    (
      "The same name a line further down",
      ["app/use.py": "# Prints\nfrom load import load_prompt\n\nprint(load_prompt('sort'))\n"]
    ),
    (
      "Another loader elsewhere",
      ["lib/files.js": "export const read = (name) => fs.readFileSync(`prompts/${name}.txt`);\n"]
    ),
    (
      "A constant",
      [
        "app/names.py": "PROMPT_NAME = 'draft'\n",
        "app/more.py": "from load import load_prompt\nload_prompt(PROMPT_NAME)\n",
      ]
    ),
    ("Another constant", ["app/names.py": "# Which\nPROMPT_NAME = 'triage'\n"]),
    ("Its prompt", ["prompts/triage.md": "Triage this.\n"]),
    (
      "A function that nobody calls",
      ["app/dead.py": "def unused():\n    return open('prompts/refund.txt')\n"]
    ),
    ("Somebody who calls it", ["app/calls.py": "import dead\n\nprint(dead.unused())\n"]),
    ("Nobody again", ["app/calls.py": "print('unus')\n"]),
    (
      "A folder that is listed",
      [
        "app/all.py":
          "import os\nFOLDER_DIR = 'skills'\nfor name in os.listdir(FOLDER_DIR):\n    print(name)\n"
      ]
    ),
    ("No longer", ["app/all.py": "import os\nFOLDER_DIR = 'skills'\n"]),
    ("A mention of all skills", ["README.md": "Each skill has a SKILL.md.\n"]),
    ("A skill of its own", ["kit/skills/label/SKILL.md": skill("label")]),
    ("Which one", ["README.md": "See kit/skills/label/SKILL.md and [one](kit/skills/brief/SKILL.md).\n"]),
    ("It moves", ["kit/skills/label/SKILL.md": nil, "kit/skills/tag/SKILL.md": skill("tag")]),
    ("A pattern", ["app/glob.py": "import glob\nfor f in glob.glob('prompts/*.md'):\n    print(f)\n"]),
    ("Another prompt for it", ["prompts/digest.md": "Digest this.\n"]),
    ("The pattern goes", ["app/glob.py": nil]),
    ("The loader goes", ["app/load.py": "def load_prompt(name):\n    return name\n"]),
    (
      "All prompts go",
      [
        "prompts/sort.md": nil, "prompts/draft.md": nil, "prompts/refund.txt": nil, "prompts/triage.md": nil,
        "prompts/digest.md": nil, "kit/skills/brief/SKILL.md": nil, "kit/skills/audit/SKILL.md": nil,
        "kit/skills/tag/SKILL.md": nil,
      ]
    ),
    (
      "Some come back",
      ["prompts/draft.md": "Draft it.\n", "prompts/sort.md": "Sort it.\n", "app/load.py": loader]
    ),
    (
      "A suite",
      [
        "promptfooconfig.yaml":
          "prompts: [file://prompts/cases.txt]\nproviders: [openai:gpt-4o]\ntests: []\n",
        "prompts/cases.txt": "One.\n---\nTwo.\n",
      ]
    ),
    (
      "A key in one of its prompts",
      ["prompts/cases.txt": "One.\n---\nTwo with ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2.\n"]
    ),
    (
      "A step that names a text",
      [
        "flow.yaml": "id: flow\nsteps:\n  - id: one\n    uses: [texts/plain.rst]\n",
        "texts/plain.rst": "Say it plainly.\n",
      ]
    ),
    ("A key in that text", ["texts/plain.rst": "Say ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2.\n"]),
    ("The text goes", ["texts/plain.rst": nil]),
    ("And comes back", ["texts/plain.rst": "Say it.\n"]),
    ("A broken workflow", ["flow2.yaml": "id: flow2\nsteps:\n  - id: [\n    uses: draft\n"]),
    ("Mended", ["flow2.yaml": "id: flow2\nsteps:\n  - id: one\n    uses: [prompts/draft.md]\n"]),
    (
      "A plugin",
      [
        "plugins/desk/.claude-plugin/plugin.json":
          "{\"name\": \"desk\", \"agents\": [\"./helpers/\"], \"commands\": [\"./texts/\"]}\n",
        "plugins/desk/README.md": "Helps.\n",
      ]
    ),
    ("What it loads", ["plugins/desk/texts/close.md": "Close the desk, {{ name }}.\n"]),
    (
      "A key in it",
      ["plugins/desk/texts/close.md": "Close it with ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2.\n"]
    ),
    (
      "Its agent",
      ["plugins/desk/helpers/desk.md": "Use ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2.\n"]
    ),
    ("They go", ["plugins/desk/helpers/desk.md": nil, "plugins/desk/texts/close.md": nil]),
    (
      "Only code changes",
      ["app/other.py": "print(1)\n", "app/names.py": "# Which one\nPROMPT_NAME = 'triage'\n"]
    ),
  ]

  /// Names that mean a prompt whatever else is there, in the order in which they come, mean others, and go.
  private static let names: [(message: String, files: [String: String?])] = [
    (
      "Prompts that a page names",
      [
        "prompts/sort.md": "Sort these rows.\n", "prompts/draft.md": "Draft an answer.\n",
        "prompts/part.md": "A part.\n", "prompts/whole.md": "{% include 'prompts/part.md' %}\n",
        "skills/brief/SKILL.md": skill("brief"), "skills/audit/SKILL.md": skill("audit"),
        "README.md":
          "See [one](prompts/sort.md), prompts/draft.md, [whole](prompts/whole.md), prompts/part.md.\n",
        "docs/skills.md": "- [brief](../skills/brief/SKILL.md)\n- [audit](../skills/audit/SKILL.md)\n",
      ]
    ),
    ("Only code", ["app/main.py": "print('sorted')\n"]),
    ("The page says less", ["README.md": "See [one](prompts/sort.md) and prompts/whole.md.\n"]),
    ("Code says more", ["app/main.py": "print(open('prompts/draft.md').read())\n"]),
    ("It is used by code", ["app/whole.py": "text = open('prompts/whole.md').read()\n"]),
    ("No longer", ["app/whole.py": "text = open('whole.txt').read()\n"]),
    ("By a function", ["app/whole.py": "def whole():\n    return open('prompts/whole.md').read()\n"]),
    ("That somebody calls", ["app/calls.py": "from whole import whole\n\nprint(whole())\n"]),
    ("Nobody again", ["app/calls.py": "print(1)\n"]),
    ("By configuration", ["config/app.yaml": "template: prompts/whole.md\n"]),
    ("A skill that no page names", ["skills/label/SKILL.md": skill("label")]),
    ("A page for all", ["notes.md": "Each of them has a /SKILL.md of its own.\n"]),
    ("One more skill", ["skills/rank/SKILL.md": skill("rank")]),
    ("The page for all goes", ["notes.md": nil]),
    ("A page for two", ["docs/skills.md": "- skills/label/SKILL.md\n- [rank](../skills/rank/SKILL.md)\n"]),
    ("Two move", ["skills/rank/SKILL.md": nil, "skills/order/SKILL.md": skill("order")]),
    ("A prompt of the same name", ["app/prompts/sort.md": "Sort those rows.\n"]),
    (
      "It alone is named", ["app/README.md": "prompts/sort.md is ours.\n", "README.md": "prompts/whole.md\n"]
    ),
    ("A pattern", ["app/glob.py": "import glob\nfor f in glob.glob('prompts/s*.md'):\n    print(f)\n"]),
    ("A prompt that fits it", ["prompts/score.md": "Score it.\n"]),
    ("A nearer one", ["app/prompts/sum.md": "Sum it.\n"]),
    ("No pattern", ["app/glob.py": "print('prompts/s')\n"]),
    ("The page becomes a prompt", ["prompts/index.md": "See prompts/score.md and sum.md.\n"]),
    ("Another page", ["pages/index.rst": "See score.md and sum.md, or ../prompts/part.md.\n"]),
    (
      "A step names that page",
      ["flow.yaml": "id: flow\nsteps:\n  - id: one\n    uses: [pages/index.rst]\n"]
    ),
    ("The step goes", ["flow.yaml": nil]),
    ("A prompt is given up", ["prompts/draft.md": "---\nstatus: retired\n---\nDraft it.\n"]),
    ("And its use", ["app/main.py": "print(1)\n"]),
    ("One is a draft", ["prompts/score.md": "---\nstatus: draft\n---\nScore it.\n"]),
    ("And is none", ["prompts/score.md": "Score it.\n", "pages/index.rst": "See sum.md.\n"]),
    ("Only prose", ["pages/other.rst": "Nothing.\n"]),
    ("A binary page", ["pages/index.rst": "See sum.md and score.md.\u{0}\n"]),
    ("Pages go", ["README.md": nil, "docs/skills.md": nil, "app/README.md": nil, "pages/index.rst": nil]),
    ("Only code again", ["app/main.py": "print(2)\n"]),
  ]

  private static let loader = "def load_prompt(name):\n    return open(f'prompts/{name}.md').read()\n"

  private static func skill(_ name: String) -> String {
    "---\nname: \(name)\ndescription: Use it to \(name).\n---\nDo it.\n"
  }

  @Test(arguments: [
    "version: 1\nprompts: ['prompts/**', 'kit/skills/**']\npolicy: {attach: reference}\n",
    "version: 1\nprompts: ['prompts/**', 'kit/skills/**']\npolicy: {attach: step}\n",
    nil,
  ]) func `what programs say of prompts is known at each commit`(configuration: String?) async throws {
    try await compare(Self.programs, configuration)
  }

  @Test(arguments: [
    "version: 1\nprompts: ['**/prompts/**', 'skills/**']\npolicy: {attach: reference}\n",
    "version: 1\nprompts: ['**/prompts/**', 'skills/**']\n",
    "version: 1\nprompts: ['**/prompts/**', 'skills/**']\npolicy: {attach: step}\n",
  ]) func `names that decide by themselves are known at each commit`(configuration: String) async throws {
    try await compare(Self.names, configuration)
  }

  /// Makes commits of changes, and holds their judgement against that of whole audits.
  private func compare(
    _ history: [(message: String, files: [String: String?])], _ configuration: String?
  ) async throws {
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    try repository.write("x\n", to: "first")
    if let configuration { try repository.write(configuration, to: "shelflife.yaml") }
    try repository.succeed("git add -A && git commit -q -m First")
    var files: [String: String] = [:]
    for (message, changes) in history {
      let old = files
      for (path, text) in changes { files[path] = text }
      try repository.write(files, replacing: old)
      try repository.succeed("git add -A && git commit -q -m '\(message)'")
    }
    try await compare(repository, configuration ?? "no configuration")
  }

  /// Holds the judgement of each commit of a range against that of two whole audits.
  private func compare(_ repository: HookedRepository, _ what: String) async throws {
    let gate = Gate(
      options: try LibraryOptions.parse(["-C", repository.path]), opening: .discover(from: repository.path),
      today: try #require(CalendarDay("2026-11-20")), level: .error)
    let root = try repository.succeed("git rev-list --max-parents=0 HEAD").trimmingLines
    let commits = try Repository(gate.opening).commits(in: "\(root)..HEAD")
    var walk = try await CommitWalk(commits, gate)
    var refused = 0
    for commit in commits {
      let found = Self.lines(try await walk.judge(commit))
      let whole = try await gate.judgeWhole(.commit(commit.id.description), since: commit.parents)
      if !whole.refused.isEmpty { refused += 1 }
      #expect(
        found == Self.lines(whole),
        "\(what), \(commit.summary)\n\(repository.sh("git show \(commit.id)").text)")
    }
    #expect(walk.whole == 0, "\(walk.reasons)")
    #expect(refused > 2, "\(what): \(refused) of \(commits.count) commits are refused")
  }

  private static func lines(_ outcome: GateOutcome) -> Set<String> {
    Set(
      outcome.refused.filter { Rule.narrow.contains($0.rule) }
        .map { "\($0.rule) \($0.subject.kind) \($0.subject.name) \($0.detail)" })
  }
}

extension String {
  fileprivate var trimmingLines: String { String(prefix { !$0.isNewline }) }
}
