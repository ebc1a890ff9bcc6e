/// A configuration that fits what was found in a repository that has none.
package struct Proposal: Sendable {
  /// Globs of prompts, each with why it is proposed.
  package var prompts: [(glob: String, reason: String)] = []
  package var workflows: [(glob: String, reason: String)] = []
  /// Nothing in the repository uses its prompts.
  package var isCollection: Bool

  package init(snapshot: Snapshot, library: Library) {
    isCollection = library.isCollection
    var found: [String: [Prompt]] = [:]
    for prompt in library.prompts {
      let format = PromptFormat.all.first { $0.name == prompt.format }
      // A text file that a step names is found by that name; a glob would take its neighbours along.
      if format?.needsConfiguration ?? false { continue }
      found[Self.glob(for: prompt, of: format), default: []].append(prompt)
    }
    let known = Set(library.prompts.map(\.path)).union(library.workflows.map(\.path))
    var proposed: [(glob: String, prompts: [Prompt])] = []
    for (glob, prompts) in found {
      let globs = Self.exact(glob, prompts, among: snapshot, known, library.configuration)
      proposed += globs.map { one in (one, prompts.filter { Glob(one).matches($0.path) }) }
    }
    proposed.sort { Self.rank($0) < Self.rank($1) }
    for (glob, those) in proposed {
      let counts = Dictionary(those.map { ($0.format.description, 1) }, uniquingKeysWith: +)
      let reasons = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      prompts.append((glob, reasons.joined(separator: ", ")))
    }
    for folder in PromptFolder.unclaimed(in: snapshot, library: library) {
      prompts.append(("\(folder.path)**", "\(folder.files) text files in a folder of this name"))
    }
    prompts += Self.globs(ofNamed: PromptFolder.namedFiles(in: snapshot, library: library))
    // Files at the top by their names: what else lies there, the configuration first of all, belongs to other tools.
    let own = Set(
      library.workflows.filter { $0.engine == .own }
        .map { $0.path.folder.isEmpty ? $0.path : "\($0.path.folder)/**" })
    workflows = own.sorted().map { ($0, "workflow files of ours") }
  }

  /// Files as they are, or by folder and ending where they are many.
  private static func globs(ofNamed paths: [String]) -> [(glob: String, reason: String)] {
    // A path's own brackets and stars are no pattern.
    func plain(_ path: some StringProtocol) -> String {
      String(path.map { "*?[]{}\\".contains($0) ? "?" : $0 })
    }
    func word(_ path: String) -> String? { ["prompt", "Prompt"].first(where: path.fileName.contains) }
    let kinds = Dictionary(grouping: paths) { path -> String in
      guard paths.count > 10, let word = word(path) else { return plain(path) }
      return (path.folder.isEmpty ? "" : "\(plain(path.folder))/") + "*\(word)*.\(path.fileExtension)"
    }
    return kinds.sorted { $0.key < $1.key }.map { glob, paths in
      (glob, paths.count == 1 ? "its name says so" : "\(paths.count) files whose names say so")
    }
  }

  private static func rank(_ proposed: (glob: String, prompts: [Prompt])) -> (String, String) {
    (proposed.prompts.map(\.format.description).min() ?? "", proposed.glob)
  }

  /// A glob, or narrower ones in its place where it would make prompts of files that are none.
  private static func exact(
    _ glob: String, _ prompts: [Prompt], among snapshot: Snapshot, _ known: Set<String>,
    _ configuration: Configuration
  ) -> [String] {
    func takesOthers(_ glob: String) -> Bool {
      var configuration = configuration
      configuration.prompts = [Located(glob, at: Place(path: ""))]
      let plan = ReadingPlan(configuration)
      return snapshot.files.contains { file in
        plan.isLibrary(file.path) && !known.contains(file.path) && !plan.isExcluded(file.path)
          && !plan.formats(for: file.path).isEmpty
      }
    }
    guard takesOthers(glob) else { return [glob] }
    let folders = Dictionary(grouping: prompts) { String($0.path.folder) }
    return folders.flatMap { folder, prompts -> [String] in
      let paths = Set(prompts.map(\.path))
      let endings = Set(paths.map(\.fileExtension))
      if paths.count > 1, endings.count == 1, let ending = endings.first {
        let glob = folder.isEmpty ? "*.\(ending)" : "\(folder)/*.\(ending)"
        if !takesOthers(glob) { return [glob] }
      }
      return paths.sorted()
    }
  }

  /// The pattern under which a prompt's file was recognised: by suffix, by name, or by folder.
  private static func glob(for prompt: Prompt, of format: PromptFormat?) -> String {
    if let suffix = format?.suffixes.first(where: { prompt.path.hasSuffix($0) }) {
      if suffix.hasPrefix("/") { return "**\(suffix)" }
      if suffix.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 || suffix != ".md" && suffix != ".txt" {
        return "**/*\(suffix)"
      }
    }
    let folders = prompt.path.split(separator: "/").dropLast()
    // A tool's own folder holds nothing else, and lies at the top of each project.
    if let tool = folders.firstIndex(where: { $0.hasPrefix(".") }) {
      // `.github` and the like hold all sorts of things.
      if tool + 1 == folders.endIndex, !PlatformLocation.all.contains(where: { $0.folder == folders[tool] }) {
        return tool == 0 ? prompt.path : "**/\(prompt.path.withFolderName)"
      }
      let place = folders[tool...].prefix(2).joined(separator: "/") + "/**"
      return tool == 0 ? place : "**/\(place)"
    }
    // What a plugin brings: the plugins beside it bring theirs.
    if let kind = folders.lastIndex(where: { pluginFolders.contains($0) }), format?.suffixes == [".md"] {
      let above = kind > 1 ? folders[..<(kind - 1)].joined(separator: "/") + "/*/" : kind == 1 ? "*/" : ""
      return "\(above)\(folders[kind])/**"
    }
    // Instructions are recognised by their name, and a folder of theirs holds mostly other things.
    if prompt.format == PromptFormat.instructions.name { return "**/\(prompt.path.fileName)" }
    guard let name = folders.last else { return prompt.path }
    return folders.count == 1 ? "\(name)/**" : "**/\(name)/**"
  }

  private static let pluginFolders: Set<Substring> = ["commands", "agents"]

  /// The text of `shelflife.yaml`.
  package var text: String {
    var lines = [
      "# What Shelflife reads here, and by which policy it judges: 'shelflife schema config' describes every key.",
      "version: 1",
    ]
    func list(_ key: String, _ globs: [(glob: String, reason: String)]) {
      guard !globs.isEmpty else { return }
      lines.append("\(key):")
      let width = globs.map { Self.quoted($0.glob).count }.max() ?? 0
      for (glob, reason) in globs {
        let item = Self.quoted(glob)
        lines.append("  - \(item)\(String(repeating: " ", count: width - item.count))  # \(reason)")
      }
    }
    list("prompts", prompts)
    list("workflows", workflows)
    lines += [
      "policy:",
      isCollection
        ? "  attach: none   # a collection for others; reference: each prompt must be used here"
        : "  attach: reference   # step: each prompt must be used by a step of a workflow",
      "  review_interval: 90d",
      "  grace: 30d",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ glob: String) -> String {
    "\"" + glob.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
