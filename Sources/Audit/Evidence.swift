package import PromptLibrary

/// The joined library, the policy and the clock: all that a rule sees.
package struct Evidence: Sendable {
  package let library: Library
  package let policy: Policy
  /// The day by which everything is judged; passed in, never read from a clock.
  package let today: CalendarDay

  package init(library: Library, policy: Policy, today: CalendarDay) {
    self.library = library
    self.policy = policy
    self.today = today
  }

  /// A place that supports a finding, with what it shows.
  package struct Span: Sendable, Equatable {
    package var place: Place
    package var label: String

    package init(_ label: String, at place: Place) {
      self.place = place
      self.label = label
    }
  }
}
