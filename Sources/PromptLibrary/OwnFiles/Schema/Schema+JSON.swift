extension Schema {
  /// This description as a JSON Schema (draft 2020-12), always the same bytes.
  package func jsonSchema(id: String, title: String, summary: String) -> String {
    let head: [(String, JSONText)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("$id", .text(id)),
      ("title", .text(title)), ("description", .text(summary)),
    ]
    var text = ""
    JSONText.object(head + keywords).write(to: &text, indentation: 0)
    return text + "\n"
  }

  fileprivate var keywords: [(String, JSONText)] {
    switch self {
    case .object(_, let properties):
      let required = properties.filter(\.isRequired).map { JSONText.text($0.name) }
      return [
        ("type", .text("object")), ("properties", .object(properties.map { ($0.name, $0.json) })),
      ] + (required.isEmpty ? [] : [("required", .list(required))]) + [
        ("additionalProperties", .bare("false"))
      ]
    case .map(let schema):
      return [("type", .text("object")), ("additionalProperties", .object(schema.keywords))]
    case .list(let schema): return [("type", .text("array")), ("items", .object(schema.keywords))]
    case .string(let format):
      return [("type", .text("string"))] + (format?.standardName.map { [("format", .text($0))] } ?? [])
        + (format?.pattern.map { [("pattern", .text($0))] } ?? [])
    case .integer(let range):
      return [("type", .text("integer"))]
        + (range.lowerBound == .min ? [] : [("minimum", .bare("\(range.lowerBound)"))])
        + (range.upperBound == .max ? [] : [("maximum", .bare("\(range.upperBound)"))])
    case .number(let range):
      return [("type", .text("number"))]
        + (range.lowerBound.isFinite ? [("minimum", .bare(Self.text(range.lowerBound)))] : [])
        + (range.upperBound.isFinite ? [("maximum", .bare(Self.text(range.upperBound)))] : [])
    case .boolean: return [("type", .text("boolean"))]
    case .choice(let words): return [("type", .text("string")), ("enum", .list(words.map(JSONText.text)))]
    case .constant(let number): return [("const", .bare("\(number)"))]
    case .nullable(let schema):
      return [("anyOf", .list([.object(schema.keywords), .object([("type", .text("null"))])]))]
    case .anyOf(let schemas): return [("anyOf", .list(schemas.map { .object($0.keywords) }))]
    case .any: return []
    }
  }
}

extension Schema.Property {
  fileprivate var json: JSONText {
    var keywords: [(String, JSONText)] = [("description", .text(summary))] + schema.keywords
    switch fallback {
    case .text(let text): keywords.append(("default", .text(text)))
    case .number(let number): keywords.append(("default", .bare(Schema.text(number))))
    case .boolean(let value): keywords.append(("default", .bare("\(value)")))
    case .texts(let texts): keywords.append(("default", .list(texts.map(JSONText.text))))
    case nil: break
    }
    return .object(keywords)
  }
}

/// JSON being written, with keys in the order in which they were given.
private indirect enum JSONText {
  case text(String)
  /// A number, `true`, `false`: as it stands.
  case bare(String)
  case list([JSONText])
  case object([(String, JSONText)])

  func write(to text: inout String, indentation: Int) {
    switch self {
    case .bare(let value): text += value
    case .text(let value): Self.quote(value, to: &text)
    case .list(let items):
      let isFlat = items.allSatisfy { if case .object = $0 { false } else { true } }
      Self.write(items.count, "[", "]", isFlat: isFlat, to: &text, indentation) { text, index, inner in
        items[index].write(to: &text, indentation: inner)
      }
    case .object(let pairs):
      Self.write(pairs.count, "{", "}", isFlat: pairs.isEmpty, to: &text, indentation) { text, index, inner in
        Self.quote(pairs[index].0, to: &text)
        text += ": "
        pairs[index].1.write(to: &text, indentation: inner)
      }
    }
  }

  private static func write(
    _ count: Int, _ open: String, _ close: String, isFlat: Bool, to text: inout String, _ indentation: Int,
    _ item: (inout String, Int, Int) -> Void
  ) {
    text += open
    for index in 0..<count {
      if !isFlat { text += "\n" + String(repeating: " ", count: indentation + 2) }
      item(&text, index, indentation + 2)
      if index + 1 < count { text += isFlat ? ", " : "," }
    }
    if !isFlat { text += "\n" + String(repeating: " ", count: indentation) }
    text += close
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
