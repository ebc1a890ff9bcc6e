/// Searches the files that are neither prompts nor workflows for what names a prompt.
struct ReferenceSearch {
  let prompts: [Prompt]
  let names: PromptNames
  private(set) var edges: [[Edge]]
  private(set) var resolved = 0
  private(set) var dynamic = 0
  /// Words that some line, anywhere in the repository, gives to a function that lists a folder.
  private var listed: Set<String> = []
  /// Endings that code adds to a computed name and to nothing else: `f"{name}.prompt"`.
  private var freeEndings: [String: Place] = [:]

  /// An edge beyond this many of one prompt adds nothing to its verdict.
  private static let mostEdges = 40

  /// Files that measure prompts: what they name is tested.
  private let suites: [Glob]

  init(_ prompts: [Prompt], names: PromptNames, suites: [Glob] = []) {
    self.suites = suites
    self.prompts = prompts
    self.names = names
    edges = prompts.map { _ in [] }
  }

  /// Whether nothing of a pattern is fixed but its ending.
  private static func isFree(_ pattern: String) -> Bool {
    pattern.split(separator: "/").dropLast().allSatisfy { $0.utf8.allSatisfy { "*.".utf8.contains($0) } }
      && pattern.fileName.prefix { $0 != "." } == "*"
  }

  mutating func resolve(_ files: [FileHits]) {
    for file in files {
      listed.formUnion(file.listed)
      for hit in file.hits
      where hit.kind == .pattern && !hit.isComment && !hit.isNearListing && FileRole(file.path) == .product {
        if Self.isFree(hit.text), !hit.text.contains("**") {
          freeEndings[hit.text.fileExtension] = Place(path: file.path, start: hit.position)
        }
      }
    }
    for file in files {
      let patterned = patterns(in: file)
      for hit in file.hits { resolve(hit, in: file, patterned: patterned) }
    }
  }

  private mutating func resolve(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    switch hit.kind {
    case .fileName:
      let (found, isExact) = byFileName(hit, in: file)
      for index in found {
        add(hit, file, to: index, isExact || found.count == 1 ? .reference : .dynamic, "file name")
      }
    case .stem: resolveStem(hit, in: file, patterned: patterned)
    case .folder: resolveFolder(hit, in: file)
    case .pattern: resolvePattern(hit, in: file)
    }
  }

  /// The prompts that a path or a bare file name means, and whether its folder tells them apart from their namesakes.
  private func byFileName(_ hit: NameHit, in file: FileHits) -> ([Int], Bool) {
    let all = names.byFileName[Array(hit.text.fileName.utf8)] ?? []
    if let path = hit.text.resolved(fromFolderOf: file.path), let exact = names.byPath[path] {
      return (exact, true)
    }
    if hit.text.contains("/"), let exact = names.byPath[tail(of: hit.text)] { return (exact, true) }
    let ending = tail(of: hit.text)
    if ending.contains("/") {
      let found = all.filter { prompts[$0].path == ending || prompts[$0].path.hasSuffix("/" + ending) }
      if !found.isEmpty { return (nearest(found, to: file.path), found.count == 1) }
      // A path that ends otherwise names another file of this name.
      if file.nature != .prose, all.count > 1 { return ([], false) }
    }
    return (nearest(all, to: file.path), false)
  }

  /// A path without what leads upwards: `../prompts/x.md` ends as `prompts/x.md` does.
  private func tail(of text: String) -> String {
    var rest = text[...]
    while rest.hasPrefix("../") || rest.hasPrefix("./") || rest.hasPrefix("/") || rest.hasPrefix("@/")
      || rest.hasPrefix("~/")
    {
      rest = rest[rest.utf8.index(after: rest.utf8.firstIndex(of: UInt8(ascii: "/"))!)...]
    }
    return String(rest)
  }

