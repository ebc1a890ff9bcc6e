import YAML

extension PromptFormat {
  /// Reads a text file that a promptfoo configuration names: promptfoo splits it at each line that is `---` (source:
  /// promptfoo `src/prompts/processors/text.ts`).
  ///
  /// One part is a plain prompt; of several, each has its number as key.
  package static func split(_ source: SourceText) -> PromptFile {
    let parts = parts(of: source.bytes)
    guard parts.count > 1 else { return plain(source) }
    let map = SourceMap(source)
    var file = PromptFile()
    for (index, part) in parts.enumerated() {
      let bytes = source.bytes[part]
      let key = "\(index + 1)"
      var prompt = Prompt(
        id: "\(text.id(for: source.path))#\(key)", path: source.path, key: key, format: "promptfoo-text",
        version: Behaviour.version(of: bytes),
        place: Place(path: source.path, start: map.position(at: part.lowerBound)))
      prompt.supplied = ["env", "_conversation"]
      file.problems += prompt.take(TemplateSyntax.jinja.scan(bytes), syntax: .jinja) { offset, length in
        map.place(part.lowerBound + offset..<part.lowerBound + offset + length)
      }
      prompt.measure(bytes)
      file.prompts.append(prompt)
    }
    return file
  }

  /// What stands between the separators, without white space at either end; empty parts are passed over.
  private static func parts(of bytes: [UInt8]) -> [Range<Int>] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    func trimmed(_ range: Range<Int>) -> Range<Int> {
      var range = range
      while let first = range.first, isSpace(bytes[first]) { range = first + 1..<range.upperBound }
      while let last = range.last, isSpace(bytes[last]) { range = range.lowerBound..<last }
      return range
    }
    var parts: [Range<Int>] = []
    var start = 0
    var line = 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "\n") {
      if bytes[trimmed(line..<end)].elementsEqual("---".utf8) {
        parts.append(trimmed(start..<line))
        start = min(end + 1, bytes.count)
      }
      line = min(end + 1, bytes.count)
    }
    parts.append(trimmed(start..<bytes.count))
    return parts.filter { !$0.isEmpty }
  }
}
