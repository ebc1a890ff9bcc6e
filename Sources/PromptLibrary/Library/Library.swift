/// What is written, joined: every prompt with all that reaches it.
package struct Library: Sendable {
  package var configuration: Configuration
  /// In order of address.
  package var prompts: [Prompt] = []
  package var workflows: [Workflow] = []
  /// What reaches each prompt, by its index in `prompts`.
  package var edges: [[Edge]] = []
  package var verdicts: [Verdict] = []
  package var cards: [Card] = []
  package var waivers: [Waiver] = []
  package var models: [ModelRecord] = []
  package var tombstones: [Tombstone] = []
  /// The runs of the ledger, in the order in which it holds them; a line that is there twice is here once.
  package var runs: [RunLine] = []
  /// Counts of use in production; a line that is there twice is here once.
  package var usage: [Usage] = []
  /// How the library grew and shrank over the last year; nil without history.
  package var growth: Growth?
  /// A day on which each prompt was there already, by its index in `prompts`; nil when it is younger than that, empty
  /// without history.
  package var firstSeen: [CalendarDay?] = []
  /// Since when nothing reaches an orphan, by its index in `prompts`; empty when nobody looked.
  package var removals: [Int: Removal] = [:]
  package var problems: [SourceProblem] = []
  /// References that reach nothing.
  package var dangling: [DanglingReference] = []
  /// Steps that a prompt's metadata declares and that do not name it, or do not exist.
  package var unconfirmed: [UnconfirmedAttachment] = []
  package var coverage: [(engine: EngineName, coverage: Coverage)] = []
  /// Prompts that programs hold themselves; empty unless the configuration asks for them.
  package var shadows: [ShadowPrompt] = []
  /// The repository's own functions that load prompts by name, with how many each is given.
  package var loaders: [LearnedLoader] = []
  /// References found outside workflows: resolved and not.
  package var referencesResolved = 0
  package var referencesDynamic = 0
  package var filesRead = 0
  package var snapshotName = ""
  package var submodules: [String] = []
  package var notes: [String] = []

  package init(configuration: Configuration) { self.configuration = configuration }

  /// Whether an own workflow file or an engine's file gave any step.
  package var hasSteps: Bool { workflows.contains { !$0.steps.isEmpty } }
}

/// What history says of a library's size.
package struct Growth: Sendable, Equatable {
  package var added: Int
  package var removed: Int
  package var retired: Int
  /// The day from which was counted.
  package var since: CalendarDay

  package init(added: Int, removed: Int, retired: Int, since: CalendarDay) {
    self.added = added
    self.removed = removed
    self.retired = retired
    self.since = since
  }
}

/// A reference whose prompt is not there.
package struct DanglingReference: Sendable {
  package enum Source: Sendable, Equatable {
    case step(String)
    case prompt(String)
    case file
    /// A pattern of `shelflife.yaml`.
    case configuration
  }

  package var target: String
  package var place: Place
  package var source: Source
  /// The name among those there are that is nearest to the target: a prompt's id, where it means a prompt.
  package var nearest: String?
  /// What would have to stand there to mean that one, where it is not its id: a loader adds folder and ending.
  package var spelling: String?
  /// The commit that removed the target, as history has it; nil when it never was, or nobody looked.
  package var removal: Removal?

  package init(target: String, place: Place, source: Source, nearest: String? = nil, spelling: String? = nil)
  {
    self.target = target
    self.place = place
    self.source = source
    self.nearest = nearest
    self.spelling = spelling
  }
}

/// A declaration in a prompt's metadata that its step does not return.
package struct UnconfirmedAttachment: Sendable {
  package var promptIndex: Int
  package var step: Located<String>
  /// The step exists and does not name the prompt; otherwise there is no such step.
  package var stepExists: Bool
  package var nearest: String?

  package init(promptIndex: Int, step: Located<String>, stepExists: Bool, nearest: String?) {
    self.promptIndex = promptIndex
    self.step = step
    self.stepExists = stepExists
    self.nearest = nearest
  }
}

/// A function of the repository that makes a prompt's path from its argument.
package struct LearnedLoader: Sendable, Equatable {
  package var name: String
  /// Where it makes the path.
  package var place: Place
  /// How many prompts it is given by name.
  package var prompts: Int
}
