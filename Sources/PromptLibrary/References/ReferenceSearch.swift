/// Searches the files that are neither prompts nor workflows for what names a prompt.
struct ReferenceSearch {
  let prompts: [Prompt]
  let names: PromptNames
  private(set) var edges: [[Edge]]
  private(set) var resolved = 0
  private(set) var dynamic = 0
  /// Names given to loaders that no prompt has, with the nearest prompt's id.
  private(set) var dangling: [DanglingReference] = []
  /// Words that some line, anywhere in the repository, gives to a function that lists a folder.
  private var listed: Set<String> = []
  /// Endings that code adds to a computed name and to nothing else: `f"{name}.prompt"`.
  private var freeEndings: [String: Place] = [:]
  private(set) var coverage: LoaderCoverage
  /// Which function holds the edge of each place in code.
  private var holders: [Place: String] = [:]
  /// Names that code hands as a folder to what loads prompts.
  private var folderNames: [String: FolderUse] = [:]
  /// Folders that are handed over, looked at when all names are known.
  private(set) var handed: [(hit: NameHit, file: Int, use: FolderUse)] = []
  /// The places whose name a loader has explained, by prompt.
  private var explained: [Int: Set<Place>] = [:]

  /// Edges of one prompt that are kept; beyond these only what makes a verdict surer.
  static let mostEdges = 40

  /// Files that measure prompts: what they name is tested.
  private let suites: [Glob]
  /// The folders above each prompt that shares its file name with others: asked for at each of their mentions.
  let folders: [[String]]

  init(_ prompts: [Prompt], names: PromptNames, suites: [Glob] = []) {
    self.suites = suites
    self.prompts = prompts
    self.names = names
    edges = prompts.map { _ in [] }
    folders = prompts.map { prompt in
      guard names.byFileName.isShared(prompt.path.fileName) else { return [] }
      return prompt.path.split(separator: "/").dropLast().map(String.init)
    }
    coverage = LoaderCoverage(LoaderSearch([], names: names), prompts: prompts, names: names)
  }

  /// Whether nothing of a pattern is fixed but its ending.
  private static func isFree(_ pattern: String) -> Bool {
    pattern.split(separator: "/").dropLast().allSatisfy { $0.utf8.allSatisfy { "*.".utf8.contains($0) } }
      && pattern.fileName.prefix { $0 != "." } == "*"
  }

  mutating func resolve(_ files: [FileHits], jobs: Int) {
    let (prompts, names) = (prompts, names)
    (coverage, used) = concurrently(jobs: jobs) {
      LoaderCoverage(LoaderSearch(files, names: names), prompts: prompts, names: names)
    } _: {
      Self.uses(in: files)
    }
    for file in files {
      listed.formUnion(file.listed)
      for hit in file.hits
      where hit.kind == .pattern && !hit.isComment && !hit.isNearListing && FileRole(file.path) == .product {
        if Self.isFree(hit.text), !hit.text.contains("**") {
          freeEndings[hit.text.fileExtension] = Place(path: file.path, start: hit.position)
        }
      }
    }
    addLoaded(files)
    folderNames = FolderUse.names(in: files)
    for (number, file) in files.enumerated() {
      let patterned = patterns(in: file)
      for hit in file.hits { resolve(hit, in: file, number, patterned: patterned) }
    }
    resolveHandedFolders(files)
  }

  private mutating func resolve(_ hit: NameHit, in file: FileHits, _ number: Int, patterned: Set<Int>) {
    switch hit.kind {
    case .fileName:
      let (found, isExact) = byFileName(hit, in: file)
      for index in found {
        add(hit, file, to: index, isExact || found.count == 1 ? .reference : .dynamic, "file name")
      }
    case .stem: resolveStem(hit, in: file, patterned: patterned)
    case .folder: resolveFolder(hit, in: file, number)
    case .pattern: resolvePattern(hit, in: file)
    case .embed: resolveEmbed(hit, in: file)
    }
  }

