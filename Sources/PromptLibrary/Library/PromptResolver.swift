/// Finds the prompts that a name means: by id, by path, by path without its format's suffix.
struct PromptResolver {
  private var byName: [String: [Int]] = [:]
  private var byPath: [String: [Int]] = [:]
  /// Prompts by the last part of their id, lower case: where a mistaken name may have meant to point.
  private var byLastPart: [String: [String]] = [:]
  private var paths: [String] = []
  private var ids: [String] = []

  init(_ prompts: [Prompt]) {
    byName.reserveCapacity(prompts.count)
    byPath.reserveCapacity(prompts.count)
    let formats = Dictionary(PromptFormat.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, prompt) in prompts.enumerated() {
      byName[prompt.id, default: []].append(index)
      byPath[prompt.path, default: []].append(index)
      if prompt.key != nil { byPath[prompt.address, default: []].append(index) }
      byLastPart[prompt.id.fileName.lowercased(), default: []].append(prompt.id)
      if let bare = formats[prompt.format]?.id(for: prompt.path), bare != prompt.id, bare != prompt.path {
        byPath[bare, default: []].append(index)
      }
      ids.append(prompt.id)
      paths.append(prompt.path)
    }
  }

  /// The prompts that `name`, written in `file`, means: an id, or a path from the top or from the file's folder.
  func prompts(named name: String, in file: String) -> [Int] {
    if let command = name.slashCommand, command == name { return prompts(calledBy: command) }
    return byName[name] ?? prompts(at: name, from: file)
  }

  func prompts(at path: String, from file: String) -> [Int] {
    if let found = byPath[path] { return found }
    if let path = path.normalizedPath, let found = byPath[path] { return found }
    if let path = path.resolved(fromFolderOf: file), let found = byPath[path] { return found }
    return []
  }

  func prompts(matching glob: Glob) -> [Int] {
    paths.indices.filter { glob.matches(paths[$0]) }
  }

  /// The name that was probably meant: the same last part elsewhere, or the fewest edits away.
  func nearest(to name: String) -> String? {
    let last = String(name.fileName).lowercased()
    if let found = byLastPart[last] ?? byLastPart[String(last.stem)] { return found.min() }
    if let found = PromptLibrary.nearest(to: name, among: ids) { return found }
    guard let part = PromptLibrary.nearest(to: String(last.stem), among: byLastPart.keys) else { return nil }
    return byLastPart[part]?.min()
  }
}
