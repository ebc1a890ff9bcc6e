package import Git

/// One instruction to a model, read from a file of any supported format.
package struct Prompt: Sendable {
  /// `id` in the metadata, else the path without its format's suffix (and `#key` in a file of several).
  package var id: String
  package var path: String { didSet { role = FileRole(path) } }
  /// What the path says of the file's part in the repository; a dozen rules ask.
  package private(set) var role: FileRole
  /// Which of the file's prompts: a key path, a label or a number; nil when the file is one prompt.
  package var key: String?
  package var format: FormatName
  /// The hash of what the model would see; see `Behaviour`.
  package var version: ObjectID
  /// The prompt's header: what a finding about the whole prompt underlines.
  package var place: Place
  package var title: String?
  package var summary: String?

  private var said = SharedMetadata.none
  /// The syntax its placeholders are written in.
  package var syntax: TemplateSyntax = .none
  /// Placeholders in the text, each at its first occurrence.
  package var variables: [Located<String>] = []
  /// Inputs that the file declares; nil when the format declares none, or this file does not.
  package var inputs: [Located<String>]?
  /// Variables whose absence the template allows for.
  package var optional: Set<String> = []
  /// Names that the runtime supplies without declaration (`history`, `@index`), by the format's own rules.
  package var supplied: Set<String> = []
  package var targets: [ModelTarget] = []
  /// Other prompts or files that this one's text pulls in when it is rendered.
  package var includes: [Include] = []
  /// Prompts and agents that this one names as its own next steps (`handoffs`, `agents`, Markdown links).
  package var links: [Include] = []
  /// Its own cases and criteria, where the format carries them.
  package var tests: OwnTests?
  /// What loads it by its location alone, as "VS Code loads .github/prompts"; nil when nothing does.
  package var platform: String?
  /// The file exists to be included (a dotprompt partial, a Jinja macro file).
  package var isPartial = false
  /// Credentials seen in the text.
  package var secrets: [Secret] = []
  /// The text's near-duplicate sketch; nil when it is too short to compare.
  package var sketch: Sketch?
  package var words = 0
  /// The text's fingerprint; nil where a format does not measure it.
  package var wording: Wording?

  package init(
    id: String, path: String, key: String? = nil, format: FormatName, version: ObjectID, place: Place
  ) {
    self.id = id
    self.path = path
    role = FileRole(path)
    self.key = key
    self.format = format
    self.version = version
    self.place = place
  }

  package var metadata: Metadata {
    _read { yield said.value }
    _modify {
      var value = said.value
      yield &value
      said = SharedMetadata(value)
    }
  }

  /// What people say of its life; taken out alone, since the rest would be copied with it.
  package var declaredStatus: Metadata.Status? { said.value.status?.value }

  /// The path, and the key where the file holds several: unique in a snapshot.
  package var address: String { key.map { "\(path)#\($0)" } ?? path }
}

/// The name of a prompt format, as `list` prints it.
package struct FormatName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let description: String
  package init(stringLiteral text: String) { description = text }
}

/// What people say of a prompt: who answers for it, where it is used, where it is in its life.
package struct Metadata: Sendable {
  package var id: Located<String>?
  package var title: Located<String>?
  package var owner: Located<String>?
  package var backup: Located<String>?
  package var kind: Located<String>?
  package var status: Located<Status>?
  /// Declared attachments, as `workflow/step`.
  package var steps: [Located<String>] = []
  package var contexts: [Located<String>] = []
  package var successor: Located<String>?
  package var reviewBy: Located<String>?

  package init() {}

  package enum Status: String, Sendable, CaseIterable { case draft, active, suspended, deprecated, retired }
}

/// Metadata that copies of a prompt share: they make up half of it, and most prompts have none.
private final class SharedMetadata: Sendable {
  let value: Metadata
  init(_ value: Metadata) { self.value = value }
  static let none = SharedMetadata(Metadata())
}

/// A model that a prompt is written for.
///
/// A file's name for it may be an alias that moves.
package struct ModelTarget: Sendable, Equatable {
  package enum Precision: String, Sendable {
    /// Names one version (`gpt-4o-2024-11-20`).
    case exact
    /// Moves with the provider (`sonnet`, `gpt-4o`).
    case alias
    /// An expression, or `inherit`: decided at run time.
    case unspecified
  }

  package var name: String
  package var precision: Precision
  package var place: Place

  package init(_ name: String, precision: Precision, at place: Place) {
    self.name = name
    self.precision = precision
    self.place = place
  }
}

/// A name by which one prompt reaches another file.
package struct Include: Sendable, Equatable {
  package enum Kind: String, Sendable { case include, partial, extends, template, link, handoff, file }

  package var kind: Kind
  /// As it is written; relative to `base`.
  package var target: String
  package var place: Place
  /// Parts of the name are computed when it runs; `target` then holds `*` for them.
  package var isDynamic: Bool

  package init(_ kind: Kind, _ target: String, at place: Place, isDynamic: Bool = false) {
    self.kind = kind
    self.target = target
    self.place = place
    self.isDynamic = isDynamic
  }
}

/// The cases and criteria that a prompt's own file carries.
package struct OwnTests: Sendable, Equatable {
  package var cases: Int
  package var criteria: Int
  package var place: Place

  package init(cases: Int, criteria: Int, place: Place) {
    self.cases = cases
    self.criteria = criteria
    self.place = place
  }
}
