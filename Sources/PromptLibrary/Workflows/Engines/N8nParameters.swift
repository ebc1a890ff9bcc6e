import YAML

/// Finds the prompts among a node's parameters.
///
/// Where they lie differs by node and version (`options.systemMessage`, `messages.messageValues[].message`,
/// `messages.values[].content`, `responses.values[].content`); the key's name tells in all of them.
struct N8nParameters {
  let source: SourceText
  let type: String

  func read(_ parameters: Node, into step: inout Step) {
    // With `auto`, the text comes from the node before, and what stands here is not used.
    let isAutomatic = parameters["promptType"]?.string == "auto"
    for pair in parameters.pairs {
      guard let key = pair.key.text, !(isAutomatic && key == "text") else { continue }
      read(pair.value, key: key, role: nil, &step)
    }
  }

  private func read(_ node: Node, key: String, role: String?, _ step: inout Step) {
    switch node.content {
    case .sequence(let items):
      for item in items { read(item, key: key, role: role, &step) }
    case .mapping(let pairs):
      let role = Self.role(of: node) ?? role
      for pair in pairs {
        guard let key = pair.key.text else { continue }
        read(pair.value, key: key, role: role, &step)
      }
    case .scalar:
      guard let implied = Self.role(ofKey: key), let text = node.string, !text.trimmed.isEmpty else { return }
      add(text, at: source.place(of: node), role: role ?? implied, &step)
    }
  }

  /// A leading `=` makes the value an expression; one that is nothing else holds no text.
  private func add(_ value: String, at place: Place, role: String, _ step: inout Step) {
    guard value.hasPrefix("=") else {
      step.inline.append(InlinePrompt(value, at: place, role: role))
      return
    }
    let text = value.dropFirst().trimmed
    if text.hasPrefix("{{"), text.firstRange(of: "}}")?.upperBound == text.endIndex {
      step.uses.append(PromptReference(.dynamic, "*", at: place, role: role))
    } else if !text.isEmpty {
      step.inline.append(InlinePrompt(String(value.dropFirst()), at: place, role: role))
    }
  }

  /// What a message says of its own role: `role`, or the chain's message type.
  private static func role(of node: Node) -> String? {
    if let role = node["role"]?.string { return role }
    guard node["message"] != nil else { return nil }
    switch node["type"]?.string {
    case "HumanMessagePromptTemplate": return "user"
    case "AIMessagePromptTemplate": return "assistant"
    default: return "system"
    }
  }

  /// The role of a text by its key; nil when it is no prompt.
  private static func role(ofKey key: String) -> String? {
    switch key {
    case "systemMessage", "systemPrompt", "systemPromptTemplate", "system", "instructions", "prefix",
      "message":
      "system"
    case "text", "prompt", "content", "humanMessage", "humanMessageTemplate", "userMessage", "userPrompt",
      "combineMapPrompt", "refinePrompt", "refineQuestionPrompt":
      "user"
    default:
      key.hasPrefix("system") && (key.hasSuffix("Message") || key.hasSuffix("Prompt")) ? "system" : nil
    }
  }
}
