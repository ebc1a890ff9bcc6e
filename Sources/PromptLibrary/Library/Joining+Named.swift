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
      for step in workflow.steps {
        for use in step.uses where use.kind == .glob && use.format != nil { uses.append(use) }
      }
    }
    guard !uses.isEmpty else { return }
    let plain = Set(PromptFormat.all.filter(\.needsConfiguration).map(\.name))
    // To filter prompts, which are large, would copy them.
    var known = Set(library.workflows.map(\.path))
    for index in library.prompts.indices where !plain.contains(library.prompts[index].format) {
      known.insert(library.prompts[index].path)
    }
    // Most patterns say where their files begin, and manifests have hundreds.
    var paths = snapshot.files.map(\.path).filter { $0.hasSuffix(".md") || $0.hasSuffix(".toml") }
    paths.removeAll { known.contains($0) }
    paths.sort { $0.precedesByBytes($1) }
    var formats: [String: FormatName] = [:]
    for use in uses where !paths.isEmpty {
      let glob = Glob(use.target)
      let found = Set(glob.prefixes.flatMap { paths.positions(ofPrefix: $0) }).sorted().map { paths[$0] }
      for path in found where formats[path] == nil && glob.matches(path) && isLoadable(path) {
        formats[path] = use.format
      }
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
      let count = files.count.of("file")
      library.notes.append(
        "The pattern '\(glob.value)' matches \(count), of which none could be read as a prompt"
          + (endings.isEmpty ? "." : " (\(endings.prefix(5).joined(separator: ", ")))."))
    }
  }

  private func isLoadable(_ path: String) -> Bool {
    !path.isReadMe && !plan.isExcluded(path) && plan.isLibrary(path)
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
