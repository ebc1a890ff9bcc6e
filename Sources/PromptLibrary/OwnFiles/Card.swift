import YAML

/// A card: metadata kept beside prompts, by path, glob or id.
package struct Card: Sendable {
  package var prompt: Located<String>
  package var metadata: Metadata
  package var inputs: [Located<String>] = []
  package var targets: [ModelTarget] = []
  package var includes: [Include] = []

  package init(prompt: Located<String>, metadata: Metadata) {
    self.prompt = prompt
    self.metadata = metadata
  }
}

extension Card {
  package static func read(_ source: SourceText) -> (cards: [Card], problems: [SourceProblem]) {
    let file = OwnFile(source, .cards)
    let cards = file.entries(in: source).compactMap { fields -> Card? in
      guard let prompt = fields.located("prompt") else { return nil }
      var card = Card(prompt: prompt, metadata: Metadata())
      // What is wrong with the values, the schema has said.
      _ = card.metadata.read(fields.node, in: source)
      card.targets = fields.list("models").map { ModelTarget($0.value, at: $0.place) }
      card.includes = fields.list("includes").map { Include(.include, $0.value, at: $0.place) }
      card.inputs = names(fields.node["inputs"], in: fields)
      return card
    }
    return (cards, file.problems)
  }

  /// A list of names, or a mapping from them to whatever describes them.
  private static func names(_ node: Node?, in fields: Fields) -> [Located<String>] {
    guard let node, node.isMapping else { return fields.list("inputs") }
    return node.pairs.compactMap { pair in
      pair.key.text.map { Located($0, at: fields.source.place(of: pair.key)) }
    }
  }
}
