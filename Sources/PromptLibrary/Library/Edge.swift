/// One way in which something reaches a prompt.
package struct Edge: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// A step of one of our workflow files names it.
    case declared
    /// A step of an engine's own file names it.
    case imported
    /// A platform loads it from where it lies, or from its manifest.
    case platform
    /// Another prompt includes it.
    case include
    /// Code or configuration names it.
    case reference
    /// A reference that only the run can complete could reach it.
    case dynamic
    /// A test, an example or a suite names it.
    case test
    /// Prose names it: documentation, comments; or a word that is called so stands in code.
    case mention
  }

  package var kind: Kind
  package var place: Place
  /// The step, as `workflow/step`, for edges from workflows.
  package var step: String?
  /// The address of the prompt it comes from, for includes.
  package var from: String?
  /// Why it does not count as live (`disabled`, a variant that is not the default, dead code).
  package var idle: String?
  /// How the name was found, in a few words ("file name given to load_prompt()").
  package var how: String?

  package init(
    _ kind: Kind, at place: Place, step: String? = nil, from: String? = nil, idle: String? = nil,
    how: String? = nil
  ) {
    self.kind = kind
    self.place = place
    self.step = step
    self.from = from
    self.idle = idle
    self.how = how
  }

  /// How a name was found of which nothing shows that it opens a file.
  static let word = "a word in quotes"

  /// A word of code is called so, and says no more.
  package var isWord: Bool { kind == .mention && how == Self.word }
}

/// What the edges of one prompt come to.
package struct Verdict: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case attached, included, referenced, possible
    case testOnly = "test-only"
    case orphaned, unknown
  }

  package enum Confidence: String, Sendable { case certain, likely, possible }

  package var kind: Kind
  package var confidence: Confidence
  /// What stands in the way of certainty: the dynamic reference, the file that did not parse.
  package var because: String?
  package var obstacle: Place?

  package init(
    _ kind: Kind, _ confidence: Confidence = .certain, because: String? = nil, obstacle: Place? = nil
  ) {
    self.kind = kind
    self.confidence = confidence
    self.because = because
    self.obstacle = obstacle
  }
}
