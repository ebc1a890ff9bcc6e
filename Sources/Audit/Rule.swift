package import PromptLibrary

/// One thing that can be wrong with a library: its documentation, its level, its examples and its code.
package struct Rule: Sendable {
  /// Stable for good; completes "allow ...".
  package let name: String
  /// Former names, still understood.
  package var aliases: [String] = []
  package var level: Level
  /// Off until `rules:` gives it a level.
  package var isOptIn = false
  /// One sentence on what holds when it fires.
  package let summary: String
  /// Why that matters, in a few sentences.
  package let why: String
  /// What to do, as a command or a change; `{prompt}` and `{step}` stand for the subject.
  package let remedy: String
  /// Small libraries on which it fires; they are its tests and its documentation.
  package let flagged: [Example]
  /// Small libraries on which it must stay silent.
  package let accepted: [Example]
  package let check: Check
  /// The place holds what must not be printed, so that reports leave out the source line.
  package var hidesSource = false

  /// What a rule looks at, one after the other.
  package enum Check: Sendable {
    case prompt(@Sendable (_ index: Int, Prompt, Evidence) -> [Problem])
    case step(@Sendable (Workflow, Step, Evidence) -> [Problem])
    case workflow(@Sendable (Workflow, Evidence) -> [Problem])
    case library(@Sendable (Evidence) -> [Problem])
    /// What became of the waivers, once all other rules have spoken.
    case waiver(@Sendable (WaiverOutcome, Evidence) -> [Problem])
  }

  /// What a rule returns; the engine adds name, level and fingerprint.
  package struct Problem: Sendable {
    package var message: String
    package var place: Place
    package var evidence: [Evidence.Span]
    /// Whom it is about, when that is not what the check was given.
    package var subject: Subject?
    package var remedy: String?
    /// Lowers the rule's level for this case; never raises it.
    package var level: Level?
    /// Tells apart several findings of one rule about one subject, in the fingerprint: a name, never a line or a number.
    package var detail: String

    package init(
      _ message: String, at place: Place, evidence: [Evidence.Span] = [], subject: Subject? = nil,
      remedy: String? = nil, level: Level? = nil, detail: String = ""
    ) {
      self.message = message
      self.place = place
      self.evidence = evidence
      self.subject = subject
      self.remedy = remedy
      self.level = level
      self.detail = detail
    }
  }

  /// A library of a few files, on which a rule is shown and tested.
  package struct Example: Sendable {
    package let title: String
    /// Text by path; `shelflife.yaml` is read as the configuration.
    package let files: [String: String]
    /// How many findings the rule gives; nil means at least one (flagged) or none (accepted).
    package var count: Int?
    /// Adds what no file of the example can say: git's history, a tool's counts.
    package var adding: (@Sendable (inout Library) -> Void)?

    package init(
      _ title: String, count: Int? = nil, _ files: [String: String],
      adding: (@Sendable (inout Library) -> Void)? = nil
    ) {
      self.title = title
      self.count = count
      self.files = files
      self.adding = adding
    }
  }

  package init(
    name: String, aliases: [String] = [], level: Level, isOptIn: Bool = false, summary: String, why: String,
    remedy: String,
    flagged: [Example], accepted: [Example], hidesSource: Bool = false, check: Check
  ) {
    self.name = name
    self.aliases = aliases
    self.level = level
    self.isOptIn = isOptIn
    self.summary = summary
    self.why = why
    self.remedy = remedy
    self.flagged = flagged
    self.accepted = accepted
    self.hidesSource = hidesSource
    self.check = check
  }
}

extension Rule {
  /// The level as lists of rules show it.
  package var levelText: String { isOptIn ? "off (\(level.rawValue))" : level.rawValue }

  /// The rule of a name, or of a former one.
  package static func named(_ name: String) -> Rule? { byName[name] }

  private static let byName: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for rule in all { for name in [rule.name] + rule.aliases { rules[name] = rule } }
    return rules
  }()
}
