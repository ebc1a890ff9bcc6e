/// How a piece of work moves from trigger to completion: a graph of steps.
package struct Workflow: Sendable {
  package var id: String
  package var path: String
  package var engine: EngineName
  package var place: Place
  package var title: String?
  package var owner: Located<String>?
  package var backup: Located<String>?
  package var claimedStage: Located<String>?
  package var trigger: String?
  package var sourceOfTruth: String?
  package var steps: [Step] = []
  /// A platform's manifest or settings: what it names is loaded by where it lies, not by a step of work.
  package var isPlatform = false

  package init(id: String, path: String, engine: EngineName, place: Place) {
    self.id = id
    self.path = path
    self.engine = engine
    self.place = place
  }
}

/// The name of a workflow engine, as coverage is reported by.
package struct EngineName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let description: String
  package init(stringLiteral text: String) { description = text }
  package static let own: EngineName = "shelflife"
}

/// One node of a workflow.
///
/// It may use prompts.
package struct Step: Sendable {
  package var id: String
  package var title: String?
  /// Where in the file, as a JSON Pointer (RFC 6901).
  package var pointer: String
  package var place: Place
  package var uses: [PromptReference] = []
  package var inline: [InlinePrompt] = []
  package var models: [ModelTarget] = []
  /// The engine's own name for who does the step (CrewAI's `agent:`).
  package var agent: Located<String>?
  /// Why the step does not run (`disabled`, a variant that is not the default); nil when it does.
  package var idle: String?
  package var next: [Located<String>] = []
  /// A place in an engine's file that this step stands for: `path#/pointer`.
  package var engine: Located<String>?
  /// The rest of what our own workflow files say about a step.
  package var governance: Governance?

  package init(id: String, pointer: String, place: Place) {
    self.id = id
    self.pointer = pointer
    self.place = place
  }
}

extension Step {
  /// Uses the files to which the texts in the step's own file send their reader.
  mutating func useNamedFiles() {
    var known = Set(uses.map(\.target))
    for prompt in inline {
      let references = MarkdownReferences(Array(prompt.text.utf8), from: 0)
      for target in (references.links + references.imports + references.files).map(\.target)
      where known.insert(target).inserted {
        var use = PromptReference(.path, target, at: prompt.place)
        use.isTentative = true
        uses.append(use)
      }
    }
  }
}

/// A place that names a prompt.
package struct PromptReference: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// A path, relative to the repository or, failing that, to the file that names it.
    case path
    /// An id, a path, or a path without its suffix.
    case name
    /// A path that only the run can complete; `*` stands for what it computes.
    case dynamic
    /// A glob over paths.
    case glob
  }

  package var kind: Kind
  package var target: String
  package var place: Place
  /// What the prompt is there: `system`, `user`, `criteria`.
  package var role: String?
  /// Why this one is not live, where its step is.
  package var idle: String?
  /// Found in a shell string or an input's value: it counts when it resolves, and is no error when not.
  package var isTentative = false
  /// How the files are read that only this reference makes prompts; nil for plain text.
  package var format: FormatName?

  package init(_ kind: Kind, _ target: String, at place: Place, role: String? = nil, idle: String? = nil) {
    self.kind = kind
    self.target = target
    self.place = place
    self.role = role
    self.idle = idle
  }
}

/// Prompt text that an engine's file holds itself, outside the library.
package struct InlinePrompt: Sendable {
  package var text: String
  package var place: Place
  package var role: String?
  /// The text's near-duplicate sketch, to find its twin in the library.
  package var sketch: Sketch?

  package init(_ text: String, at place: Place, role: String? = nil) {
    self.text = text
    self.place = place
    self.role = role
    sketch = Sketch(of: Array(text.utf8))
  }
}

/// What an importer made of an engine's files.
package struct Coverage: Sendable, Equatable {
  package var files = 0
  package var steps = 0
  package var resolved = 0
  package var dynamic = 0
  package var dangling = 0
  package var inline = 0

  package init() {}
}
