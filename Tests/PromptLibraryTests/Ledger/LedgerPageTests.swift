import FoundationEssentials
import Testing

@testable import PromptLibrary

@Suite struct LedgerPageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Documentation/ledger.md")

  private static func text() throws -> String { String(decoding: try Data(contentsOf: page), as: UTF8.self) }

  @Test func `the table of tools is what the code says of its importers`() throws {
    let rows = Importer.all.map { "| `\($0.name)` | \($0.summary) |\n" }.joined()
    var text = try Self.text()
    let start = try #require(text.firstRange(of: "| format | what is read |\n|---|---|\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end of the importers -->"))
    let isCurrent = text[start.upperBound..<end.lowerBound] == rows
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil, !isCurrent {
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: rows)
      try Data(text.utf8).write(to: Self.page)
    } else {
      #expect(isCurrent, "The table of importers is stale; UPDATE_GOLDEN=1 swift test writes it anew")
    }
  }

  @Test func `the page's example of our own format is read`() throws {
    let text = try Self.text()
    let start = try #require(text.firstRange(of: "```json\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "\n```"))
    let imported = try imported(String(text[start.upperBound..<end.lowerBound]), from: "shelflife")
    #expect(imported.messages == [])
    #expect(imported.outcomes == ["pe"])
  }

  @Test func `the page's example of a runner is one`() throws {
    let text = try Self.text()
    let start = try #require(text.firstRange(of: "# shelflife.yaml\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    let source = SourceText(
      path: "shelflife.yaml", "version: 1\n" + text[start.upperBound..<end.lowerBound])
    let (configuration, problems) = Configuration.read(source)
    #expect(problems == [])
    #expect(configuration.runners.map(\.takesModel) == [true])
  }
}
