/// Finds the prompts that a name means: by id, by path, by path without its format's suffix.
struct PromptResolver {
  private var byName: NameTable
  private var byPath: NameTable
  /// The last parts of all names: most of what could be a name is turned away by its own.
  private var lastParts: NameTable
  /// Prompts by the last part of their id, lower case: where a mistaken name may have meant to point.
  private lazy var byLastPart = Dictionary(grouping: ids) { $0.fileName.lowercased() }
  /// The prompts that some patterns match, where somebody knows.
  var matched: [String: [Int]] = [:]
  private var paths: [String] = []
  private var ids: [String] = []

  init(_ prompts: [Prompt]) {
    byName = NameTable(capacity: prompts.count)
    byPath = NameTable(capacity: prompts.count * 2)
    lastParts = NameTable(capacity: prompts.count * 2)
    ids = prompts.map(\.id)
    paths = prompts.map(\.path)
    let formats = Dictionary(PromptFormat.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for index in prompts.indices {
      let path = paths[index]
      byName.add(index, to: ids[index])
      byPath.add(index, to: path)
      lastParts.add(index, to: ids[index].lastPart)
      lastParts.add(index, to: path.lastPart)
      if prompts[index].key != nil {
        byPath.add(index, to: prompts[index].address)
        lastParts.add(index, to: prompts[index].address.lastPart)
      }
      if let bare = formats[prompts[index].format]?.id(for: path), bare != ids[index], bare != path {
        byPath.add(index, to: bare)
        lastParts.add(index, to: bare.lastPart)
      }
    }
  }

  /// The prompts that `name`, written in `file`, means: an id, or a path from the top or from the file's folder.
  func prompts(named name: String, in file: String) -> [Int] {
    if let command = name.slashCommand, command == name { return prompts(calledBy: command) }
    guard mayName(name) else { return [] }
    return byName[name].nonEmpty ?? prompts(at: name, from: file)
  }

  private func mayName(_ name: String) -> Bool {
    name.lastPathPart.map(lastParts.holds) ?? true
  }

  func prompts(at path: String, from file: String) -> [Int] {
    guard mayName(path) else { return [] }
    return byPath[path].nonEmpty ?? path.normalizedPath.flatMap { $0 == path ? nil : byPath[$0].nonEmpty }
      // An id that nobody wrote is the path without its suffix.
      ?? path.resolved(fromFolderOf: file).map { byPath[$0].nonEmpty ?? byName[$0] } ?? []
  }

  func prompts(matching pattern: String) -> [Int] {
    if let found = matched[pattern] { return found }
    let glob = Glob(pattern)
    return paths.indices.filter { glob.matches(paths[$0]) }
  }

  /// The name that was probably meant: the same last part elsewhere, or the fewest edits away.
  mutating func nearest(to name: String) -> String? {
    let last = String(name.fileName).lowercased()
    if let found = byLastPart[last] ?? byLastPart[String(last.stem)] { return found.min() }
    if let found = PromptLibrary.nearest(to: name, among: ids) { return found }
    guard let part = PromptLibrary.nearest(to: String(last.stem), among: byLastPart.keys) else { return nil }
    return byLastPart[part]?.min()
  }
}

extension String {
  /// The last part of the path that this may be; nil where that takes more than a look at its end.
  var lastPathPart: Substring? {
    let last = lastPart
    return last.isEmpty || last == "." || last == ".." ? nil : last
  }

  /// What follows the last slash that something follows.
  var lastPart: Substring {
    var rest = self[...]
    while rest.utf8.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    return rest.fileName
  }
}
