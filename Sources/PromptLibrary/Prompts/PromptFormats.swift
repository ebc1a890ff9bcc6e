extension PromptFormat {
  /// Every format, most specific first: the first that claims a file reads it.
  package static let all: [PromptFormat] = [
    // Before the format that takes every `.prompt.yaml` for its own, which Semantic Kernel's functions are called too.
    .semanticKernel,
    .githubModels,
    .promptfoo,
    .prompty,
    .dotprompt, .humanloop, .plainPrompt,
    .vscodePrompt, .vscodeAgent,
    .agentSkill,
    .claudeCommand, .agentCommand, .claudeAgent, .toolAgent, .geminiCommand,
    .cursorRule,
    .instructions,
    .fabric,
    .langChain,
    .promptsYAML,
    .jinja,
    .markdown,
    .text,
  ]

  /// The formats that could claim a path, in the same order, told by its last byte: each file of a repository is asked
  /// about, and most of them concern few formats.
  static func candidates(for path: String) -> [PromptFormat] { candidates[path] }

  private static let candidates = ByLastByte(all) { $0.suffixes + $0.otherEndings }
}

/// Values by the last byte of the paths that they could concern; capitals count as small letters.
struct ByLastByte<Value: Sendable>: Sendable {
  private let values: [[Value]]

  init(_ all: [Value], endings: (Value) -> [String]) {
    let ends = all.map { value in Set(endings(value).compactMap { $0.utf8.last.map(Self.folded) }) }
    values = (0...UInt8.max).map { byte in
      all.indices.filter { ends[$0].contains(Self.folded(byte)) }.map { all[$0] }
    }
  }

  subscript(path: String) -> [Value] { values[Int(path.utf8.last ?? 0)] }

  private static func folded(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}