  // MARK: Loaders

  /// Draws an edge for each name that the repository's own loaders are given.
  private mutating func addLoaded(_ files: [FileHits]) {
    for (name, loader, found, isExact) in coverage.found {
      let file = files[name.file]
      var reached = found
      if reached.count > 1, isExact, !loader.lists {
        reached = akin(nearest(reached, to: loader.place.path), to: name.place.path)
      }
      guard let start = name.place.start else { continue }
      var hit = NameHit(kind: .stem, text: name.text, position: start)
      hit.function = name.function
      hit.isUnreachable = false
      var kind: Edge.Kind = isExact && (loader.lists || reached.count == 1) ? .reference : .dynamic
      if loader.lists, !isNear(name.text, to: name.place.path) {
        // A single word that is a folder's name somewhere else is a word.
        if name.text.split(separator: "/").count(where: { !"*.".contains($0.first ?? ".") }) < 2 { continue }
        kind = .dynamic
      }
      for index in reached {
        explained[index, default: []].insert(name.place)
        add(hit, file, to: index, kind, how(name, loader, isExact))
      }
    }
    addMissing(files)
  }

  /// Whether a folder's name leads to prompts from the file's own folder or one above it.
  private func isNear(_ text: String, to path: String) -> Bool {
    let tail = text.split(separator: "/").filter { !["*", "**", ".", ".."].contains($0) }.joined(
      separator: "/")
    var folder = path.folder
    while true {
      if names.holdsFolder(folder.isEmpty ? tail : "\(folder)/\(tail)") { return true }
      if folder.isEmpty { return false }
      folder = folder.folder
    }
  }

  private func how(_ name: LoadedName, _ loader: PromptLoader, _ isExact: Bool) -> String {
    if loader.lists { return "a folder given to \(loader.callee)(), which lists it" }
    let target = loader.callee.isEmpty ? "'\(loader.keyword)'" : "\(loader.callee)()"
    return isExact
      ? "name given to \(target), which makes the path at \(loader.place)"
      : "\(name.pattern.fileName), made by \(target)"
  }

  /// Reports what a loader was asked for and does not find, where the loader is known well enough: it was given the
  /// names of at least three prompts, and seldom a wrong one.
  private mutating func addMissing(_ files: [FileHits]) {
    var wrong: [Int: [LoadedName]] = [:]
    for missing in coverage.missing where !missing.loader.callee.isEmpty {
      let role = FileRole(missing.name.place.path)
      let isName =
        missing.name.text.utf8.allSatisfy { NameScanner.isPart[Int($0)] } && missing.name.text.utf8.count > 2
      // What two values of one parameter were glued to, or what is still computed, is nobody's name.
      let isWhole =
        missing.loader.pattern.count(where: { $0 == PromptLoader.hole }) == 1
        && !missing.name.pattern.drop(while: { $0 == "*" || $0 == "/" }).contains("*")
      guard role == .product, isName, isWhole else { continue }
      wrong[missing.loader.root, default: []].append(missing.name)
    }
    for (root, names) in wrong.sorted(by: { $0.key < $1.key }) {
      let targets = Set(names.map(\.pattern))
      guard let right = coverage.counts[root], right.count >= 3, targets.count * 2 <= right.count else {
        continue
      }
      var seen: Set<Place> = []
      for name in names where seen.insert(name.place).inserted {
        let candidates = coverage.covering.indices.filter { index in
          coverage.covering[index].contains { coverage.loaders[$0].root == root }
        }
        let target = String(name.pattern.drop { $0 == "*" || $0 == "/" })
        dangling.append(
          DanglingReference(
            target: target, place: name.place, source: .file,
            nearest: nearestPrompt(to: String(target.fileName), among: candidates)))
      }
    }
  }

