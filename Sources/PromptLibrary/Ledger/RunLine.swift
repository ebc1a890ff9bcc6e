package import Git
import YAML

/// One line of the ledger: one validation of one prompt version, as far as joining the ledger needs it.
package struct RunLine: Sendable {
  package var id: String
  package var prompt: String
  package var version: String
  package var day: CalendarDay
  package var place: Place
  /// The hash of the line's bytes: a line may be repeated, and an id may not say two things.
  package var content: ObjectID
}

extension RunLine {
  /// Nil when the line cannot count; `fault` then says why.
  init?(_ fields: Fields, content: ObjectID) {
    guard let id = fields.text("id"), let prompt = fields.text("prompt"),
      let version = fields.text("version"),
      let day = fields.day("at")
    else { return nil }
    self.init(id: id, prompt: prompt, version: version, day: day, place: fields.place, content: content)
  }

  /// Columns of different lengths leave open which value is whose.
  static func fault(in fields: Fields) -> (message: String, place: Place)? {
    guard let cases = fields.node["cases"] else { return nil }
    var first: (key: String, count: Int)?
    for pair in cases.pairs {
      guard let key = pair.key.text else { continue }
      let count = pair.value.isSequence ? pair.value.items.count : (pair.value.text?.utf8.count ?? 0)
      if let first, first.count != count {
        return (
          "The columns of 'cases' differ in length: '\(first.key)' has \(first.count) and '\(key)' has \(count).",
          fields.source.place(of: pair.value)
        )
      }
      first = first ?? (key, count)
    }
    return nil
  }
}
