extension Joining {
  /// Reads files that a step names as prompts and that no format claimed: to be named so makes them prompts.
  mutating func addNamedFiles() {
    var known = Set(library.prompts.map(\.path))
    for workflow in library.workflows {
      for step in workflow.steps {
        for use in step.uses where !use.isTentative && (use.kind == .path || use.kind == .name) {
          if known.contains(use.target) { continue }
          guard let path = existingPath(use.target, from: workflow.path), known.insert(path).inserted,
            !plan.isExcluded(path)
          else { continue }
          addFile(at: path, as: use.format)
        }
      }
    }
  }

  /// Reads the files of folders that a manifest has its platform load, and that no format claims by where they lie.
  ///
  /// A configuration that says which files are prompts has said so of these too; what it read as plain text is read
  /// again, as what it is.
  mutating func addLoadedFiles() {
    var uses: [PromptReference] = []
    for workflow in library.workflows {
      for step in workflow.steps { uses += step.uses.lazy.filter { $0.kind == .glob && $0.format != nil } }
    }
    guard !uses.isEmpty else { return }
    let plain = Set(PromptFormat.all.filter(\.needsConfiguration).map(\.name))
    let known = Set(library.prompts.filter { !plain.contains($0.format) }.map(\.path))
      .union(library.workflows.map(\.path))
    let endings = [".md", ".toml"]
    var candidates = snapshot.files.map(\.path).filter { path in
      endings.contains(where: path.hasSuffix) && !path.isReadMe && !known.contains(path)
        && !plan.isExcluded(path) && plan.isLibrary(path)
    }
    var formats: [String: FormatName] = [:]
    for use in uses where !candidates.isEmpty {
      let glob = Glob(use.target)
      let found = candidates.filter(glob.matches)
      if found.isEmpty { continue }
      for path in found { formats[path] = use.format }
      candidates.removeAll { formats[$0] != nil }
    }
    if formats.isEmpty { return }
    library.prompts.removeAll { formats[$0.path] != nil }
    library.problems.removeAll { formats[$0.place.path] != nil }
    for (path, format) in formats.sorted(by: { $0.key < $1.key }) { addFile(at: path, as: format) }
  }

  /// Says which patterns of the configuration match files and make no prompt.
  mutating func addUnread() {
    for glob in plan.configuration.prompts ?? [] {
      let pattern = Glob(glob.value)
      if library.prompts.contains(where: { pattern.matches($0.path) }) { continue }
      let files = snapshot.files.filter { pattern.matches($0.path) && !plan.isExcluded($0.path) }
      guard !files.isEmpty else { continue }
      let endings = Set(files.map { $0.path.fileExtension }.filter { !$0.isEmpty }).sorted().map { ".\($0)" }
      let count = files.count == 1 ? "1 file" : "\(files.count) files"
      library.notes.append(
        "The pattern '\(glob.value)' matches \(count), of which none could be read as a prompt"
          + (endings.isEmpty ? "." : " (\(endings.prefix(5).joined(separator: ", ")))."))
    }
  }

  private mutating func addFile(at path: String, as format: FormatName?) {
    guard let source = text(at: path), !source.isBinary else { return }
    let format = PromptFormat.all.first { $0.name == format }
    var file = format?.read(source) ?? PromptFormat.plain(source)
    file.addSecrets(in: source)
    library.prompts += file.prompts
    library.problems += file.problems
    library.filesRead += 1
  }
}
