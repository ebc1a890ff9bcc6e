/// A card: metadata kept beside prompts, by path or glob.
package struct Card: Sendable {
  package var prompt: Located<String>
  package var metadata: Metadata

  package init(prompt: Located<String>, metadata: Metadata) {
    self.prompt = prompt
    self.metadata = metadata
  }
}

/// A finding accepted for a time.
package struct Waiver: Sendable {
  package var place: Place
  package var rule: String
  package var prompt: String?
  package var step: String?
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
}

/// What is known of one model name.
package struct ModelRecord: Sendable {
  package var name: Located<String>
  package var resolvesTo: String?
  package var withdrawn: CalendarDay?
  package var successor: String?
  package var source: String?

  package init(name: Located<String>) { self.name = name }
}
