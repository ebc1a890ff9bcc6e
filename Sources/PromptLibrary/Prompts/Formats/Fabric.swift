import YAML

extension PromptFormat {
  /// Fabric's patterns (source: fabric `internal/plugins/db/fsdb/patterns.go`, which loads `system.md` alone).
  static let fabric = PromptFormat(
    name: "fabric",
    summary: "Fabric patterns: a folder for each prompt, with its text in system.md.",
    suffixes: ["/system.md"],
    claim: { path in
      guard path.hasSuffix("/system.md"), path.folder.folder.fileName == "patterns" else { return .never }
      return .always
    },
    read: { readPattern($0) })

  private static func readPattern(_ source: SourceText) -> PromptFile {
    var prompt = Prompt(
      id: fabric.id(for: source.path), path: source.path, format: fabric.name,
      version: Behaviour.version(of: source.bytes[...].trimmedOfSpace),
      place: Place(path: source.path, start: .start))
    // Appended where the pattern does not place it; `{{plugin:…}}` and `{{ext:…}}` are no names.
    prompt.supplied = ["input"]
    // Where fabric's own repository and its updates keep what the command loads by name.
    if source.path.hasPrefix("data/patterns/") { prompt.platform = "fabric loads data/patterns" }
    let problems = prompt.read(
      source.bytes, syntax: .doubleBraces, in: source, at: 0, fallback: prompt.place)
    prompt.measure(source.bytes)
    return PromptFile(prompts: [prompt], problems: problems)
  }
}