  /// Of namesakes, those that share the most folders with the file, when that is any.
  private func nearest(_ found: [Int], to path: String) -> [Int] {
    guard found.count > 1 else { return found }
    let folders = path.split(separator: "/").dropLast()
    func shared(_ index: Int) -> Int {
      zip(folders, prompts[index].path.split(separator: "/")).prefix { $0 == $1 }.count
    }
    let most = found.map(shared).max() ?? 0
    return most == 0 ? found : found.filter { shared($0) == most }
  }

  private static let loaderWords = [
    "prompt", "template", "load", "read", "render", "instruct", "system", "skill", "agent", "message",
    "persona",
  ]

  /// A name without its ending counts where something says that it is a prompt's: a path, a loader, a pattern near it.
  private mutating func resolveStem(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    let all = names.byStem[Array(hit.text.fileName.utf8)] ?? []
    let ending = tail(of: hit.text)
    if ending.contains("/") {
      let found = all.filter { index in
        let prompt = prompts[index]
        let bare =
          String(prompt.path.prefix(prompt.path.count - prompt.path.fileName.count))
          + prompt.path.fileName.prefix { $0 != "." }
        return bare == ending || bare.hasSuffix("/" + ending) || prompt.path.folder.hasSuffix(ending)
          || prompt.id == ending
      }
      for index in found { add(hit, file, to: index, .reference, "path without its ending") }
      return
    }
    guard hit.isWhole else { return }
    let key = (hit.callee ?? hit.assigned ?? "").lowercased()
    let isLoader = Self.loaderWords.contains { key.contains($0) }
    for index in nearest(all, to: file.path) {
      if patterned.contains(index) {
        add(hit, file, to: index, .reference, "name that completes a path in this file")
      } else if prompts[index].metadata.id != nil, prompts[index].id == hit.text {
        add(hit, file, to: index, .reference, "id")
      } else if isLoader {
        add(
          hit, file, to: index, file.nature == .code ? .reference : .dynamic,
          "name given to \(hit.callee.map { "\($0)()" } ?? "'\(hit.assigned ?? "")'")")
      } else if file.nature == .code, let free = freeEndings[prompts[index].path.fileExtension] {
        add(hit, file, to: index, .dynamic, "the quoted name '\(hit.text)', completed at \(free),")
      }
    }
  }

  /// Reaches, through its namesake, a prompt that lies in another folder of the same name: a profile, a theme or a
  /// tenant puts its own file in the place of the usual one.
  mutating func addOverrides(of reached: [[Edge]]) {
    var used: [String: Edge] = [:]
    for (index, edges) in reached.enumerated() {
      let live = (edges + self.edges[index]).first {
        $0.idle == nil && $0.kind != .mention && $0.kind != .test
      }
      if let live { used[overrideKey(prompts[index])] = live }
    }
    for (index, edges) in reached.enumerated()
    where edges.isEmpty && self.edges[index].allSatisfy({ $0.kind == .mention }) {
      guard let namesake = used[overrideKey(prompts[index])] else { continue }
      self.edges[index].append(
        Edge(
          .dynamic, at: namesake.place,
          how: "a file of the same name in another folder '\(prompts[index].path.folder.fileName)'"))
    }
  }

  private func overrideKey(_ prompt: Prompt) -> String {
    "\(prompt.path.folder.fileName)/\(prompt.path.fileName)"
  }

  /// Whether some line lists the folder that this name holds; `path` and `name` hold too many things to say.
  private func isListedFolder(_ name: String) -> Bool {
    let lower = name.lowercased()
    return listed.contains(name)
      && ["dir", "folder", "root", "_path", "base"].contains { lower.contains($0) }
  }