  /// The prompt whose file name is nearest; one that nothing names goes before one that is used.
  private func nearestPrompt(to name: String, among candidates: [Int]) -> String? {
    let idle = candidates.filter { edges[$0].allSatisfy { $0.kind == .mention } }
    for group in [idle, candidates] {
      let byName = Dictionary(
        group.map { (String(prompts[$0].path.fileName), $0) }, uniquingKeysWith: { a, _ in a })
      if let near = PromptLibrary.nearest(to: name, among: byName.keys.sorted()), let index = byName[near] {
        return prompts[index].id
      }
    }
    return nil
  }

  // MARK: Stems

  private static let loaderWords = [
    "prompt", "template", "load", "read", "render", "instruct", "system", "skill", "agent", "message",
    "persona",
  ]

  /// A name without its ending counts where something says that it is a prompt's: a path, a loader, a pattern near it.
  private mutating func resolveStem(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    let all = names.byStem[hit.text.fileName]
    let ending = tail(of: hit.text)
    if ending.contains("/") {
      // `/billing/refund` is a page's or a service's address, unless it is the whole path.
      let isAddress = hit.text.hasPrefix("/")
      let found = all.filter { index in
        let prompt = prompts[index]
        let bare =
          String(prompt.path.prefix(prompt.path.count - prompt.path.fileName.count))
          + prompt.path.fileName.prefix { $0 != "." }
        if bare == ending || prompt.id == ending { return true }
        return !isAddress && (bare.hasSuffix("/" + ending) || prompt.path.folder.hasSuffix(ending))
      }
      for index in found { add(hit, file, to: index, .reference, "path without its ending") }
      return
    }
    guard hit.isWhole, !hit.isCompared else { return }
    let place = Place(path: file.path, start: hit.position)
    let key = (hit.callee ?? hit.assigned ?? "").lowercased()
    let isLoader = Self.loaderWords.contains { key.contains($0) }
    for index in nearest(all, to: file.path) where explained[index]?.contains(place) != true {
      if let (kind, how) = meaning(
        of: hit, in: file, for: index, isPatterned: patterned.contains(index), isLoader: isLoader)
      {
        add(hit, file, to: index, kind, how)
      }
    }
  }

  /// What a quoted name says of a prompt that is called so.
  private func meaning(
    of hit: NameHit, in file: FileHits, for index: Int, isPatterned: Bool, isLoader: Bool
  ) -> (Edge.Kind, String)? {
    if prompts[index].metadata.id != nil, prompts[index].id == hit.text { return (.reference, "id") }
    let isCovered = !coverage.covering[index].isEmpty
    let isSettled = isCovered && coverage.opening(of: index) == nil
    if hit.isKey, isSettled || !isPatterned { return nil }
    if isPatterned { return (isSettled ? .dynamic : .reference, "name that completes a path in this file") }
    if file.nature == .code, isSettled {
      // Every name that the loader is given was followed, and this is none of them.
      return (.mention, "")
    }
    if isLoader {
      let how = "name given to \(hit.callee.map { "\($0)()" } ?? "'\(hit.assigned ?? "")'")"
      return (file.nature == .code ? .reference : .dynamic, how)
    }
    let free =
      coverage.opening(of: index) ?? (isCovered ? nil : freeEndings[prompts[index].path.fileExtension])
    guard file.nature == .code, let free else { return nil }
    return (.dynamic, "the quoted name '\(hit.text)', completed at \(free),")
  }

  /// Reaches, through its namesake, a prompt that lies in another folder of the same name: a profile, a theme or a
  /// tenant puts its own file in the place of the usual one.
  mutating func addOverrides(of reached: [[Edge]]) {
    let unreached = reached.indices.filter { index in
      reached[index].isEmpty && edges[index].allSatisfy { $0.kind == .mention }
        && names.byFileName.isShared(prompts[index].path.fileName)
    }
    guard !unreached.isEmpty else { return }
    let wanted = Set(unreached.map { prompts[$0].path.withFolderName })
    var used: [Substring: Edge] = [:]
    for index in prompts.indices where wanted.contains(prompts[index].path.withFolderName) {
      let live = (reached[index] + edges[index]).first {
        $0.idle == nil && $0.kind != .mention && $0.kind != .test
      }
      if let live { used[prompts[index].path.withFolderName] = live }
    }
    for index in unreached {
      guard let namesake = used[prompts[index].path.withFolderName] else { continue }
      edges[index].append(
        Edge(
          .dynamic, at: namesake.place,
          how: "a file of the same name in another folder '\(prompts[index].path.folder.fileName)'"))
    }
  }

