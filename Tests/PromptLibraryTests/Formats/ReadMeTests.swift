import Testing

@testable import PromptLibrary

@Suite struct ReadMeTests {
  private func library(_ files: [String: String]) async -> Library {
    await Library.read(Snapshot(texts: files), configuration: Configuration(), jobs: 1)
  }

  private static let text = "---\nname: x\ndescription: d\n---\nuser:\nHow to use these."

  @Test(arguments: [
    "README.md", "README.prompt.md", "README.instructions.md", "README.agent.md", "README.prompty",
  ])
  func `a README is no prompt, whatever its suffix says`(name: String) async {
    #expect(await library(["lib/\(name)": Self.text, ".claude/agents/\(name)": Self.text]).prompts.isEmpty)
  }

  @Test(arguments: ["readme.prompt.md", "readme-writer.agent.md", "README-writer.prompty"])
  func `a prompt that writes one is a prompt`(name: String) async {
    #expect(await library(["lib/\(name)": Self.text]).prompts.count == 1)
  }
}
