import YAML

// How the check words what it expected and what it found.
extension Schema {
  /// Completes "Expected ...".
  var expectation: String {
    switch self {
    case .object(let noun, _): "\(noun): a mapping"
    case .map: "a mapping"
    case .list(let schema): "a list of \(schema.plural)"
    case .string(let format): format?.expectation ?? "text"
    case .integer(let range):
      "a whole number\(Self.bounds(range.lowerBound == .min ? nil : range.lowerBound.description, range.upperBound == .max ? nil : range.upperBound.description))"
    case .number(let range):
      "a number\(Self.bounds(range.lowerBound.isFinite ? Self.text(range.lowerBound) : nil, range.upperBound.isFinite ? Self.text(range.upperBound) : nil))"
    case .boolean: "true or false"
    case .choice(let words): Self.alternatives(words)
    case .constant(let number): "\(number)"
    case .nullable(let schema): schema.expectation
    case .anyOf(let schemas): schemas.map(\.expectation).joined(separator: ", or ")
    case .any: "a value"
    }
  }

  private var plural: String {
    switch self {
    case .object, .map: "mappings"
    case .list: "lists"
    case .integer, .number, .constant: "numbers"
    case .nullable(let schema): schema.plural
    case .choice(let words): "words (\(Self.alternatives(words)))"
    case .string(.path): "paths"
    case .string(.glob): "path patterns"
    case .string(.model): "models' names"
    default: "texts"
    }
  }

  private static func bounds(_ least: String?, _ most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?): " from \(least) to \(most)"
    case (let least?, nil): " of at least \(least)"
    case (nil, let most?): " of at most \(most)"
    case (nil, nil): ""
    }
  }

  static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
  }

  /// Completes "found ...".
  static func naming(_ node: Node) -> String {
    switch node.content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(_, _) where node.isNull: "nothing"
    case .scalar(let text, .plain) where node.bool != nil || node.double != nil: text.excerpt
    case .scalar(let text, _): "'\(text.excerpt)'"
    }
  }

  static func hint(for text: String, _ format: Format) -> String {
    switch format {
    case .duration, .interval:
      Int(text) != nil && DayInterval(text + "d") != nil ? "; did you mean \(text)d?" : ""
    case .pointer: EnginePointer.fault(in: text).map { "; \($0)" } ?? ""
    default: ""
    }
  }

  /// A number in quotes is text.
  static func hint(for node: Node) -> String {
    guard case .scalar(let text, let style) = node.content, style != .plain, Double(text) != nil else {
      return ""
    }
    return "; write it without quotes"
  }

  /// People write a share as a percentage.
  static func hint(forShare node: Node) -> String {
    let text = node.text ?? ""
    let percent = Double(text.hasSuffix("%") ? String(text.dropLast()) : text) ?? -1
    return percent > 1 && percent <= 100 ? "; did you mean \(Self.text(percent / 100))?" : hint(for: node)
  }

  /// A number without a needless `.0`.
  static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension String {
  /// The first forty characters, on one line.
  var excerpt: String {
    let line = prefix { !$0.isNewline }
    return line.count > 40 || line.count < count ? "\(line.prefix(40))…" : self
  }
}
