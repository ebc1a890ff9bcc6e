/// A folder whose name says that it holds prompts, and whose files no format claims.
package struct PromptFolder: Sendable, Equatable {
  /// With a slash at its end.
  package var path: String
  /// How many of its text files could be prompts.
  package var files: Int

  private static let names: Set<String> = [
    "prompts", "prompt", "prompt_templates", "prompt-templates", "prompttemplates", "system_prompts",
    "system-prompts", "prompt_library", "prompt-library",
  ]
  private static let extensions: Set<String> = [
    "md", "markdown", "txt", "jinja", "jinja2", "j2", "yaml", "yml", "tmpl",
  ]
  private static let others: Set<String> = ["readme", "license", "changelog", "contributing", "__init__"]

  /// Finds the topmost such folders; what lies in tests is left out.
  package static func unclaimed(in snapshot: Snapshot, library: Library) -> [PromptFolder] {
    let claimed = Set(library.prompts.map(\.path) + library.workflows.map(\.path))
    var counts: [String: Int] = [:]
    for file in snapshot.files {
      guard extensions.contains(file.path.fileExtension), !claimed.contains(file.path),
        !FileRole.isVendored(file.path), FileRole(file.path) != .test,
        !others.contains(file.path.stem.lowercased())
      else { continue }
      let parts = file.path.split(separator: "/").dropLast()
      guard let index = parts.firstIndex(where: { names.contains($0.lowercased()) }) else { continue }
      counts[parts[...index].joined(separator: "/") + "/", default: 0] += 1
    }
    return counts.map { PromptFolder(path: $0.key, files: $0.value) }.sorted { $0.path < $1.path }
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
