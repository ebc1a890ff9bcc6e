import ArgumentParser
import PromptLibrary

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of one of Shelflife's own files.")

  @Argument(
    help: "Which file: \(Schema.named.map(\.name).joined(separator: ", ")).",
    completion: .list(Schema.named.map(\.name)))
  var name: String

  func run() throws {
    guard let schema = Schema.named.first(where: { $0.name == name }) else {
      throw Failure(
        "There is no schema '\(name)'.",
        hint: "Those there are: \(Schema.named.map(\.name).joined(separator: ", ")).")
    }
    output(schema.text)
  }
}
