/// A folder whose name says that it holds prompts, and whose files no format claims.
package struct PromptFolder: Sendable, Equatable {
  /// With a slash at its end.
  package var path: String
  /// How many of its text files could be prompts.
  package var files: Int

  private static let names: Set<String> = [
    "prompts", "prompt", "preprompts", "prompttemplates", "prompt_templates", "prompt-templates",
    "prompt_library", "prompt-library", "system_prompts", "system-prompts", "systemprompts",
  ]
  /// What the formats for text read, and YAML, which may hold several prompts.
  private static let extensions: Set<String> = Set(
    [PromptFormat.markdown, .text, .jinja].flatMap(\.suffixes).compactMap {
      $0.split(separator: ".").last.map(String.init)
    } + [
      "yaml", "yml",
    ])
  private static let others: Set<String> = [
    "readme", "license", "changelog", "contributing", "__init__", "module", "package",
  ]
  /// Sources of languages whose packages are folders, and may well be called `prompt`.
  private static let packaged: Set<String> = ["java", "kt", "kts", "scala", "groovy"]

  /// What lies in a folder, by what it could be.
  private struct Tally {
    var texts = 0
    var files = 0
    var sources = 0
  }

  /// Finds the topmost such folders that hold mostly texts; what lies in tests is left out.
  package static func unclaimed(in snapshot: Snapshot, library: Library) -> [PromptFolder] {
    let claimed = Set(library.prompts.map(\.path) + library.workflows.map(\.path))
    var tallies: [String: Tally] = [:]
    for file in snapshot.files where file.path.utf8.count > 7 {
      let parts = file.path.split(separator: "/").dropLast()
      guard let index = parts.firstIndex(where: { isNamed($0.lowercased()) }),
        !FileRole.isVendored(file.path), FileRole(file.path) != .test
      else { continue }
      let folder = parts[...index].joined(separator: "/") + "/"
      let (ending, stem) = (file.path.fileExtension, file.path.stem.lowercased())
      tallies[folder, default: Tally()].files += 1
      if packaged.contains(ending) { tallies[folder]!.sources += 1 }
      if extensions.contains(ending), !others.contains(stem), !claimed.contains(file.path) {
        tallies[folder]!.texts += 1
      }
    }
    let folders = tallies.filter { folder, tally in
      guard tally.texts > 0, tally.sources <= tally.texts else { return false }
      return names.contains(folder.dropLast().fileName.lowercased()) || tally.texts * 2 > tally.files
    }.map { PromptFolder(path: $0.key, files: $0.value.texts) }.sorted { $0.path < $1.path }
    // Pages about prompts lie in such a folder of the documentation; a repository's only ones may be its prompts.
    let others = folders.filter { FileRole($0.path + "x") != .documentation }
    return others.isEmpty ? folders : others
  }

  /// Text files outside of such folders whose names say that they hold prompts: `agent/prompt.txt`, `sort_prompt.md`.
  package static func namedFiles(in snapshot: Snapshot, library: Library) -> [String] {
    let claimed = Set(library.prompts.map(\.path) + library.workflows.map(\.path))
    return snapshot.files.lazy.map(\.path).filter { path in
      guard texts.contains(path.fileExtension), isNamedFile(path.fileName.lowercased()),
        !claimed.contains(path), !FileRole.isVendored(path), FileRole(path) == .product
      else { return false }
      return !path.split(separator: "/").dropLast().contains { isNamed($0.lowercased()) }
    }
  }

  private static let texts = extensions.subtracting(["yaml", "yml"])

  private static func isNamedFile(_ name: String) -> Bool {
    let stem = String(name.stem)
    // A page about prompts is called so too: `testing-prompts.md`.
    let isMany = !name.hasSuffix(".md") && ["_prompts", "-prompts"].contains(where: stem.hasSuffix)
    return ["prompt", "prompts"].contains(stem) || isMany
      || ["_prompt", "-prompt"].contains(where: stem.hasSuffix)
      || ["prompt_", "prompt-"].contains(where: stem.hasPrefix)
  }

  /// Whether a folder's name says that it holds prompts: by itself, or with what for (`system_prompts`, `prompts_de`).
  private static func isNamed(_ name: String) -> Bool {
    names.contains(name)
      || ["-prompts", "_prompts", ".prompts"].contains(where: name.hasSuffix)
      || ["prompts-", "prompts_"].contains(where: name.hasPrefix)
  }

  /// What an audit without a configuration says of such folders, so that nobody takes silence for health.
  package static func notes(in snapshot: Snapshot, library: Library) -> [String] {
    let folders = unclaimed(in: snapshot, library: library)
    guard !folders.isEmpty else { return [] }
    let some = folders.prefix(5).map { "\($0.path) (\($0.files))" }.joined(separator: ", ")
    let more = folders.count > 5 ? " and \(folders.count - 5) more" : ""
    return [
      "Text files in \(some)\(more) look like prompts, and no format claims them: 'shelflife init' proposes a configuration that does."
    ]
  }
}
