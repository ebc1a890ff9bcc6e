/// A finding accepted for a time.
package struct Waiver: Sendable {
  package var place: Place
  package var rule: String
  package var prompt: String?
  package var step: String?
  package var workflow: String?
  package var model: String?
  package var file: String?
  package var reason: String
  package var why: String?
  package var owner: String
  package var expires: CalendarDay
  /// The waiver dies with this text.
  package var version: String?

  package init(place: Place, rule: String, reason: String, owner: String, expires: CalendarDay) {
    self.place = place
    self.rule = rule
    self.reason = reason
    self.owner = owner
    self.expires = expires
  }

  /// The kinds of reason.
  package static let reasons = ["planned", "accepted-risk", "test-data", "not-applicable", "tool-missed-it"]
}

extension Waiver {
  /// Reads a list; a waiver without reason, owner or expiry does not count.
  package static func read(_ source: SourceText) -> (waivers: [Waiver], problems: [SourceProblem]) {
    let file = OwnFile(source, .waivers)
    let waivers = file.entries(in: source).compactMap { fields -> Waiver? in
      func filled(_ key: String) -> String? {
        fields.text(key).flatMap { Schema.Format.filled.accepts($0) ? $0 : nil }
      }
      guard let rule = filled("rule"), let reason = filled("reason"), let owner = filled("owner"),
        let expires = fields.day("expires")
      else { return nil }
      var waiver = Waiver(place: fields.place, rule: rule, reason: reason, owner: owner, expires: expires)
      waiver.prompt = fields.text("prompt")
      waiver.step = fields.text("step")
      waiver.workflow = fields.text("workflow")
      waiver.model = fields.text("model")
      waiver.file = fields.text("file")
      waiver.why = fields.text("why")
      waiver.version = fields.text("version")
      return waiver
    }
    return (waivers, file.problems)
  }
}
