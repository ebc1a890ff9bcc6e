import YAML

// Every YAML file of a repository passes here, and most are somebody else's.
extension OwnWorkflow {
  /// Whether a key `steps` could stand at the top, judged by bytes alone.
  static func mayHaveSteps(_ bytes: [UInt8]) -> Bool {
    var isFree: Bool?
    var index = 0
    while let found = next(in: bytes, from: index) {
      index = found + word.count
      var lineStart = found
      if lineStart > 0, isQuote(bytes[lineStart - 1]) { lineStart -= 1 }
      if lineStart == 0 || bytes[lineStart - 1] == UInt8(ascii: "\n")
        || bytes[lineStart - 1] == UInt8(ascii: "\r")
      {
        return true
      }
      let free = isFree ?? startsIndentedOrFlow(bytes)
      if free { return true }
      isFree = free
    }
    return false
  }

  private static let word = Array("steps".utf8)

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// Where `steps` stands next as a key: before a colon.
  private static func next(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while let found = offset(of: word, in: bytes, index..<bytes.count), found + word.count < bytes.count {
      index = found
      var end = index + word.count
      if isQuote(bytes[end]) { end += 1 }
      while end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
      if end < bytes.count, bytes[end] == UInt8(ascii: ":") { return index }
      index += word.count
    }
    return nil
  }

  /// Whether the top mapping is written in braces, or indented as a whole, so that its keys stand anywhere.
  private static func startsIndentedOrFlow(_ bytes: [UInt8]) -> Bool {
    for line in bytes.lazy.split(separator: UInt8(ascii: "\n")) {
      guard let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
        continue
      }
      if first == UInt8(ascii: "#") || first == UInt8(ascii: "%") { continue }
      if line.starts(with: "---".utf8) {
        if line.contains(UInt8(ascii: "{")) { return true }
        continue
      }
      return first == UInt8(ascii: "{") || line.first == UInt8(ascii: " ")
    }
    return false
  }

  /// Whether a mapping with steps is ours: it speaks of prompts and people in our words, or in no other words.
  static func isOurs(_ root: Node) -> Bool {
    guard let steps = root["steps"], steps.isSequence, steps.items.allSatisfy(\.isMapping) else {
      return false
    }
    let hasID = root["id"]?.string != nil
    let usesPrompts = steps.items.contains { $0["uses"] != nil }
    guard hasID || usesPrompts else { return false }
    // `uses: actions/checkout@v4`, `uses: ./action`, `uses: docker://...` are an engine's steps.
    let usesActions = steps.items.contains { step in
      (step["uses"]?.text).map { $0.contains("@") || $0.hasPrefix("./") || $0.contains("://") } ?? false
    }
    if usesActions { return false }
    if usesPrompts && hasID { return true }
    if hasID, steps.items.contains(where: { $0.keys.contains(where: ownWords.contains) }) { return true }
    return !hasForeignKeys(root, Schema.workflowKeys)
      && !steps.items.contains { hasForeignKeys($0, Schema.stepKeys) }
  }

  /// Keys that no other tool's steps have.
  private static let ownWords: Set<String> = [
    "operated_by", "judgement", "placement", "escalate_when", "on_failure", "produces",
  ]

  /// A key that is neither ours nor a slip of the pen for one of ours.
  private static func hasForeignKeys(_ node: Node, _ properties: [Schema.Property]) -> Bool {
    let names = properties.map(\.name)
    return node.keys.contains { !names.contains($0) && nearest(to: $0, among: names) == nil }
  }

  /// Whether a text that does not parse has the lines of a workflow of ours.
  static func looksLikeOurs(_ bytes: [UInt8]) -> Bool {
    var hasID = false
    var hasWord = false
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if line.starts(with: "id:".utf8) { hasID = true }
      let key = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.prefix { $0.isWordByte }
      if key.count < 20,
        line.dropFirst(key.startIndex - line.startIndex + key.count).first == UInt8(ascii: ":")
      {
        hasWord =
          hasWord || key.elementsEqual("uses".utf8) || ownWords.contains(String(decoding: key, as: UTF8.self))
      }
    }
    return hasID && hasWord
  }
}
