extension Schema {
  /// A schema that is published: `shelflife schema NAME` prints it, and `Schemas/` holds it.
  package struct Named: Sendable, CustomStringConvertible {
    package let name: String
    package let summary: String
    package let schema: Schema

    /// A name without a place on the web: nothing has to be fetched to know the schema.
    package var id: String { "urn:shelflife:schema:\(name):1" }
    package var description: String { name }
    package var text: String { schema.jsonSchema(id: id, title: "Shelflife: \(name)", summary: summary) }
  }

  /// Every file that we define, in the order in which people meet them.
  package static let named: [Named] = [
    Named(
      name: "config", summary: "shelflife.yaml: what to read, and the policy to judge by.", schema: .config),
    Named(name: "card", summary: "Metadata kept beside prompts, by path or glob.", schema: .cards),
    Named(
      name: "workflow", summary: "How a piece of work moves from trigger to completion.", schema: .workflow),
    Named(name: "waivers", summary: "Findings accepted for a time.", schema: .waivers),
    Named(name: "models", summary: "What is known of the models' names.", schema: .models),
    Named(name: "run", summary: "One line of the ledger: one validation of one prompt.", schema: .run),
    Named(name: "usage", summary: "One line of counts: a day's use in production.", schema: .usage),
    Named(name: "tombstones", summary: "Prompts that were retired.", schema: .tombstones),
  ]
}
