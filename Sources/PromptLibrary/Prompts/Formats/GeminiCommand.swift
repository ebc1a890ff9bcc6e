import YAML

extension PromptFormat {
  /// Gemini CLI's commands (source: gemini-cli `docs/cli/custom-commands.md`).
  static let geminiCommand: PromptFormat = PromptFormat(
    name: "gemini-command",
    summary: "Gemini CLI's commands: TOML with a prompt, and {{args}}, @{file} and !{command} in it.",
    suffixes: [".toml"],
    claim: { $0.hasSuffix(".toml") && $0.lies(below: ".gemini/commands") ? .always : .never },
    read: { readGeminiCommand($0) })

  private static func readGeminiCommand(_ source: SourceText) -> PromptFile {
    let file = TOMLStrings(source.bytes)
    var problems: [SourceProblem] = []
    if let problem = file.problem {
      problems = [
        SourceProblem(
          .syntax, "This is not valid TOML: \(problem.message).",
          at: source.place(problem.offset..<min(problem.offset + 1, source.bytes.count)))
      ]
    } else if file["prompt"] == nil {
      problems = [
        SourceProblem(
          .value, "Gemini CLI does not load a command without 'prompt'.", at: Place(path: source.path))
      ]
    }
    guard let text = file["prompt"] else { return PromptFile(problems: problems) }
    let place = source.place(text.range.lowerBound..<firstLineEnd(of: text.range, in: source.bytes))
    var behaviour = Behaviour()
    behaviour.add("text", text.bytes[...].trimmedOfSpace)
    var prompt = Prompt(
      id: geminiCommand.id(for: source.path), path: source.path, format: geminiCommand.name,
      version: behaviour.version, place: place)
    prompt.summary = file["description"].map { String(decoding: $0.bytes, as: UTF8.self) }
    prompt.platform = PlatformLocation.sentence(for: source.path)
    prompt.supplied = ["args"]
    problems += prompt.read(
      text.bytes, syntax: .doubleBraces, in: source, at: text.isVerbatim ? text.range.lowerBound : nil,
      fallback: place)
    let injected = InjectedCommand.files(in: text.bytes[...], from: "!{", to: "}").map(\.target)
    for name in files(in: text.bytes) + injected { prompt.includes.append(Include(.file, name, at: place)) }
    prompt.measure(text.bytes)
    return PromptFile(prompts: [prompt], problems: problems)
  }

  private static func firstLineEnd(of range: Range<Int>, in bytes: [UInt8]) -> Int {
    bytes[range].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
  }

  /// The paths in `@{...}`, whose files' text takes their place.
  private static func files(in text: [UInt8]) -> [String] {
    var found: [String] = []
    var start = 0
    while let open = offset(of: Array("@{".utf8), in: text, start..<text.count),
      let close = text[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let name = String(decoding: text[(open + 2)..<close], as: UTF8.self).trimmed
      if !name.isEmpty { found.append(name) }
      start = close + 1
    }
    return found
  }
}
