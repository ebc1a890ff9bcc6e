/// What one of our own files may hold.
///
/// One description serves both the check of a file and the JSON Schema that editors read, so that they cannot
/// disagree.
package indirect enum Schema: Sendable {
  /// A mapping with these keys and no others; the noun completes "is no key of ...".
  case object(_ noun: String, [Property])
  /// A mapping whose keys people choose.
  case map(Schema)
  case list(Schema)
  case string(Format? = nil)
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case boolean
  /// One of a few words.
  case choice([String])
  /// This number and no other.
  case constant(Int)
  /// The value, or null for "unknown".
  case nullable(Schema)
  case anyOf([Schema])
  case any

  /// One value, or a list of them.
  static func oneOrMany(_ schema: Schema) -> Schema { .anyOf([schema, .list(schema)]) }

  /// A whole number from zero on.
  static let count: Schema = .integer(0...Int.max)
  /// A number from zero on.
  static let amount: Schema = .number(0...Double.infinity)
  /// A share of a whole, from 0 to 1.
  static let share: Schema = .number(0...1)
}

extension Schema {
  /// One key of a mapping.
  package struct Property: Sendable {
    package let name: String
    /// One sentence, which editors show.
    package let summary: String
    package let schema: Schema
    package let isRequired: Bool
    package let fallback: Literal?

    init(_ name: String, _ summary: String, _ schema: Schema, required: Bool = false, default: Literal? = nil)
    {
      self.name = name
      self.summary = summary
      self.schema = schema
      isRequired = required
      fallback = `default`
    }
  }

  /// A default value.
  package enum Literal: Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case texts([String])
  }
}

extension Schema.Literal: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: String...) { self = .texts(elements) }
}
