/// Searches the files that are neither prompts nor workflows for what names a prompt.
struct ReferenceSearch {
  let prompts: [Prompt]
  let names: PromptNames
  private(set) var edges: [[Edge]]
  private(set) var resolved = 0
  private(set) var dynamic = 0
  /// Names given to loaders that no prompt has, with the nearest prompt's id.
  private(set) var dangling: [DanglingReference] = []
  private(set) var setting: ReferenceSetting
  var coverage: LoaderCoverage { setting.coverage }
  /// Which function holds the edge of each place in code.
  private var holders: [Place: String] = [:]
  /// Looks for what decides verdicts alone: edges of one file that say the same are one, and what an edge hangs on is noted.
  let isSparse: Bool
  /// The last edge to each prompt in the file that is being looked at, which began with edge numbers from `firstEdge` on.
  private var lastEdges: [Int]
  private var firstEdge = 0
  /// Words, and paths behind a slash, whose prompts decide what the names of that file mean.
  var asked: Set<String> = []
  /// How many edges each prompt was given.
  private var counts: [Int]
  /// The prompts that each pattern matches, by the folder it stands in and its text.
  var matched: [String: [Int]] = [:]
  /// What was found in the file that is being looked at.
  private(set) var found: [FoundEdge] = []
  /// The places whose name a loader has explained, by prompt.
  private var explained: [Int: Set<Place>] { setting.explained }

  /// Edges of one prompt that are kept; beyond these only what makes a verdict surer.
  static let mostEdges = 40

  /// Files that measure prompts: what they name is tested.
  private let suites: [Glob]
  /// The prompts' paths: to take a prompt out of its array copies it, and it is large.
  let paths: [String]
  let folders: NamesakeFolders

  init(
    _ prompts: [Prompt], names: PromptNames, suites: [Glob], setting: ReferenceSetting,
    folders: NamesakeFolders? = nil, isSparse: Bool = false
  ) {
    self.isSparse = isSparse
    counts = [Int](repeating: 0, count: prompts.count)
    lastEdges = isSparse ? [Int](repeating: -1, count: prompts.count) : []
    paths = prompts.map(\.path)
    self.suites = suites
    self.prompts = prompts
    self.names = names
    self.setting = setting
    edges = prompts.map { _ in [] }
    self.folders = folders ?? NamesakeFolders(prompts, names)
  }

  /// Whether nothing of a pattern is fixed but its ending.
  static func isFree(_ pattern: String) -> Bool {
    pattern.split(separator: "/").dropLast().allSatisfy { $0.utf8.allSatisfy { "*.".utf8.contains($0) } }
      && pattern.fileName.prefix { $0 != "." } == "*"
  }

  /// Draws an edge for each name in these files.
  ///
  /// `file` finds the one of a path.
  mutating func resolve(_ files: [FileHits], file: (String) -> FileHits?) {
    take(loaded(file))
    addMissing()
    for file in files { take(references(in: file)) }
    takeHandedFolders(files.filter(\.namesFolders), FolderUse.names(in: files))
  }

  /// The edges that a file's names come to.
  mutating func references(in file: FileHits) -> [FoundEdge] {
    startEdges()
    asked = []
    if file.hits.isEmpty { return [] }
    let patterned = patterns(in: file)
    for hit in file.hits { resolve(hit, in: file, patterned: patterned) }
    return found
  }

  /// The edges that one name comes to by its file and the prompts' names alone; none where other files decide it.
  ///
  /// `asked` then has the words whose prompts decide it, but for what prompts' file names a pattern fits.
  mutating func outrightReferences(of hit: NameHit, in file: FileHits) -> [FoundEdge] {
    let isOutright =
      switch hit.kind {
      // A resource's name is looked at only where no other word of its text means anything.
      case .fileName: !hit.isResource
      case .folder: hit.isNearListing || hit.isBeforeListing
      case .embed: true
      case .stem: file.nature != .code && tail(of: hit.text).contains("/")
      case .pattern: !hit.isParameter || hit.isNearListing
      }
    guard isOutright else { return [] }
    startEdges()
    asked = []
    resolve(hit, in: file, patterned: [])
    return found
  }

  /// Adds edges, as far as their prompts have not too many already.
  mutating func take(_ found: [FoundEdge]) {
    for one in found where counts[one.prompt] < Self.mostEdges || isNeeded(one) {
      counts[one.prompt] += one.count
      switch one.edge.kind {
      case .reference, .test: resolved += 1
      case .dynamic: dynamic += 1
      default: break
      }
      if let holder = one.holder { holders[one.edge.place] = holder }
      edges[one.prompt].append(one.edge)
    }
  }

  /// The first outright reference counts however many doubtful ones came before, and so does the first that is not in a
  /// function which perhaps nobody calls.
  private func isNeeded(_ one: FoundEdge) -> Bool {
    guard one.edge.kind == .reference, one.edge.idle == nil else { return false }
    return !edges[one.prompt].contains { edge in
      edge.kind == .reference && edge.idle == nil && (one.holder != nil || holders[edge.place] == nil)
    }
  }

