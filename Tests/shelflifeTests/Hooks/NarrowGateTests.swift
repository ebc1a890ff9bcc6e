import ArgumentParser
import Audit
import FoundationEssentials
import Git
import PromptLibrary
import Testing

@testable import shelflife

/// The hook reads only what a change can affect; what it then says must be what two whole audits say.
@Suite struct NarrowGateTests {
  private static let configurations: [String?] = [
    "version: 1\nprompts: [library/prompts/**, .claude/**]\nworkflows: [library/workflows/**]\npolicy: {attach: step}\n",
    "version: 1\nprompts: [library/prompts/**, .claude/**]\npolicy: {attach: reference}\n",
    "version: 1\nprompts: [library/prompts/**]\nworkflows: [library/workflows/**]\n",
    nil,
  ]

  @Test(arguments: Array(0..<24)) func `random changes are judged as two whole audits judge them`(seed: Int)
    async throws
  {
    var library = RandomLibrary(
      seed: UInt64(seed), configuration: Self.configurations[seed % Self.configurations.count])
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    try repository.write(library.files, replacing: [:])
    try repository.succeed("git add -A && git commit -q -m Library")
    let gate = try gate(for: repository)
    var narrow = 0
    let rounds = 15
    for round in 0..<rounds {
      let old = library.files
      let what = library.change()
      try repository.write(library.files, replacing: old)
      try repository.succeed("git add -A")
      let head = [try #require(ObjectID(repository.head))]
      let whole = try await gate.judgeWhole(.index, since: head)
      switch try await gate.judgeNarrowly(.index, since: head) {
      case .failure: break
      case .success(let outcome):
        narrow += 1
        let (expected, found) = (Self.lines(whole), Self.lines(outcome))
        #expect(
          found == expected,
          "seed \(seed), round \(round): \(what)\n\(repository.sh("git diff --cached").text)")
      }
      try repository.succeed("git commit -q --allow-empty -m 'Change \(round)'")
    }
    #expect(narrow * 2 >= rounds, "only \(narrow) of \(rounds) changes were judged by what they touch")
  }

  @Test func `what a plugin brings is judged as two whole audits judge it`() async throws {
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    let key = "AKIA" + "Q3EGRR7XKZP2LMNB"
    func manifest(_ commands: String) -> String { #"{"name": "p", "commands": \#(commands)}"# + "\n" }
    let linked = "---\ndescription: d\n---\nTidy $ARGUMENTS as [this](../lib/rules.prompt.md) has it.\n"
    let changes: [Change] = [
      (
        "a plugin comes",
        [
          "p/.claude-plugin/plugin.json": "{\"name\": \"p\"}\n", "p/commands/tidy.md": linked,
          "p/agents/checker.md": "Check it.\n", "p/lib/rules.prompt.md": "Be brief.\n",
        ], false
      ),
      ("a command comes", ["p/commands/go.md": "Go on.\n"], false),
      ("a command is broken", ["p/commands/go.md": "---\nname: [\n---\nGo on.\n"], true),
      ("a command is mended", ["p/commands/go.md": "Go on.\n"], false),
      ("a command holds a key", ["p/commands/go.md": "Go on with \(key).\n"], true),
      ("the key goes", ["p/commands/go.md": "Go on.\n"], false),
      ("the manifest lists nothing", ["p/.claude-plugin/plugin.json": manifest(#""./cmd/""#)], false),
      ("it lists what is not there", ["p/.claude-plugin/plugin.json": manifest(#""./cmd/no.md""#)], true),
      ("it lists one", ["p/.claude-plugin/plugin.json": manifest(#"["./commands/tidy.md"]"#)], false),
      ("it lists its folder", ["p/.claude-plugin/plugin.json": manifest(#"["./commands/"]"#)], false),
      ("the only link goes", ["p/commands/tidy.md": "Tidy $ARGUMENTS.\n"], true),
      ("the manifest goes", ["p/.claude-plugin/plugin.json": nil], false),
    ]
    try await expectSameJudgement(of: changes, in: repository)
  }

  @Test func `what lies beside a manifest is judged as two whole audits judge it`() async throws {
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    let skill = "---\nname: tidy\ndescription: d\n---\nTidy up.\n"
    let prompt = "---\nmodel: example/model\n---\nSort {{row}}.\n"
    try await expectSameJudgement(
      of: [
        (
          "programs come",
          [
            "ext/gemini-extension.json": #"{"name": "x", "version": "1.0.0"}"# + "\n",
            "app/package.json": #"{"dependencies": {"genkit": "1.0.0"}}"# + "\n",
            "go/go.mod": "module example.com/x\n\nrequire github.com/firebase/genkit/go v1.0.0\n",
          ], false
        ),
        ("a skill comes", ["ext/skills/tidy/SKILL.md": skill], false),
        ("a command comes", ["ext/commands/go.toml": "prompt = 'Go on.'\n"], false),
        ("prompts come", ["app/prompts/sort.prompt": prompt, "go/prompts/deep/sort.prompt": prompt], false),
        ("one comes beside them", ["app/sort.prompt": prompt], true),
        ("the program does without", ["app/package.json": "{}\n"], true),
        ("the extension goes", ["ext/gemini-extension.json": nil], true),
      ], in: repository)
  }

  private typealias Change = (what: String, files: [String: String?], isRefused: Bool)

  /// Makes changes one after the other, and holds what the narrow gate says of each against what the whole one says.
  private func expectSameJudgement(of changes: [Change], in repository: HookedRepository) async throws {
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes")
    let gate = try gate(for: repository)
    var narrow = 0
    for change in changes {
      for (path, text) in change.files {
        if let text {
          try repository.write(text, to: path)
        } else {
          try repository.succeed("git rm -q \(path)")
        }
      }
      try repository.succeed("git add -A")
      let head = [try #require(ObjectID(repository.head))]
      let whole = Self.lines(try await gate.judgeWhole(.index, since: head))
      #expect(whole.isEmpty != change.isRefused, "\(change.what): \(whole)")
      if case .success(let outcome) = try await gate.judgeNarrowly(.index, since: head) {
        narrow += 1
        #expect(Self.lines(outcome) == whole, "\(change.what)")
      }
      try repository.succeed("git commit -q -m '\(change.what)'")
    }
    #expect(narrow * 2 >= changes.count, "only \(narrow) changes were judged by what they touch")
  }

  private func gate(for repository: HookedRepository) throws -> Gate {
    Gate(
      options: try LibraryOptions.parse(["-C", repository.path]), opening: .discover(from: repository.path),
      today: try #require(CalendarDay("2026-11-20")), level: .error)
  }

  private static func lines(_ outcome: GateOutcome) -> Set<String> {
    Set(
      outcome.refused.filter { Rule.narrow.contains($0.rule) }
        .map { "\($0.rule) \($0.subject.kind) \($0.subject.name) \($0.detail)" })
  }
}
