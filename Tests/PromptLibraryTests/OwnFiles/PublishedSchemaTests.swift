import FoundationEssentials
import Testing
import YAML

@testable import PromptLibrary

@Suite struct PublishedSchemaTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas")

  /// `UPDATE_GOLDEN=1 swift test` writes the files anew.
  @Test(arguments: Schema.named) func `the published schema is the one that the code checks by`(
    named: Schema.Named
  ) throws {
    let file = Self.folder.appending(path: "\(named.name).schema.json")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(named.text.utf8).write(to: file)
    }
    let published = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(
      published == named.text,
      "Schemas/\(named.name).schema.json is stale: run the tests with UPDATE_GOLDEN=1")
  }

  @Test(arguments: Schema.named) func `a published schema is JSON with a name of its own`(named: Schema.Named)
    throws
  {
    let root = try Node.parseJSON(Array(named.text.utf8))
    #expect(root["$id"]?.string == "urn:shelflife:schema:\(named.name):1")
    #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func `every key is described in a sentence`() throws {
    func visit(_ schema: Schema) {
      switch schema {
      case .object(_, let properties):
        #expect(properties.count <= 64)
        #expect(Set(properties.map(\.name)).count == properties.count)
        for property in properties {
          #expect(property.summary.hasSuffix("."), "\(property.name): \(property.summary)")
          visit(property.schema)
        }
      case .map(let schema), .list(let schema), .nullable(let schema): visit(schema)
      case .anyOf(let schemas): schemas.forEach(visit)
      default: break
      }
    }
    for named in Schema.named { visit(named.schema) }
  }
}
