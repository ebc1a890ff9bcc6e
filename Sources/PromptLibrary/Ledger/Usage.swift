package import Git

/// Counts of use in production: one day, prompt, step, model and operator.
package struct Usage: Sendable {
  package var day: CalendarDay
  package var prompt: String
  package var step: String?
  package var model: String?
  package var operatorName: String?
  package var uses: Int
  // What is not counted is unknown, never 0.
  package var overrides: Int?
  package var escalations: Int?
  package var closed: Int?
  package var reopened: Int?
  package var place: Place
  /// The hash of the line's bytes: the same line in two files counts once.
  package var content: ObjectID
}

extension Usage {
  init?(_ fields: Fields, content: ObjectID) {
    guard let day = fields.day("day"), let prompt = fields.text("prompt"), let uses = fields.count("uses")
    else {
      return nil
    }
    self.init(day: day, prompt: prompt, uses: uses, place: fields.place, content: content)
    step = fields.text("step")
    model = fields.text("model")
    operatorName = fields.text("operator")
    overrides = fields.count("overrides")
    escalations = fields.count("escalations")
    closed = fields.count("closed")
    reopened = fields.count("reopened")
  }
}