  // MARK: Folders

  /// Whether some line lists the folder that this name holds; `path` and `name` hold too many things to say.
  private func isListedFolder(_ name: String) -> Bool {
    let lower = name.lowercased()
    return listed.contains(name)
      && ["dir", "folder", "root", "_path", "base"].contains { lower.contains($0) }
  }

  private mutating func resolveFolder(_ hit: NameHit, in file: FileHits, _ number: Int) {
    let isListed = hit.isNearListing || hit.assigned.map(isListedFolder) ?? false
    guard hit.isQuoted, !hit.isComment else { return }
    guard isListed || hit.isBeforeListing else {
      if let use = FolderUse(hit) ?? hit.assigned.flatMap({ folderNames[$0] }) {
        handed.append((hit, number, use))
      }
      return
    }
    let all = names.foldersByName[hit.text.fileName].map { names.folders[$0] }
    let ending = folderPath(hit.text)
    var folders = all.filter { $0 == ending || $0.hasSuffix("/" + ending) }
    if let near = hit.text.resolved(fromFolderOf: file.path), folders.contains(near) { folders = [near] }
    let kind: Edge.Kind = folders.count == 1 && isListed ? .reference : .dynamic
    for folder in folders {
      // A walk over the whole tree, by a script that packs or counts, loads nothing.
      if hit.isDeep, !prompts.contains(where: { $0.path.folder == folder[...] }), hit.assigned != "folder" {
        continue
      }
      for index in prompts.indices where lies(prompts[index], in: folder, isDeep: hit.isDeep) {
        add(hit, file, to: index, kind, "every file of \(folder) is listed")
      }
    }
  }

