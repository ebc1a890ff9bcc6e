import FoundationEssentials
import Testing

@testable import shelflife

/// A folder without git that goes away with the test.
private struct TemporaryFolder: ~Copyable {
  let path = FileManager.default.temporaryDirectory.appending(path: "shelflife-list-\(UUID().uuidString)")
    .path

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

@Suite struct ListCommandTests {
  @Test func `a list that no terminal shows is not cut, and its ids can be given back`() async throws {
    let folder = TemporaryFolder()
    let name = String(repeating: "a-long-name-", count: 12) + "end"
    try folder.write("Sort rows.\n", to: ".github/prompts/\(name).prompt.md")
    let list = await Invocation.run("list", "-C", folder.path)
    let id = try #require(list.output.split(separator: "\n").last?.split(separator: " ").first)
    #expect(list.status == .clean)
    #expect(id == ".github/prompts/\(name)")
    #expect(await Invocation.run("why", String(id), "-C", folder.path).status == .clean)
  }

  @Test(arguments: [(true, "60", 60), (true, "none", 70), (false, "60", nil)])
  func `COLUMNS is the width of a terminal, and of nothing else`(
    isTerminal: Bool, columns: String, width: Int?
  ) {
    let console = Console(
      write: { _ in }, complain: { _ in }, isTerminal: isTerminal, terminalWidth: 70,
      environment: { $0 == "COLUMNS" ? columns : nil })
    #expect(console.width == width)
  }

  @Test func `a list of nothing says so, as an audit does`() async throws {
    let folder = TemporaryFolder()
    try folder.write("# Notes\n", to: "notes.md")
    let (list, audit) = (
      await Invocation.run("list", "-C", folder.path), await Invocation.run("audit", "-C", folder.path)
    )
    #expect(list.status == .nothingToAudit && audit.status == .nothingToAudit)
    #expect(list.output.isEmpty)
    #expect(list.complaints.contains("No prompt was found"))
    #expect(audit.complaints.contains(list.complaints))
    let json = await Invocation.run("list", "--format", "json", "-C", folder.path)
    #expect(json.status == .nothingToAudit && json.output.contains("\"prompts\": []"))
    try folder.write("Sort.\n", to: "a.prompt.md")
    let filtered = await Invocation.run("list", "--only", "no/**", "-C", folder.path)
    #expect(filtered.status == .clean && filtered.output.hasPrefix("ID"))
  }

  @Test func `init says what it found in one way`() async throws {
    let folder = TemporaryFolder()
    try folder.write("{}\n", to: "data.json")
    let nothing = await Invocation.run("init", "--dry-run", "-C", folder.path)
    #expect(nothing.complaints.hasPrefix("Found no prompt and no workflow in 1 files."))
    try folder.write("Sort.\n", to: "a.prompt.md")
    let something = await Invocation.run("init", "--dry-run", "-C", folder.path)
    #expect(something.complaints.contains("  1 prompts: vscode-prompt\n"))
    #expect(something.complaints.hasPrefix("Found in 2 files:\n"))
  }
}
