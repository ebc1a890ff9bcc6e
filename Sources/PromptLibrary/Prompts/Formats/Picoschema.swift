import YAML

/// The fields that a dotprompt schema declares (source: dotprompt `docs/extending/picoschema.md`).
struct Picoschema {
  private(set) var fields: [Located<String>] = []
  private(set) var optional: Set<String> = []
  /// Any other field is allowed as well: `(*)`, or JSON Schema's `additionalProperties`.
  private(set) var isOpen = false

  private static let types: Set<String> = [
    "any", "array", "boolean", "integer", "null", "number", "object", "string",
  ]

  /// Nil when the schema is a name that code defines, or no object.
  init?(_ schema: Node, in source: SourceText) {
    guard schema.isMapping else { return nil }
    // As the owner has it: a `type` that JSON Schema knows, or `properties`, makes it JSON Schema.
    if schema["properties"]?.isMapping == true || schema["type"]?.text.map(Self.types.contains) == true {
      guard let properties = schema["properties"] else { return nil }
      let required = Set(schema["required"]?.list.compactMap(\.text) ?? [])
      for pair in properties.pairs { add(pair.key, isOptional: { !required.contains($0) }, in: source) }
      isOpen = schema["additionalProperties"].map { $0.bool != false } ?? false
    } else {
      for pair in schema.pairs { add(pair.key, isOptional: nil, in: source) }
    }
  }

  /// `name`, `name?`, `name(array, description)` or `name?(enum)`.
  private mutating func add(_ key: Node, isOptional: ((String) -> Bool)?, in source: SourceText) {
    guard let text = key.text else { return }
    if text == "(*)" {
      isOpen = true
      return
    }
    var name = isOptional == nil ? String(text.prefix { $0 != "(" }).trimmed : text
    if isOptional == nil, name.hasSuffix("?") {
      name.removeLast()
      optional.insert(name)
    } else if isOptional?(name) == true {
      optional.insert(name)
    }
    fields.append(Located(name, at: source.place(of: key)))
  }
}
