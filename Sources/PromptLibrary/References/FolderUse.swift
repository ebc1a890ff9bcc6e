/// What a function or an option does with a folder that it is given, as far as its name tells.
enum FolderUse {
  /// Loads every prompt in it and below: Semantic Kernel's plugins, an agent's skills.
  case all
  /// Loads what it is asked for later on, which the name of the folder does not say.
  case any

  /// Nil where a folder is only part of a path, or nothing says what becomes of it.
  init?(_ hit: NameHit) {
    // What a variable is called says less than what a function is.
    self.init(callee: hit.callee, keyword: hit.callee != nil || hit.isEntry ? hit.assigned : nil)
  }

  private init?(callee: String?, keyword: String?) {
    let names = [callee, keyword].compactMap { $0?.lowercased().filter { $0 != "_" } }
    if names.contains(where: Self.loadsAll) {
      self = .all
    } else if names.contains(where: Self.mayLoad) {
      self = .any
    } else {
      return nil
    }
  }

  /// The names that programs hand as folders to what loads prompts: `Agent(skill_directories=[SKILLS])`.
  static func names(in files: [FileHits]) -> [String: FolderUse] {
    var wanted: Set<String> = []
    for file in files {
      for hit in file.hits where hit.kind == .folder {
        if let name = hit.assigned, name.utf8.count > 3 { wanted.insert(name) }
      }
    }
    var names: [String: FolderUse] = [:]
    guard !wanted.isEmpty else { return names }
    for facts in files.lazy.compactMap(\.facts) {
      for call in facts.calls {
        for argument in call.arguments {
          // A longer text is no folder.
          for value in argument.values where value.parts.count < 4 {
            for case .name(let name) in value.parts where wanted.contains(name) && names[name] != .all {
              if let use = FolderUse(callee: call.callee, keyword: argument.keyword) { names[name] = use }
            }
          }
        }
      }
    }
    return names
  }

  /// `import_semantic_skill_from_directory`, `CreatePluginFromPromptDirectory`, `ImportSemanticFunctionsFromDirectory`,
  /// `parent_directory=`, `skill_directories=`.
  private static func loadsAll(_ name: String) -> Bool {
    let isFolder = ["directory", "directories", "folder", "folders", "dir", "dirs"].contains(
      where: name.hasSuffix)
    guard isFolder else { return name == "addplugin" || name == "importplugin" }
    let kinds = ["plugin", "skill", "semantic"]
    return name == "parentdirectory" || kinds.contains(where: name.contains)
  }

  /// `FileSystemLoader("prompts")`, `prompt_dir="prompts"`, `load_prompts_from("prompts")`.
  private static func mayLoad(_ name: String) -> Bool {
    if name.hasSuffix("loader") { return true }
    let isPrompts = ["prompt", "template", "persona", "instruction"].contains(where: name.contains)
    let isFolder = [
      "directory", "directories", "folder", "folders", "dir", "dirs", "path", "paths", "root",
    ].contains(where: name.hasSuffix)
    return isPrompts && ["load", "import", "read", "register"].contains(where: name.hasPrefix)
      || isFolder && (isPrompts || name.contains("agent") || name.contains("command"))
  }

  /// What a sentence calls it.
  func target(of hit: NameHit) -> String {
    hit.callee.map { "\($0)()" } ?? "what '\(hit.assigned ?? "")' is handed to"
  }
}

extension ReferenceSearch {
  /// Draws edges to what lies in the folders that are handed to loaders, once all that is named outright is known.
  mutating func resolveHandedFolders(_ files: [FileHits]) {
    for (hit, number, use) in handed {
      let ending = folderPath(hit.text)
      var folders = names.foldersByName[ending.fileName].map { names.folders[$0] }
        .filter { $0 == ending || $0.hasSuffix("/" + ending) }
      if let near = hit.text.resolved(fromFolderOf: files[number].path), folders.contains(near) {
        folders = [near]
      }
      for folder in folders {
        // `add_plugin(parent_directory="plugins", plugin_name="Text")` names the folder below too.
        let isNarrowed = hit.beside.contains { $0 != hit.text && names.holdsFolder("\(folder)/\($0)") }
        if !isNarrowed { reach(folder, hit, files[number], use, isOnly: folders.count == 1) }
      }
    }
  }

  private mutating func reach(
    _ folder: String, _ hit: NameHit, _ file: FileHits, _ use: FolderUse, isOnly: Bool
  ) {
    let inside = prompts.indices.filter { prompts[$0].path.hasPrefix(folder + "/") }
    if use == .any {
      // Where most are asked for by name, the others are not asked for.
      let named = inside.count { edges[$0].contains { $0.kind == .reference } }
      if named * 2 >= inside.count { return }
    }
    for index in inside {
      // Where the repository's own loader is understood, its calls say what it loads.
      if use == .any, !coverage.covering[index].isEmpty, coverage.opening(of: index) == nil { continue }
      add(
        hit, file, to: index, use == .all && isOnly ? .reference : .dynamic,
        use == .all
          ? "the folder \(folder) is given to \(use.target(of: hit)), which loads it"
          : "\(use.target(of: hit)), which is given the folder \(folder),")
    }
  }
}
