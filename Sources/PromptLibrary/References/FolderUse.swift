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

  fileprivate init?(callee: String?, keyword: String?) {
    let names = [callee, keyword].compactMap { $0.map { Self.plain($0) } }
    if names.contains(where: Self.loadsAll) {
      self = .all
    } else if names.contains(where: Self.mayLoad) {
      self = .any
    } else {
      return nil
    }
  }

  /// Whether a name says that it holds a folder, or is a constant; `name` and `path` hold too many things.
  static func isFolderName(_ name: String) -> Bool {
    guard name.utf8.count > 3 || name == "dir" else { return false }
    if name.utf8.allSatisfy({ !(97...122).contains($0) }) { return true }
    let lower = name.utf8.map(\.lowercased)
    return folderWords.contains(where: lower.holds)
  }

  private static let folderWords = bytes(
    "dir", "folder", "root", "_path", "base", "skills", "prompts", "plugins")

  private static func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

  /// A name's bytes in lower case, without underscores: every call of a program passes here.
  private static func plain(_ name: String) -> [UInt8] {
    name.utf8.compactMap { $0 == UInt8(ascii: "_") ? nil : $0.lowercased }
  }

  /// The names that programs hand as folders to what loads prompts: `Agent(skill_directories=[SKILLS])`.
  static func names(in files: [FileHits]) -> [String: FolderUse] {
    var wanted: Set<String> = []
    for file in files {
      for hit in file.hits where hit.kind == .folder {
        if let name = hit.assigned, isFolderName(name) { wanted.insert(name) }
      }
    }
    var names: [String: FolderUse] = [:]
    guard !wanted.isEmpty else { return names }
    for file in files { names.take(file.handedNames(wanted.contains)) }
    return names
  }

  private static let loadedFolders = bytes("directory", "directories", "folder", "folders", "dir", "dirs")
  private static let loadedKinds = bytes("plugin", "skill", "semantic")
  private static let loadedWhole = bytes("addplugin", "importplugin")
  private static let parentDirectory = Array("parentdirectory".utf8)

  /// `import_semantic_skill_from_directory`, `CreatePluginFromPromptDirectory`, `ImportSemanticFunctionsFromDirectory`,
  /// `parent_directory=`, `skill_directories=`.
  private static func loadsAll(_ name: [UInt8]) -> Bool {
    guard loadedFolders.contains(where: name[...].ends) else { return loadedWhole.contains(name) }
    return name == parentDirectory || loadedKinds.contains(where: name.holds)
  }

  private static let loader = Array("loader".utf8)
  private static let prompts = bytes("prompt", "template", "persona", "instruction")
  private static let folders = loadedFolders + bytes("path", "paths", "root")
  private static let loading = bytes("load", "import", "read", "register")
  private static let kinds = bytes("agent", "command")

  /// `FileSystemLoader("prompts")`, `prompt_dir="prompts"`, `load_prompts_from("prompts")`.
  private static func mayLoad(_ name: [UInt8]) -> Bool {
    if name[...].ends(with: loader) { return true }
    let isPrompts = prompts.contains(where: name.holds)
    if isPrompts, loading.contains(where: name.starts) { return true }
    return folders.contains(where: name[...].ends) && (isPrompts || kinds.contains(where: name.holds))
  }

  /// What a sentence calls it.
  func target(of hit: NameHit) -> String {
    hit.callee.map { "\($0)()" } ?? "what '\(hit.assigned ?? "")' is handed to"
  }
}

extension [String: FolderUse] {
  /// Takes over what others say: who loads all of a folder says more than who may load some of it.
  mutating func take(_ others: Self) {
    for (name, use) in others where self[name] != .all { self[name] = use }
  }
}

extension FileHits {
  /// The program names a folder of prompts.
  var namesFolders: Bool { hits.contains { $0.kind == .folder && $0.isQuoted } }

  /// The names that the program hands as folders to what loads prompts.
  func handedNames(_ isWanted: (String) -> Bool) -> [String: FolderUse] {
    var names: [String: FolderUse] = [:]
    // By number, here and wherever each value of a repository is passed: to take them out would copy them.
    let calls = facts?.calls ?? []
    for call in calls.indices {
      for argument in calls[call].arguments.indices {
        let values = calls[call].arguments[argument].values
        // A longer text is no folder.
        for value in values.indices where values[value].parts.count < 4 {
          for case .name(let name) in values[value].parts
          where isWanted(name) && names[name] != .all {
            let keyword = calls[call].arguments[argument].keyword
            if let use = FolderUse(callee: calls[call].callee, keyword: keyword) { names[name] = use }
          }
        }
      }
    }
    return names
  }
}

extension ReferenceSearch {
  /// Draws edges to what lies in the folders that are handed to loaders, once all that is named outright is known.
  mutating func takeHandedFolders(_ files: [FileHits], _ folderNames: [String: FolderUse]) {
    startEdges()
    for file in files {
      for hit in file.hits where hit.kind == .folder && hit.isQuoted && !hit.isComment {
        // What is listed was followed already.
        if hit.isNearListing || hit.isBeforeListing || hit.assigned.map(isListedFolder) ?? false { continue }
        let name = hit.assigned.flatMap { FolderUse.isFolderName($0) ? $0 : nil }
        if let use = FolderUse(hit) ?? name.flatMap({ folderNames[$0] }) {
          resolveHanded(hit, in: file, use)
        }
      }
    }
    take(found)
  }

  private mutating func resolveHanded(_ hit: NameHit, in file: FileHits, _ use: FolderUse) {
    let ending = folderPath(hit.text)
    var folders = names.foldersByName[ending.fileName].map { names.folders[$0] }
      .filter { $0 == ending || $0.hasSuffix("/" + ending) }
    if let near = hit.text.resolved(fromFolderOf: file.path), folders.contains(near) { folders = [near] }
    for folder in folders {
      // `add_plugin(parent_directory="plugins", plugin_name="Text")` names the folder below too.
      let isNarrowed = hit.beside.contains { $0 != hit.text && names.holdsFolder("\(folder)/\($0)") }
      if !isNarrowed { reach(folder, hit, file, use, isOnly: folders.count == 1) }
    }
  }

  private mutating func reach(
    _ folder: String, _ hit: NameHit, _ file: FileHits, _ use: FolderUse, isOnly: Bool
  ) {
    // What lies far below a folder of sources is not what anybody hands over.
    let deepest = 3
    var inside = paths.indices.filter { index in
      paths[index].hasPrefix(folder + "/")
        && paths[index].utf8.dropFirst(folder.utf8.count).count(where: { $0 == UInt8(ascii: "/") }) <= deepest
    }
    if use == .any {
      // Where most are asked for by name, the others are not asked for.
      let named = inside.count { index in edges[index].contains { $0.kind == .reference } }
      if named * 2 >= inside.count { return }
      // Where the repository's own loader is understood, its calls say what it loads; what has the name of a file that
      // they load elsewhere is loaded in its place.
      inside.removeAll { index in
        !coverage.covering[index].isEmpty && coverage.opening(of: index) == nil
          && !names.byFileName[paths[index].fileName].contains { other in
            other != index && edges[other].contains { $0.kind == .reference }
          }
      }
    }
    add(
      hit, file, to: inside, use == .all && isOnly ? .reference : .dynamic,
      use == .all
        ? "the folder \(folder) is given to \(use.target(of: hit)), which loads it"
        : "\(use.target(of: hit)), which is given the folder \(folder),")
  }
}