  private mutating func resolveFolder(_ hit: NameHit, in file: FileHits) {
    let isListed = hit.isNearListing || hit.assigned.map(isListedFolder) ?? false
    guard hit.isQuoted, !hit.isComment, isListed || hit.isBeforeListing else { return }
    let all = names.foldersByName[Array(hit.text.fileName.utf8)] ?? []
    let ending = tail(of: hit.text)
    var folders = all.filter { $0 == ending || $0.hasSuffix("/" + ending) }
    if let near = hit.text.resolved(fromFolderOf: file.path), folders.contains(near) { folders = [near] }
    let kind: Edge.Kind = folders.count == 1 && isListed ? .reference : .dynamic
    for folder in folders {
      for index in prompts.indices where lies(prompts[index], directlyIn: folder) {
        add(hit, file, to: index, kind, "every file of \(folder) is listed")
      }
    }
  }

  /// Whether listing a folder meets the prompt: it lies there, or is the one file that its own folder there is for.
  private func lies(_ prompt: Prompt, directlyIn folder: String) -> Bool {
    let own = prompt.path.folder
    return own == folder[...] || (own.folder == folder[...] && PromptNames.isIndex(prompt.path))
  }

  /// The prompts that patterns of this file match: a name quoted beside them completes one.
  private func patterns(in file: FileHits) -> Set<Int> {
    Set(file.hits.filter { $0.kind == .pattern && !$0.isComment }.flatMap { matches($0, in: file) })
  }

  private func matches(_ hit: NameHit, in file: FileHits) -> [Int] {
    let folder = file.path.folder
    var pattern = tail(of: hit.text)
    while pattern.hasPrefix("**/") { pattern = String(pattern.dropFirst(3)) }
    // With nothing fixed, it says something of its own folder only, and at the top nothing.
    if Self.isFree(pattern), folder.isEmpty { return [] }
    var globs = [
      folder.isEmpty ? pattern : "\(folder)/\(pattern)",
      folder.isEmpty ? "**/\(pattern)" : "\(folder)/**/\(pattern)",
    ]
    // A pattern without any fixed folder stays near its file; one with a folder of prompts may stand anywhere.
    if pattern.split(separator: "/").dropLast().contains(where: { !$0.contains("*") }) {
      globs.append("**/\(pattern)")
    }
    if !Self.isFree(pattern) { globs.append("**/\(pattern)") }
    for glob in globs.map(Glob.init) {
      let found = prompts.indices.filter { glob.matches(prompts[$0].path) }
      if !found.isEmpty { return found + alike(found, Glob(String(pattern.fileName))) }
    }
    return []
  }

  /// Files in other folders of the same name whose names the pattern fits too: folders that stand in for each other.
  private func alike(_ found: [Int], _ name: Glob) -> [Int] {
    let folders = Set(found.map { String(prompts[$0].path.folder.fileName) })
    let known = Set(found)
    return prompts.indices.filter { index in
      !known.contains(index) && folders.contains(String(prompts[index].path.folder.fileName))
        && name.matches(String(prompts[index].path.fileName))
    }
  }

  private mutating func resolvePattern(_ hit: NameHit, in file: FileHits) {
    guard !hit.isComment else { return }
    for index in matches(hit, in: file) {
      add(
        hit, file, to: index, hit.isNearListing ? .reference : .dynamic,
        hit.isNearListing ? "every file like \(hit.text) is listed" : hit.text)
    }
  }

  private mutating func add(_ hit: NameHit, _ file: FileHits, to index: Int, _ kind: Edge.Kind, _ how: String)
  {
    guard edges[index].count < Self.mostEdges else { return }
    var kind = kind
    let role = FileRole(file.path)
    if file.nature == .prose || hit.isComment {
      kind = .mention
    } else if role == .test || suites.match(file.path)
      || (role == .example && FileRole(prompts[index].path) != .example)
    {
      kind = .test
    }
    if kind == .reference || kind == .test { resolved += 1 }
    if kind == .dynamic { dynamic += 1 }
    edges[index].append(
      Edge(kind, at: Place(path: file.path, start: hit.position), how: kind == .mention ? nil : how))
  }
}
