import Git
import PromptLibrary

extension Prompt {
  /// Where it is in its life; a prompt that does not say is active.
  var status: Metadata.Status { declaredStatus ?? .active }

  /// Written for tests or as an example: nobody's work depends on it.
  var isForShow: Bool { role.isForShow }

  /// Whether this is the version that somebody wrote down by its first digits.
  package func isVersion(_ prefix: String) -> Bool {
    prefix.utf8.count >= 4 && version.description.hasPrefix(prefix.lowercased())
  }

  /// Semantic Kernel finds an argument whatever its capitals, and adds an input that the file does not declare.
  var isForgiving: Bool { format == "semantic-kernel" }

  /// A variable's name as the runtime compares it.
  func compared(_ name: String) -> String { isForgiving ? name.lowercased() : name }

  var shortVersion: String { version.short }

  /// Quiet by nature: little use says nothing against it.
  var isQuiet: Bool { ["fallback", "seasonal", "permanent"].contains(metadata.kind?.value) }
}

extension FileRole {
  /// Tests and examples, where a broken or unused prompt is often meant.
  var isForShow: Bool { self == .test || self == .example }
}

extension Level {
  /// How much something in a file matters at most: a broken fixture is often meant to be broken.
  init?(cappedFor path: String) {
    guard FileRole(path).isForShow else { return nil }
    self = .note
  }
}

extension Subject {
  /// The step of a joined name, `workflow/step`; a workflow's id may hold slashes.
  init(step name: String) {
    guard let slash = name.lastIndex(of: "/") else {
      self = .workflow(id: name)
      return
    }
    self = .step(workflow: String(name[..<slash]), step: String(name[name.index(after: slash)...]))
  }
}

extension [Evidence.Span] {
  /// The first spans, and how many more there are at the place of the last one shown.
  func atMost(_ limit: Int) -> [Evidence.Span] {
    guard count > limit, limit > 0 else { return self }
    let rest = count - limit + 1
    return prefix(limit - 1) + [
      Evidence.Span("\(self[limit - 1].label), and \(rest - 1) more", at: self[limit - 1].place)
    ]
  }
}

extension Edge.Kind {
  /// What it is, for a label.
  var noun: String {
    switch self {
    case .declared, .imported: "a step"
    case .platform: "a platform's folder"
    case .include: "an include"
    case .reference: "a reference"
    case .dynamic: "a computed reference"
    case .test: "a test or an example"
    case .mention: "a mention"
    }
  }
}