  private mutating func resolve(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    switch hit.kind {
    case .fileName:
      let (found, isExact) = byFileName(hit, in: file)
      add(hit, file, to: found, isExact || found.count == 1 ? .reference : .dynamic, "file name")
    case .stem: resolveStem(hit, in: file, patterned: patterned)
    case .folder: resolveFolder(hit, in: file)
    case .pattern: resolvePattern(hit, in: file)
    case .embed: resolveEmbed(hit, in: file)
    }
  }

  // MARK: Loaders

  /// The edges of each name that the repository's own loaders are given.
  mutating func loaded(_ file: (String) -> FileHits?) -> [FoundEdge] {
    found = []
    startEdges()
    setting.explained = [:]
    for one in coverage.found {
      let (name, loader) = (one.name, one.loader)
      guard let start = name.place.start, let file = file(name.place.path) else { continue }
      var hit = NameHit(kind: .stem, text: name.text, position: start)
      hit.function = name.function
      hit.isUnreachable = false
      let reached = reached(by: one)
      var kind: Edge.Kind = one.isExact && (loader.lists || reached.count == 1) ? .reference : .dynamic
      if loader.lists, !isNear(name.text, to: name.place.path) {
        // A single word that is a folder's name somewhere else is a word.
        if name.text.split(separator: "/").count(where: { !"*.".contains($0.first ?? ".") }) < 2 { continue }
        kind = .dynamic
      }
      for index in reached {
        setting.explained[index, default: []].insert(name.place)
        add(hit, file, to: index, kind, Self.how(name, loader, one.isExact))
      }
    }
    return found
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

  /// Takes over what loaders explained, where that is known already.
  mutating func keep(explained: [Int: Set<Place>]) { setting.explained = explained }

  /// The prompts that a loaded name means.
  func reached(by one: LoaderCoverage.Found) -> [Int] {
    guard one.prompts.count > 1, one.isExact, !one.loader.lists else { return one.prompts }
    return akin(nearest(one.prompts, to: one.loader.place.path), to: one.name.place.path)
  }

  private static func how(_ name: LoadedName, _ loader: PromptLoader, _ isExact: Bool) -> String {
    if loader.lists { return "a folder given to \(loader.callee)(), which lists it" }
    let target = loader.callee.isEmpty ? "'\(loader.keyword)'" : "\(loader.callee)()"
    return isExact
      ? "name given to \(target), which makes the path at \(loader.place)"
      : "\(name.pattern.fileName), made by \(target)"
  }

  /// Reports what a loader was asked for and does not find, where the loader is known well enough: it was given the
  /// names of at least three prompts, and seldom a wrong one.
  mutating func addMissing() {
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
  ].map { Array($0.utf8) }

  /// A name without its ending counts where something says that it is a prompt's: a path, a loader, a pattern near it.
  private mutating func resolveStem(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    let all = names.byStem[hit.text.fileName]
    let ending = tail(of: hit.text)
    if isSparse, ending.contains("/") || hit.isWhole && !hit.isCompared {
      asked.insert(String(hit.text.fileName))
    }
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
    let key = Array((hit.callee ?? hit.assigned ?? "").lowercased().utf8)
    let isLoader = Self.loaderWords.contains { key.holds($0) }
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
      coverage.opening(of: index)
      ?? (isCovered ? nil : setting.freeEndings[prompts[index].path.fileExtension])
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
  func isListedFolder(_ name: String) -> Bool {
    let lower = name.lowercased()
    return setting.listed.contains(name)
      && ["dir", "folder", "root", "_path", "base"].contains { lower.contains($0) }
  }

  private mutating func resolveFolder(_ hit: NameHit, in file: FileHits) {
    let isListed = hit.isNearListing || hit.assigned.map(isListedFolder) ?? false
    guard hit.isQuoted, !hit.isComment, isListed || hit.isBeforeListing else { return }
    if isSparse { asked.insert(String(hit.text.fileName)) }
    let all = names.foldersByName[hit.text.fileName].map { names.folders[$0] }
    let ending = folderPath(hit.text)
    var folders = all.filter { $0 == ending || $0.hasSuffix("/" + ending) }
    if let near = hit.text.resolved(fromFolderOf: file.path), folders.contains(near) { folders = [near] }
    let kind: Edge.Kind = folders.count == 1 && isListed ? .reference : .dynamic
    for folder in folders {
      // A walk over the whole tree, by a script that packs or counts, loads nothing.
      if hit.isDeep, !paths.contains(where: { $0.folder == folder[...] }), hit.assigned != "folder" {
        continue
      }
      for index in paths.indices where lies(paths[index], in: folder, isDeep: hit.isDeep) {
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
  private func lies(_ path: String, in folder: String, isDeep: Bool) -> Bool {
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let own = path.folder
    return own == folder[...] || (own.folder == folder[...] && PromptNames.isIndex(path))
      || (isDeep && path.hasPrefix(folder + "/"))
  }

  /// Files and folders that the compiler puts into the program, seen from the file that says so.
  private mutating func resolveEmbed(_ hit: NameHit, in file: FileHits) {
    guard let path = hit.text.resolved(fromFolderOf: file.path) else { return }
    let glob = Glob.isPattern(path) ? Glob(path) : nil
    for index in paths.indices {
      let prompt = paths[index]
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
  private mutating func patterns(in file: FileHits) -> Set<Int> {
    var found: Set<Int> = []
    for hit in file.hits where hit.kind == .pattern && !hit.isComment {
      found.formUnion(matches(hit, in: file))
    }
    return found
  }

  private mutating func matches(_ hit: NameHit, in file: FileHits) -> [Int] {
    let folder = file.path.folder
    let key = "\(folder)\u{0}\(hit.text)"
    if let known = matched[key] { return known }
    let found = matches(hit.text, in: folder)
    matched[key] = found
    return found
  }

  private func matches(_ text: String, in folder: Substring) -> [Int] {
    var pattern = tail(of: text)
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
      let found = paths.indices.filter { glob.matches(paths[$0]) }
      if !found.isEmpty { return found + alike(found, Glob(String(pattern.fileName))) }
    }
    return []
  }

  /// Files in other folders of the same name whose names the pattern fits too: folders that stand in for each other.
  private func alike(_ found: [Int], _ name: Glob) -> [Int] {
    let folders = Set(found.map { paths[$0].folder.fileName })
    let known = Set(found)
    return paths.indices.filter { index in
      !known.contains(index) && folders.contains(paths[index].folder.fileName)
        && name.matches(String(paths[index].fileName))
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
      Self.isFree(tail(of: hit.text))
        || coverage.settled.contains(Place(path: file.path, start: hit.position))
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

  mutating func startEdges() {
    firstEdge += found.count
    found = []
  }

  private mutating func add(
    _ hit: NameHit, _ file: FileHits, to index: Int, _ kind: Edge.Kind, _ how: @autoclosure () -> String
  ) {
    add(hit, file, to: CollectionOfOne(index), kind, how())
  }

  mutating func add(
    _ hit: NameHit, _ file: FileHits, to indices: some Collection<Int>, _ meant: Edge.Kind,
    _ how: @autoclosure () -> String
  ) {
    if indices.isEmpty { return }
    var kind = meant
    let isExample = file.role == .example
    if file.nature == .prose || hit.isComment || hit.isCompared && kind != .mention {
      kind = .mention
    } else if kind != .mention, file.role == .test || suites.match(file.path) {
      kind = .test
    }
    var made: [FoundEdge?] = [nil, nil]
    for index in indices {
      // An example is what its own prompts are used by.
      let isTest = isExample && kind != .mention && kind != .test && prompts[index].role != .example
      let edge = made[isTest ? 1 : 0] ?? edge(of: hit, in: file, isTest ? .test : kind, how())
      made[isTest ? 1 : 0] = edge
      add(edge, to: index)
    }
  }

  private mutating func add(_ edge: FoundEdge, to index: Int) {
    if isSparse {
      let last = lastEdges[index] - firstEdge
      if last >= 0, found[last].hasKind(of: edge) {
        found[last].count += 1
        return
      }
      lastEdges[index] = firstEdge + found.count
    }
    found.append(edge)
    found[found.count - 1].prompt = index
  }

  private func edge(of hit: NameHit, in file: FileHits, _ kind: Edge.Kind, _ how: String) -> FoundEdge {
    var holder: String?
    if let facts = file.facts, let function = hit.function, !facts.functions[function].isFree,
      kind == .reference
    {
      holder = facts.functions[function].name
    }
    let idle =
      hit.isUnreachable && (kind == .reference || kind == .dynamic) ? "dead code: it follows a return" : nil
    let place = Place(path: file.path, start: hit.position)
    let edge = Edge(kind, at: place, idle: idle, how: kind == .mention ? nil : how)
    return FoundEdge(prompt: 0, edge: edge, holder: holder)
  }

  // MARK: Functions that nothing names

  /// Functions that hold the only references of a prompt, and that no program read so far names.
  func doubted(_ isUsed: (String) -> Bool) -> Set<String> {
    var names: Set<String> = []
    guard !holders.isEmpty else { return names }
    for edges in edges {
      var functions: Set<String> = []
      let isFree = edges.contains { edge in
        guard edge.kind == .reference, edge.idle == nil else { return false }
        guard let holder = holders[edge.place] else { return true }
        functions.insert(holder)
        return false
      }
      if !isFree, !functions.contains(where: isUsed) { names.formUnion(functions) }
    }
    return names
  }

  /// Functions that hold an edge.
  var holdingFunctions: Set<String> { Set(holders.values) }

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
