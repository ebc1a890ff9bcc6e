import Git
import Testing
import YAML

@testable import PromptLibrary

@Suite struct ListFileTests {
  private func messages(_ problems: [SourceProblem]) -> [String] {
    problems.map { "\($0.place.start?.description ?? "-") \($0.message)" }
  }

  @Test func `a card is read`() throws {
    let (cards, problems) = Card.read(
      SourceText(
        path: "library/cards/a.yaml",
        """
        - prompt: patterns/summarize/system.md
          owner: docs-team
          status: active
          steps: weekly-report/summary
          models: [openai/gpt-4o]
          inputs: {text: {type: string}, tone: {}}
        - owner: nobody
        - prompt: b
          stauts: draft
        """))
    #expect(cards.map(\.prompt.value) == ["patterns/summarize/system.md", "b"])
    let card = try #require(cards.first)
    #expect(card.metadata.owner?.value == "docs-team")
    #expect(card.metadata.status?.value == .active)
    #expect(card.metadata.steps.map(\.value) == ["weekly-report/summary"])
    #expect(card.targets.map(\.name) == ["openai/gpt-4o"])
    #expect(card.inputs.map(\.value) == ["text", "tone"])
    #expect(
      messages(problems) == [
        "7:3 The key 'prompt' is missing in a card; expected text.",
        "9:3 'stauts' is no key of a card; did you mean 'status'?",
      ])
  }

  @Test func `a waiver without reason, owner or expiry does not count`() {
    let (waivers, problems) = Waiver.read(
      SourceText(
        path: "w.yaml",
        """
        - {rule: stale-validation, prompt: case-draft, reason: outage, why: planned, owner: ops, expires: 2026-12-15}
        - {rule: a, owner: ops, expires: 2026-12-15}
        - {rule: a, reason: x, expires: 2026-12-15}
        - {rule: a, reason: x, owner: ops}
        - {rule: a, reason: x, owner: ops, expires: soon}
        - {rule: a, reason: " ", owner: ops, expires: 2026-12-15}
        """))
    #expect(waivers.map(\.rule) == ["stale-validation"])
    #expect(waivers.first?.expires == CalendarDay(year: 2026, month: 12, day: 15))
    #expect(waivers.first?.prompt == "case-draft")
    #expect(problems.map(\.place.line) == [2, 3, 4, 5, 6])
    #expect(problems.allSatisfy { $0.kind == .value })
  }

  @Test func `models are read, the first of a name counts`() {
    let (models, problems) = ModelRecord.read(
      SourceText(
        path: "m.yaml",
        """
        - name: openai/gpt-4o
          resolves_to: gpt-4o-2024-11-20
        - name: openai/gpt-4-0613
          withdrawn: 2026-03-31
          successor: openai/gpt-4.1
          source: provider's deprecation page, read 2026-11-01
        - name: openai/gpt-4o
        """))
    #expect(models.map(\.name.value) == ["openai/gpt-4o", "openai/gpt-4-0613"])
    #expect(models[0].resolvesTo == "gpt-4o-2024-11-20")
    #expect(models[1].withdrawn == CalendarDay(year: 2026, month: 3, day: 31))
    #expect(messages(problems) == ["7:9 The model 'openai/gpt-4o' is listed twice; the first entry counts."])
  }

  @Test func `tombstones are read`() {
    let (tombstones, problems) = Tombstone.read(
      SourceText(
        path: "library/retired.yaml",
        "- {id: a, version: 9f2c, commit: 1a2b, reason: unused, successor: b, by: ops, at: 2026-01-02}\n- id: c\n"
      ))
    #expect(tombstones.map(\.id.value) == ["a", "c"])
    #expect(tombstones[0].at == CalendarDay(year: 2026, month: 1, day: 2))
    #expect(
      messages(problems) == [
        "2:3 The key 'at' is missing in a tombstone; expected a date such as 2026-12-31."
      ])
  }

  @Test(arguments: ["", "[]", "# later\n"]) func `an empty list is no problem`(text: String) {
    #expect(Waiver.read(SourceText(path: "w.yaml", text)).problems == [])
  }

  @Test func `a second document is told`() {
    #expect(
      messages(Waiver.read(SourceText(path: "w.yaml", "[]\n---\n- rule: a\n")).problems) == [
        "3:1 Only the first document of this file is read; expected one file for each."
      ])
    #expect(Waiver.read(SourceText(path: "w.yaml", "---\n[]\n...\n")).problems == [])
  }

  @Test func `files at our places are read into the library`() async {
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    let library = await Library.read(
      Snapshot(texts: [
        "library/cards/x/a.yaml": "- {prompt: a.prompt.yml, owner: b}", "library/cards/notes.md": "no card",
        "a.prompt.yml": "messages: [{role: user, content: Sort this row.}]",
        "library/waivers.yaml": "- {rule: a, reason: b, owner: c, expires: 2026-01-01}",
        "library/models.yaml": "- name: m", "library/retired.yaml": "- {id: z, at: 2026-01-01}",
      ]), configuration: configuration, jobs: 2)
    #expect(library.cards.count == 1)
    #expect(library.waivers.count == 1)
    #expect(library.models.count == 1)
    #expect(library.tombstones.count == 1)
    #expect(library.problems == [])
  }

  @Test func `without a configuration, other people's files at our places are theirs`() async {
    let library = await Library.read(
      Snapshot(texts: [
        "library/cards/ace.yaml": "suit: spades\nrank: ace\n",
        "library/models.yaml": "resnet: {layers: 50}\n",
        "library/waivers.yaml": "{{ template }}", "library/runs/a.jsonl": "{\"loss\": 0.1}\n",
        "library/retired.yaml": "- {id: z, at: 2026-01-01}",
      ]), configuration: Configuration(), jobs: 1)
    #expect(library.problems == [])
    #expect(library.tombstones.map(\.id.value) == ["z"])
  }
}
