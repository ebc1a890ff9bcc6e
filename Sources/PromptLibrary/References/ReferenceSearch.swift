/// Searches the files that are neither prompts nor workflows for what names a prompt.
struct ReferenceSearch {
  let prompts: [Prompt]
  let names: PromptNames
  var edges: [[Edge]]
  private(set) var resolved = 0
  private(set) var dynamic = 0
  /// Names given to loaders that no prompt has, with the nearest prompt's id.
  var dangling: [DanglingReference] = []
  private(set) var setting: ReferenceSetting
  var coverage: LoaderCoverage { setting.coverage }
  /// The places that name one file by its path.
  private var pathPlaces: Set<Place> = []
  /// Which function holds the edge of each place in code.
  private(set) var holders: [Place: String] = [:]
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
    edges = [[Edge]](repeating: [], count: prompts.count)
    self.folders = folders ?? NamesakeFolders(prompts, names)
  }

  /// Whether nothing of a pattern is fixed but its ending, or a name that every skill has.
  static func isFree(_ pattern: String) -> Bool {
    func isOpen(_ text: some StringProtocol) -> Bool {
      text.utf8.allSatisfy { !$0.isWordByte || $0 == UInt8(ascii: "_") }
    }
    let name = pattern.fileName
    return isOpen(pattern.folder) && (PromptNames.isIndex(String(name)) || isOpen(withoutEnding(name)))
  }

  /// A file's name without the ending that its format or its kind gives it; `x.sort.txt` keeps `.sort`.
  private static func withoutEnding(_ name: Substring) -> Substring {
    let ending =
      endings.first { name.hasSuffix($0) }
      ?? name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[$0...]) }
    return name.dropLast(ending?.count ?? 0)
  }

  private static let endings = PromptFormat.all.flatMap(\.suffixes).filter { $0.hasPrefix(".") }
    .sorted { $0.utf8.count > $1.utf8.count }

  /// Draws an edge for each name in these files, which are in order of path.
  mutating func resolve(_ files: [FileHits], among snapshot: Snapshot) {
    take(loaded { path in files.element(ofPath: path, by: \.path) })
    addMissing()
    for file in files { take(references(in: file)) }
    takeHandedFolders(files.filter(\.namesFolders), FolderUse.names(in: files))
    addAbsent(files, among: snapshot)
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
      case .stem: file.nature != .code && Self.tail(of: hit.text).contains("/")
      case .pattern: !hit.isParameter || hit.isNearListing
      case .absent: false
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
      if one.isByPath { pathPlaces.insert(one.edge.place) }
      if let holder = one.holder { holders[one.edge.place] = holder }
      edges[one.prompt].append(one.edge)
    }
  }

  /// The first edge of a kind counts however many came before of others, and so does the first outright reference that is
  /// not in a function which perhaps nobody calls.
  private func isNeeded(_ one: FoundEdge) -> Bool {
    if one.edge.kind == .mention || one.edge.idle != nil { return false }
    guard one.edge.kind == .reference else {
      return !edges[one.prompt].contains { $0.kind == one.edge.kind && $0.idle == nil }
    }
    return !edges[one.prompt].contains { edge in
      edge.kind == .reference && edge.idle == nil && (one.holder != nil || holders[edge.place] == nil)
    }
  }

  private mutating func resolve(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    switch hit.kind {
    case .fileName:
      let start = found.count
      let (meant, isExact) = byFileName(hit, in: file)
      add(hit, file, to: meant, isExact || isOneFile(meant) ? .reference : .dynamic, "file name")
      if isExact, hit.text.utf8.contains(UInt8(ascii: "/")) {
        for position in start..<found.count { found[position].isByPath = true }
      }
    case .stem: resolveStem(hit, in: file, patterned: patterned)
    case .folder: resolveFolder(hit, in: file)
    case .pattern: resolvePattern(hit, in: file)
    case .embed: resolveEmbed(hit, in: file)
    // No prompt is meant; see `addAbsent`.
    case .absent: break
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
      var kind: Edge.Kind = one.isExact && (loader.lists || isOneFile(reached)) ? .reference : .dynamic
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

  // MARK: Stems

  /// Keys of settings whose value may be a file's name without its ending.
  private static let namingKeys: Set<String> = [
    "id", "name", "slug", "key", "prompt", "template", "file", "stem",
  ]

  private static let loaderWords = [
    "prompt", "template", "load", "read", "render", "instruct", "system", "skill", "agent", "message",
    "persona",
  ].map { Array($0.utf8) }

  /// A name without its ending counts where something says that it is a prompt's: a path, a loader, a pattern near it.
  private mutating func resolveStem(_ hit: NameHit, in file: FileHits, patterned: Set<Int>) {
    let all = names.byStem[hit.text.fileName]
    if hit.isKeyed { return resolveKey(hit, in: file, among: all) }
    let ending = Self.tail(of: hit.text)
    if isSparse, ending.contains("/") || hit.isWhole {
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
    guard hit.isWhole, !Self.isMessageRole(hit) else { return }
    if hit.isCompared { return add(hit, file, to: nearest(all, to: file.path), .mention, Edge.word) }
    let place = Place(path: file.path, start: hit.position)
    let keys = [hit.callee ?? hit.assigned, hit.keyword].compactMap { $0.map { Array($0.lowercased().utf8) } }
    let isLoader = keys.contains { key in Self.loaderWords.contains { key.holds($0) } }
    for index in nearest(all, to: file.path) where explained[index]?.contains(place) != true {
      if let (kind, how) = meaning(
        of: hit, in: file, for: index, isPatterned: patterned.contains(index), isLoader: isLoader)
      {
        add(hit, file, to: index, kind, how)
      }
    }
  }

  /// Who speaks in a conversation, and no prompt that is called so: `{"role": "user"}`.
  private static func isMessageRole(_ hit: NameHit) -> Bool {
    hit.assigned == "role" && ["system", "user", "assistant", "developer", "tool"].contains(hit.text)
  }

  /// A file and a key say which prompt is meant; the file may stand behind its folders, or beside the program.
  private mutating func resolveKey(_ hit: NameHit, in file: FileHits, among all: [Int]) {
    if isSparse { asked.insert(String(hit.text.fileName)) }
    let ending = Self.tail(of: hit.text)
    let here = hit.text.hasPrefix("./") ? all.filter { paths[$0].folder == file.path.folder } : []
    let below = ending.contains("/") ? all.filter { isBelow(paths[$0].folder, ending.folder) } : all
    let found = here.isEmpty ? nearest(below, to: file.path) : here
    add(hit, file, to: found, isOneFile(found) ? .reference : .dynamic, "file and key")
  }

  private func isBelow(_ folder: Substring, _ ending: Substring) -> Bool {
    folder == ending || folder.hasSuffix("/" + ending)
  }

  /// What a quoted name says of a prompt that is called so.
  private func meaning(
    of hit: NameHit, in file: FileHits, for index: Int, isPatterned: Bool, isLoader: Bool
  ) -> (Edge.Kind, String)? {
    if prompts[index].metadata.id != nil, prompts[index].id == hit.text { return (.reference, "id") }
    let isCovered = !coverage.covering[index].isEmpty
    let isSettled = isCovered && coverage.opening(of: index) == nil
    if hit.isKey, isSettled || !isPatterned { return file.nature == .code ? (.mention, Edge.word) : nil }
    // The pattern leads to the file, and this asks for one of its entries: of which file, the run says.
    if isPatterned, let key = prompts[index].key, key == hit.text, prompts[index].path.stem != key[...] {
      return (.dynamic, "the key '\(key)' of a file whose path is completed here")
    }
    if isPatterned { return (isSettled ? .dynamic : .reference, "name that completes a path in this file") }
    if file.nature == .code, isSettled {
      // Every name that the loader is given was followed, and this is none of them.
      return (.mention, Edge.word)
    }
    if isLoader {
      let target = hit.callee.map { "\($0)(\(hit.keyword ?? ""))" } ?? "'\(hit.assigned ?? "")'"
      let how = "name given to \(target)"
      return (file.nature == .code ? .reference : .dynamic, how)
    }
    let free =
      coverage.opening(of: index)
      ?? (isCovered ? nil : setting.freeEndings[prompts[index].path.fileExtension])
    guard file.nature == .code else {
      // An index of what a program opens: `{"id": "sort"}`, where the program adds folder and ending.
      guard let free, let key = hit.assigned?.lowercased(), Self.namingKeys.contains(key) else { return nil }
      return (.dynamic, "the \(key) '\(hit.text)', if it is completed at \(free)")
    }
    guard let free else {
      // A name of several words that is given to a function is hardly there by chance; which file that opens is not seen.
      let isTelling =
        hit.callee != nil && hit.text.utf8.contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
      return isTelling ? (.dynamic, "the name given to \(hit.callee ?? "")()") : (.mention, Edge.word)
    }
    return (.dynamic, "the quoted name '\(hit.text)', completed at \(free)")
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
        $0.idle == nil && ![.mention, .test, .platform].contains($0.kind) && !pathPlaces.contains($0.place)
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

  // MARK: Edges

  mutating func startEdges() {
    firstEdge += found.count
    found = []
  }

  mutating func add(
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
    if file.nature == .prose && !hit.isIncluded || hit.isComment || hit.isCompared && kind != .mention {
      kind = .mention
    } else if kind != .mention, file.role == .test || suites.match(file.path) {
      kind = .test
    }
    var made: [FoundEdge?] = [nil, nil]
    for index in indices {
      // An example is what its own prompts are used by.
      let isTest = isExample && kind != .mention && kind != .test && prompts[index].role != .example
      let edge =
        made[isTest ? 1 : 0]
        ?? edge(of: hit, in: file, isTest ? .test : kind, kind == .mention && meant != .mention ? nil : how())
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

  private func edge(of hit: NameHit, in file: FileHits, _ kind: Edge.Kind, _ how: String?) -> FoundEdge {
    var holder: String?
    if let facts = file.facts, let function = hit.function, !facts.functions[function].isFree,
      kind == .reference
    {
      holder = facts.functions[function].name
    }
    let idle =
      hit.isUnreachable && (kind == .reference || kind == .dynamic) ? "dead code: it follows a return" : nil
    let place = Place(path: file.path, start: hit.position)
    let edge = Edge(kind, at: place, idle: idle, how: how)
    return FoundEdge(prompt: 0, edge: edge, holder: holder)
  }
}
