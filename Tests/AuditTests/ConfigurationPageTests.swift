import FoundationEssentials
import Testing
import YAML

@testable import Audit
@testable import PromptLibrary

@Suite struct ConfigurationPageTests {
  private static func page() throws -> String {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Documentation/configuration.md")
    return String(decoding: try Data(contentsOf: page), as: UTF8.self)
  }

  /// The page's examples: what stands between fences, with the language that the first one names.
  private static func examples() throws -> [(language: String, text: String)] {
    var examples: [(language: String, text: String)] = []
    var isOpen = false
    for line in try page().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isOpen.toggle()
        if isOpen { examples.append((String(line.dropFirst(3)), "")) }
      } else if isOpen {
        examples[examples.count - 1].text += line + "\n"
      }
    }
    return examples
  }

  @Test func `each example is one that the readers take without a word`() throws {
    var read: [String] = []
    for example in try Self.examples() where example.language == "yaml" {
      let path = String(example.text.prefix { $0 != "\n" }.dropFirst("# ".count))
      let source = SourceText(path: path, example.text)
      let problems: [SourceProblem]
      let count: Int
      switch path {
      case "shelflife.yaml": (problems, count) = (Configuration.read(source).1, 1)
      case "library/waivers.yaml":
        let file = Waiver.read(source)
        (problems, count) = (file.problems, file.waivers.count)
      case "library/models.yaml":
        let file = ModelRecord.read(source)
        (problems, count) = (file.problems, file.models.count)
      case "library/retired.yaml":
        let file = Tombstone.read(source)
        (problems, count) = (file.problems, file.tombstones.count)
      case _ where path.hasPrefix("library/cards/"):
        let file = Card.read(source)
        (problems, count) = (file.problems, file.cards.count)
      default:
        let file = OwnWorkflow.readDeclared(source)
        (problems, count) = (file.problems, file.workflows.count)
      }
      #expect(problems == [], "\(path)")
      #expect(count > 0, "\(path)")
      read.append(path)
    }
    #expect(read.count == 6)
    for example in try Self.examples() where example.language == "json" {
      let isUsage = example.text.contains("\"uses\"")
      let file = LedgerFile(SourceText(path: "a.jsonl", example.text), isUsage ? .usage : .runs)
      #expect(file.problems == [])
      #expect(file.runs.count + file.usage.count == 1)
    }
  }

  @Test func `the rules that the examples name are rules`() throws {
    let config = try #require(try Self.examples().first { $0.text.hasPrefix("# shelflife.yaml") })
    let (configuration, _) = Configuration.read(SourceText(path: "shelflife.yaml", config.text))
    for entry in configuration.rules { #expect(Rule.named(entry.rule.value) != nil, "\(entry.rule.value)") }
    for example in try Self.examples() where example.text.hasPrefix("# library/waivers.yaml") {
      for waiver in Waiver.read(SourceText(path: "library/waivers.yaml", example.text)).waivers {
        #expect(Rule.named(waiver.rule) != nil, "\(waiver.rule)")
      }
    }
  }

  @Test(arguments: Schema.named) func `every key of a file of ours stands on the page`(
    named: Schema.Named
  ) throws {
    let page = try Self.page()
    for key in Self.keys(of: named.schema) {
      let isThere = ["`\(key)`", ".\(key)`", "\"\(key)\":", "`\(key)."].contains { page.contains($0) }
      #expect(isThere, "Documentation/configuration.md says nothing of '\(key)' in \(named.name)")
    }
  }

  private static func keys(of schema: Schema) -> [String] {
    switch schema {
    case .object(_, let properties): properties.flatMap { [$0.name] + keys(of: $0.schema) }
    case .map(let schema), .list(let schema), .nullable(let schema): keys(of: schema)
    case .anyOf(let schemas): schemas.flatMap(keys)
    default: []
    }
  }
}
