import Testing

@testable import PromptLibrary

@Suite struct GenkitTests {
  private static let prompt = "---\nmodel: example/model\n---\nSort {{row}}."

  private func verdicts(_ files: [String: String]) async -> [String] {
    let found = await Library.read(Snapshot(texts: files), configuration: Configuration(), jobs: 1)
    return found.prompts.indices.map { "\(found.prompts[$0].path) \(found.verdicts[$0].kind)" }
  }

  @Test(arguments: [
    ("package.json", #"{"dependencies": {"genkit": "^1.0.0"}}"#),
    ("package.json", #"{"devDependencies": {"@genkit-ai/dotprompt": "^0.9.0"}}"#),
    ("go.mod", "module example.com/app\n\nrequire github.com/firebase/genkit/go v1.0.0\n"),
    ("pyproject.toml", "[project]\ndependencies = [\"genkit>=0.4\"]\n"),
  ])
  func `Genkit loads every prompt below the folder beside the program`(name: String, text: String) async {
    let found = await verdicts([
      "app/\(name)": text, "app/prompts/sort.prompt": Self.prompt,
      "app/prompts/deep/er/draft.prompt": Self.prompt,
      "app/prompts/_part.prompt": "---\ninput: {schema: {row: string}}\n---\nA part.",
      "lib/prompts/other.prompt": Self.prompt,
    ])
    #expect(
      found == [
        "app/prompts/_part.prompt attached", "app/prompts/deep/er/draft.prompt attached",
        "app/prompts/sort.prompt attached", "lib/prompts/other.prompt orphaned",
      ])
  }

  @Test(arguments: [
    ("package.json", #"{"name": "no-genkit-here", "dependencies": {"left-pad": "1"}}"#),
    ("go.mod", "module example.com/genkit-notes\n"), ("pyproject.toml", "# like genkit\n"),
    ("package.json", "{\"genkit\": "),
  ])
  func `a program without it loads nothing`(name: String, text: String) async {
    #expect(
      await verdicts([name: text, "prompts/sort.prompt": Self.prompt]) == ["prompts/sort.prompt orphaned"])
  }
}
