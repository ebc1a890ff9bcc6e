package import PromptLibrary

/// The forms in which a listing is written.
package enum ListingFormat: String, Sendable, CaseIterable { case text, json, csv }

/// Every prompt of a library, as `list` writes it.
package struct LibraryListing: Sendable {
  package var library: Library
  /// Indices into the library's prompts, in the order in which they are listed.
  package var indices: [Int]
  /// The terminal's width, which the table keeps to; without one nothing is cut, since a cut id cannot be typed.
  package var width: Int?

  /// All prompts, or those of `indices`.
  package init(library: Library, indices: [Int]? = nil) {
    self.library = library
    self.indices = indices ?? Array(library.prompts.indices)
  }

  package func rendered(as format: ListingFormat) -> String {
    switch format {
    case .text: table
    case .json: json.written
    case .csv: csv
    }
  }

  package var json: JSONValue {
    [
      "version": 1, "snapshot": .string(library.snapshotName),
      "prompts": .array(indices.map { Self.json(library, $0) }),
    ]
  }

  private static func json(_ library: Library, _ index: Int) -> JSONValue {
    let prompt = library.prompts[index]
    let verdict = library.verdict(of: index)
    let facts = facts(library, prompt, verdict, index)
    // Only where somebody asked for history.
    guard let removal = library.removals[index], case .object(let fields) = facts else { return facts }
    let since: JSONValue = [
      "day": .string("\(removal.day)"), "commit": .string(removal.commit), "author": .string(removal.author),
      "summary": .string(removal.summary),
    ]
    return .object(fields + [JSONValue.Member(name: "orphaned_since", value: since)])
  }

  private static func facts(_ library: Library, _ prompt: Prompt, _ verdict: Verdict?, _ index: Int)
    -> JSONValue
  {
    [
      "path": .string(prompt.path),
      "key": JSONValue(prompt.key),
      "id": .string(prompt.id),
      "format": .string(prompt.format.description),
      "version": .string("\(prompt.version)"),
      "verdict": JSONValue(verdict?.kind.rawValue),
      "confidence": JSONValue(verdict?.confidence.rawValue),
      "because": JSONValue(verdict?.because),
      "edges": .array(library.edges(of: index).map(json)),
      "models": .array(
        prompt.targets.map { ["name": .string($0.name), "precision": .string($0.precision.rawValue)] }),
      "owner": JSONValue(prompt.metadata.owner?.value),
      "status": JSONValue(prompt.metadata.status?.value.rawValue),
      "title": JSONValue(prompt.metadata.title?.value ?? prompt.title),
      "words": .int(prompt.words),
    ]
  }

  private static func json(_ edge: Edge) -> JSONValue {
    [
      "kind": .string(edge.kind.rawValue), "path": .string(edge.place.path),
      "line": JSONValue(Region(edge.place)?.line), "column": JSONValue(Region(edge.place)?.column),
      "step": JSONValue(edge.step), "from": JSONValue(edge.from), "idle": JSONValue(edge.idle),
      "how": JSONValue(edge.how),
    ]
  }
}
