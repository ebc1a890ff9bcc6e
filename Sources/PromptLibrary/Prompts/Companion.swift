package import Git

/// What one file says of a prompt whose text stands in another (Semantic Kernel's `config.json` beside `skprompt.txt`).
package struct Companion: Sendable {
  /// The file that says it.
  package var path: String
  /// The file that holds the prompt.
  package var prompt: String
  package var inputs: [Located<String>]?
  package var optional: Set<String> = []
  package var targets: [ModelTarget] = []
  package var title: String?
  package var summary: String?
  /// The hash of what it adds to what the model sees.
  package var behaviour: ObjectID

  package init(path: String, prompt: String, behaviour: ObjectID) {
    self.path = path
    self.prompt = prompt
    self.behaviour = behaviour
  }
}

extension [Prompt] {
  /// Gives each prompt what its companions say of it; its version then covers both files.
  package mutating func merge(_ companions: [Companion]) {
    guard !companions.isEmpty else { return }
    var byPrompt: [String: [Companion]] = [:]
    for companion in companions { byPrompt[companion.prompt, default: []].append(companion) }
    for index in indices {
      guard let found = byPrompt[self[index].path] else { continue }
      for companion in found.sorted(by: { $0.path < $1.path }) { self[index].merge(companion) }
    }
  }
}

extension Prompt {
  fileprivate mutating func merge(_ companion: Companion) {
    if let inputs = companion.inputs { self.inputs = (self.inputs ?? []) + inputs }
    optional.formUnion(companion.optional)
    targets += companion.targets
    title = title ?? companion.title
    summary = summary ?? companion.summary
    var behaviour = Behaviour()
    behaviour.add("text", version.description)
    behaviour.add("companion", companion.behaviour.description)
    version = behaviour.version
  }
}
