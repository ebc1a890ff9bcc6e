import PromptLibrary
import Testing

@testable import Audit

/// Repositories whose prompts are for others to take.
@Suite struct CollectionTests {
  private func rules(_ files: [String: String], configuration: Configuration = Configuration()) async -> Set<
    String
  > {
    let library = await Library.read(Snapshot(texts: files), configuration: configuration, jobs: 1)
    let evidence = Evidence(
      library: library, policy: Policy(for: library), today: CalendarDay(year: 2026, month: 11, day: 20)!)
    return Set(judge(evidence).map(\.rule)).intersection(["orphaned-prompt", "unattached-prompt"])
  }

  private func skills(_ count: Int) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: (1...count).map { number in
        (
          "kit/skills/s\(number)/SKILL.md",
          "---\nname: s\(number)\ndescription: Sorts list \(number).\n---\nSort it.\n"
        )
      })
  }

  @Test func `where nothing is used, a library is taken for a collection and says so`() async {
    #expect(await rules(skills(5)) == [])
    var library = await Library.read(Snapshot(texts: skills(5)), configuration: Configuration(), jobs: 1)
    library.noteCollection()
    #expect(library.notes.contains { $0.contains("5 are reached by nothing") })
  }

  @Test func `one use makes the others stand out`() async {
    var files = skills(5)
    files["app.py"] = "load(\"kit/skills/s1/SKILL.md\")\n"
    #expect(await rules(files) == ["orphaned-prompt", "unattached-prompt"])
  }

  @Test func `a few prompts make no collection, and neither do those that are configured`() async {
    #expect(await rules(skills(2)) == ["orphaned-prompt", "unattached-prompt"])
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.attach = .reference
    #expect(await rules(skills(5), configuration: configuration) == ["orphaned-prompt", "unattached-prompt"])
  }

  @Test func `what a platform loads says nothing of the rest`() async {
    var files = skills(5)
    files["CLAUDE.md"] = "Be brief.\n"
    #expect(await rules(files) == [])
  }

  @Test func `a pattern of the configuration that makes no prompt is told`() async {
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.prompts = [Located("prompts/**", at: Place(path: "shelflife.yaml", line: 2, column: 4))]
    let library = await Library.read(
      Snapshot(texts: ["prompts/a.bin": "x", "prompts/b.bin": "y"]), configuration: configuration, jobs: 1)
    #expect(
      library.notes == [
        "The pattern 'prompts/**' matches 2 files, of which none could be read as a prompt (.bin)."
      ])
  }
}
