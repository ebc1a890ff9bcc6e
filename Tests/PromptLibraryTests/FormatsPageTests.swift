import FoundationEssentials
import Testing

@testable import PromptLibrary

@Suite struct FormatsPageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Documentation/formats.md")

  private static func text() throws -> String { String(decoding: try Data(contentsOf: page), as: UTF8.self) }

  private static var formats: String {
    let rows = PromptFormat.all.map { format in
      let endings = format.suffixes.map { "`\($0)`" }.joined(separator: " ")
      return
        "| `\(format.name)` | \(endings) | \(format.needsConfiguration ? "yes" : "") | \(format.summary) |\n"
    }
    return "| format | the id drops | only where configured | |\n|---|---|---|---|\n" + rows.joined()
  }

  private static var engines: String {
    "| engine | |\n|---|---|\n"
      + WorkflowEngine.all.map { "| `\($0.name)` | \($0.summary) |\n" }.joined()
  }

  @Test func `the tables are what the code says of its formats and engines`() throws {
    for (name, table) in [("formats", Self.formats), ("engines", Self.engines)] {
      var text = try Self.text()
      let start = try #require(
        text.firstRange(of: "<!-- \(name): written by the tests, UPDATE_GOLDEN=1 -->\n"))
      let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"))
      let isCurrent = text[start.upperBound..<end.lowerBound] == table
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil, !isCurrent {
        text.replaceSubrange(start.upperBound..<end.lowerBound, with: table)
        try Data(text.utf8).write(to: Self.page)
      } else {
        #expect(isCurrent, "The table of \(name) is stale; UPDATE_GOLDEN=1 swift test writes it anew")
      }
    }
  }

  @Test func `every format has its section, and every engine its line`() throws {
    let lines = try Self.text().split(separator: "\n")
    for format in PromptFormat.all {
      #expect(lines.contains { $0.hasPrefix("### ") && $0.contains("`\(format.name)`") }, "\(format.name)")
    }
    for engine in WorkflowEngine.all {
      #expect(
        lines.contains { $0.hasPrefix("- ") && $0.prefix { $0 != ":" }.contains("`\(engine.name)`") },
        "\(engine.name)")
    }
  }
}
