package import PromptLibrary

/// A model's name as people and tools write it: `openai/gpt-4o`, `openai:gpt-4o`, `gpt-4o-2024-11-20`.
package struct ModelName: Hashable, Sendable {
  /// With slashes between provider and name.
  let text: String

  package init(_ text: String) {
    self.text = text.utf8.contains(UInt8(ascii: ":")) ? text.replacing(":", with: "/") : text
  }

  private var last: Substring { text.split(separator: "/").last ?? text[...] }

  /// Whether both mean one model: the same name, and the same provider where both name one.
  package func means(_ other: ModelName) -> Bool {
    if text == other.text { return true }
    return (!text.contains("/") || !other.text.contains("/")) && last == other.last
  }

  /// The name without its date or revision: what a provider goes on selling when the version moves.
  var family: Substring {
    var parts = last.split(separator: "-")
    func isNumber(_ part: Substring) -> Bool {
      part.count >= 2 && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    if parts.last == "latest" { parts.removeLast() }
    while parts.count > 1, let part = parts.last, isNumber(part) { parts.removeLast() }
    return parts.joined(separator: "-")[...]
  }
}

extension Run.Model {
  /// What was asked for, without its date or revision; nil where nothing was asked for by name.
  package var family: String? { requested.map { String(ModelName($0).family) } }
}