  /// A folder's path without what leads upwards or to the package: `$CARGO_MANIFEST_DIR/prompts`.
  func folderPath(_ text: String) -> String {
    let path = tail(of: text)
    guard let slash = path.firstIndex(of: "/"), path[..<slash].hasSuffix("_DIR") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Whether listing a folder meets the prompt: it lies there, or is the one file that its own folder there is for.
  private func lies(_ prompt: Prompt, in folder: String, isDeep: Bool) -> Bool {
    let own = prompt.path.folder
    return own == folder[...] || (own.folder == folder[...] && PromptNames.isIndex(prompt.path))
      || (isDeep && prompt.path.hasPrefix(folder + "/"))
  }

  /// Files and folders that the compiler puts into the program, seen from the file that says so.
  private mutating func resolveEmbed(_ hit: NameHit, in file: FileHits) {
    guard let path = hit.text.resolved(fromFolderOf: file.path) else { return }
    let glob = Glob.isPattern(path) ? Glob(path) : nil
    for index in prompts.indices {
      let prompt = prompts[index].path
      guard prompt == path || prompt.hasPrefix(path + "/") || glob.map({ meets($0, prompt) }) ?? false
      else { continue }
      add(hit, file, to: index, .reference, "embedded by go:embed")
    }
  }

  /// Whether a pattern matches a file, or a folder above it, which is then embedded whole.
  private func meets(_ glob: Glob, _ path: String) -> Bool {
    if glob.matches(path) { return true }
    var folder = path.folder
    while !folder.isEmpty {
      if glob.matches(String(folder)) { return true }
      folder = folder.folder
    }
    return false
  }

  // MARK: Patterns

  /// The prompts that patterns of this file match: a name quoted beside them completes one.
  private func patterns(in file: FileHits) -> Set<Int> {
    Set(file.hits.filter { $0.kind == .pattern && !$0.isComment }.flatMap { matches($0, in: file) })
  }

  private func matches(_ hit: NameHit, in file: FileHits) -> [Int] {
    let folder = file.path.folder
    var pattern = tail(of: hit.text)
    while pattern.hasPrefix("**/") { pattern = String(pattern.dropFirst(3)) }
    while pattern.hasPrefix("*/") { pattern = String(pattern.dropFirst(2)) }
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
    // A test writes a skill of its own into a folder that it makes.
    if PromptNames.isIndex(hit.text), FileRole(file.path) == .test,
      hit.text.folder.utf8.allSatisfy({ "*./".utf8.contains($0) })
    {
      return
    }
    // What a function completes from its parameter, its callers say.
    if hit.isParameter, !hit.isNearListing,
      Self.isFree(tail(of: hit.text)) || coverage.isSettled(at: Place(path: file.path, start: hit.position))
    {
      return
    }
    for index in matches(hit, in: file) {
      add(
        hit, file, to: index, hit.isNearListing ? .reference : .dynamic,
        hit.isNearListing ? "every file like \(hit.text) is listed" : hit.text)
    }
  }

  // MARK: Edges

  mutating func add(_ hit: NameHit, _ file: FileHits, to index: Int, _ kind: Edge.Kind, _ how: String) {
    var kind = kind
    let role = FileRole(file.path)
    if file.nature == .prose || hit.isComment || hit.isCompared && kind != .mention {
      kind = .mention
    } else if kind != .mention,
      role == .test || suites.match(file.path)
        || (role == .example && prompts[index].role != .example)
    {
      kind = .test
    }
    // The first outright reference counts however many doubtful ones came before.
    guard
      edges[index].count < Self.mostEdges
        || (kind == .reference && !edges[index].contains { $0.kind == .reference && $0.idle == nil })
    else { return }
    if kind == .reference || kind == .test { resolved += 1 }
    if kind == .dynamic { dynamic += 1 }
    var edge = Edge(kind, at: Place(path: file.path, start: hit.position), how: kind == .mention ? nil : how)
    if let facts = file.facts, let function = hit.function, !facts.functions[function].isFree,
      kind == .reference
    {
      holders[edge.place] = facts.functions[function].name
    }
    if hit.isUnreachable, kind == .reference || kind == .dynamic {
      edge.idle = "dead code: it follows a return"
    }
    edges[index].append(edge)
  }

  // MARK: Functions that nothing names

  /// Names that some program read whole calls or hands on.
  private var used: Set<String> = []

  private static func uses(in files: [FileHits]) -> Set<String> {
    var used: Set<String> = []
    for file in files {
      guard let facts = file.facts else { continue }
      for call in facts.calls {
        if !LoaderSearch.isDefinition(call, in: facts) { used.insert(call.callee) }
        for argument in call.arguments { for value in argument.values { used.formUnion(value.names) } }
      }
      for assignment in facts.assignments { for value in assignment.values { used.formUnion(value.names) } }
    }
    return used
  }

  /// Functions that hold the only references of a prompt, and that no program read so far names.
  var doubted: Set<String> {
    var names: Set<String> = []
    for edges in edges {
      let live = edges.filter { $0.kind == .reference && $0.idle == nil }
      let functions = live.map { holders[$0.place] }
      guard !live.isEmpty, functions.allSatisfy({ $0.map { !used.contains($0) } ?? false }) else { continue }
      names.formUnion(functions.compactMap { $0 })
    }
    return names
  }

  /// Marks what stands in functions that nothing names.
  mutating func markDead(_ functions: Set<String>) {
    for index in edges.indices {
      for edge in edges[index].indices where edges[index][edge].idle == nil {
        guard let holder = holders[edges[index][edge].place], functions.contains(holder) else { continue }
        edges[index][edge].idle = "dead code: nothing names \(holder)()"
      }
    }
  }
}
