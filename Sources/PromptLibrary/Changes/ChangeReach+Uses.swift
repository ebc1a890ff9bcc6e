import Git

extension ChangeReach {
  /// A use of a prompt by a step, as far as it decides an edge.
  private struct Use: Hashable {
    var step: String
    var kind: PromptReference.Kind
    var target: String
    var file: String
    var isIdle: Bool
    var isTentative: Bool
  }

  mutating func compareUses(_ old: [Workflow], _ new: [Workflow]) throws {
    let (before, after) = (uses(of: old), uses(of: new))
    for use in before.subtracting(after) { try lose(use.kind, use.target, in: use.file) }
    for use in after.subtracting(before) { _ = try targets(use.kind, use.target, in: use.file) }
    loseSteps(names(of: old).subtracting(names(of: new)), of: new)
    // A finding on a step is no news where another file has a step of that name with the same one.
    for id in Set(new.map(\.id)).subtracting(old.map(\.id)) { workflowWords.insert(Array(id.fileName.utf8)) }
    // What a step of ours stands for in an engine's file.
    for step in (old + new).flatMap(\.steps) {
      guard let engine = step.engine?.value else { continue }
      let path = String(engine.prefix { $0 != "#" })
      reached.insert(path)
      try compareUses(of: path, with: old, new)
    }
  }

  private func names(of workflows: [Workflow]) -> Set<String> {
    Set(workflows.flatMap { workflow in workflow.steps.map { "\(workflow.id)/\($0.id)" } })
  }

  /// Prompts may say that a step uses them which is gone.
  private mutating func loseSteps(_ gone: Set<String>, of workflows: [Workflow]) {
    let left = Set(workflows.map(\.id))
    for step in gone {
      // A workflow that has gone whole is looked for by its name.
      let name = left.contains(String(step.folder)) ? step : "\(step.folder)/"
      goneNames.insert(Array(name.utf8))
    }
  }

  /// A step that stands for another one uses what that one uses.
  private mutating func compareUses(of path: String, with old: [Workflow], _ new: [Workflow]) throws {
    let pointers = { (workflows: [Workflow]) in
      workflows.flatMap { workflow in
        workflow.steps.map { "\(workflow.id)/\($0.id) \($0.engine?.value ?? "")" }
      }
    }
    guard pointers(old) != pointers(new), let file = reading(after.file(at: path) ?? before.file(at: path))
    else {
      return
    }
    for use in (file.workflows?.workflows ?? []).flatMap({ $0.steps.flatMap(\.uses) }) {
      try lose(use.kind, use.target, in: path)
    }
  }

  private func uses(of workflows: [Workflow]) -> Set<Use> {
    var uses: Set<Use> = []
    for workflow in workflows {
      for step in workflow.steps {
        for use in step.uses {
          uses.insert(
            Use(
              step: "\(workflow.id)/\(step.id)", kind: use.kind, target: use.target, file: use.place.path,
              isIdle: (step.idle ?? use.idle) != nil, isTentative: use.isTentative))
        }
      }
    }
    return uses
  }

  mutating func lose(_ references: [PromptReference], in file: String) throws {
    for reference in references { try lose(reference.kind, reference.target, in: file) }
  }

  mutating func lose(_ include: Include, of prompt: Prompt) throws {
    if include.isDynamic { throw TooWide("a computed include in \(prompt.path) is gone") }
    let found = existing(include, of: prompt)
    if found.isEmpty, include.kind == .handoff { ids.insert(Array(include.target.utf8)) }
    lose(found)
  }

  /// Marks what a reference that is gone had reached: it may have been the last.
  private mutating func lose(_ kind: PromptReference.Kind, _ target: String, in file: String) throws {
    if kind == .dynamic { throw TooWide("a computed reference in \(file) is gone") }
    lose(try targets(kind, target, in: file))
    if kind == .name, existing(target, from: file).isEmpty { lostIDs.insert(target) }
  }

  mutating func lose(_ paths: Set<String>) {
    reached.formUnion(paths)
    for path in paths {
      judged.insert(path)
      workflowWords.formUnion(words(forPath: path))
      // By its written id too, which only its text tells.
      for prompt in reading(after.file(at: path))?.prompts?.prompts ?? [] where prompt.metadata.id != nil {
        workflowWords.insert(Array(prompt.id.fileName.utf8))
      }
    }
  }

  /// The files that a reference means, or may mean; an id that is no path is looked up later.
  private mutating func targets(
    _ kind: PromptReference.Kind, _ target: String, in file: String
  ) throws -> Set<String> {
    switch kind {
    case .dynamic: return []
    case .glob:
      let glob = Glob(target)
      let found = after.files { glob.matches(String(decoding: $0, as: UTF8.self)) }
        .filter { plan.concerns($0.path) }
      guard found.count <= 50 else { throw TooWide("a pattern in \(file) reaches \(found.count) files") }
      reached.formUnion(found.map(\.path))
      return Set(found.map(\.path))
    case .path, .name:
      if target.slashCommand == target { throw TooWide("a command's name in \(file) changes") }
      let found = existing(target, from: file)
      reached.formUnion(found)
      if kind == .name, found.isEmpty { ids.insert(Array(target.utf8)) }
      for path in found { try renameText(at: path) }
      return found
    }
  }

  /// A text that no format claims is a prompt as long as a step names it, and its id goes with that.
  private mutating func renameText(at path: String) throws {
    let entry = after.file(at: path) ?? before.file(at: path)
    guard let reading = reading(entry), reading.prompts?.prompts.isEmpty ?? true, reading.workflows == nil
    else {
      return
    }
    for prompt in try plainPrompts(entry) {
      loseName(of: prompt)
      try addName(of: prompt)
    }
  }

  /// The files, of either state, that a name written in `file` means: as a path, with or without a format's suffix.
  func existing(_ name: String, from file: String) -> Set<String> {
    let bare = String(name.prefix { $0 != "#" })
    var found: Set<String> = []
    for candidate in [bare.normalizedPath, bare.resolved(fromFolderOf: file)] {
      guard let candidate, !candidate.isEmpty,
        !links.isEmpty || before.mayHold(prefix: candidate)
          || after.mayHold(prefix: candidate)
      else { continue }
      for suffix in Self.suffixes {
        for path in seen(candidate + suffix) where before.file(at: path) != nil || after.file(at: path) != nil
        {
          found.insert(path)
        }
      }
    }
    return found
  }

  private static let suffixes: Set<String> = Set(PromptFormat.all.flatMap(\.suffixes)).union([""])

  /// A path, and where links lead it.
  private func seen(_ path: String) -> [String] {
    links.reduce(into: [path]) { paths, link in
      if path == link.path || path.hasPrefix(link.path + "/") {
        paths.append(link.target + path.dropFirst(link.path.count))
      }
    }
  }

  func existing(_ include: Include, of prompt: Prompt) -> Set<String> {
    var names = [include.target]
    if include.kind == .partial {
      let folder = include.target.folder
      names.append((folder.isEmpty ? "" : "\(folder)/") + "_\(include.target.fileName).prompt")
    }
    var found: Set<String> = []
    for name in names {
      found.formUnion(existing(name, from: prompt.path))
      var folder = prompt.path.folder.folder
      while !folder.isEmpty {
        found.formUnion(existing("\(folder)/\(name)", from: ""))
        folder = folder.folder
      }
    }
    return found
  }
}
