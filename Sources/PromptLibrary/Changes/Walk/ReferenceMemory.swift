import YAML

/// What the search for references found out about a state, and what of it holds for the next one.
struct ReferenceMemory: Sendable {
  private var prompts: [Prompt] = []
  private(set) var names = PromptNames([])
  private var folders = NamesakeFolders([], PromptNames([]))
  /// The programs, and what was learned from them; nil where it has to be learned anew.
  private var index = CodeIndex()
  private var loaders: LoaderSearch?
  /// What programs that were forgotten had to do with that search.
  private var parts: [String: LoaderSearch.Part?] = [:]
  private var coverage: LoaderCoverage?
  /// How many files say each.
  private var listed: [String: Int] = [:]
  private var used: [String: Int] = [:]
  /// Names that came to be listed, or are no longer, since the edges were drawn.
  private var changedLists: Set<String> = []
  private var setting: ReferenceSetting?
  private var loaded: [FoundEdge] = []
  /// Functions that hold edges, and those of them that no program names.
  private var holders: Set<String> = []
  private var doubted: Set<String> = []
  /// The prompts that patterns mean: those that loaders complete, and those of each folder's programs.
  private var reached: [String: [Int]] = [:]
  private var matched: [String: [Int]] = [:]

  // MARK: Names

  /// Takes the prompts of a new state, in order of address; what that changes in their names since the last one.
  mutating func adopt(_ new: inout WalkedNames) -> NameChange {
    var change = NameChange(from: prompts, to: new.prompts)
    prompts = new.prompts
    guard !change.isEmpty else { return change }
    let old = names
    names = new.table
    folders = NamesakeFolders(prompts, names)
    change.compare(old, names)
    renumberPatterns(after: change)
    return change
  }

  /// Gives the prompts that patterns mean their numbers of now, and drops what may be others.
  private mutating func renumberPatterns(after change: NameChange) {
    guard !reached.isEmpty || !matched.isEmpty else { return }
    let alone = change.prompts.map { (prompt: [$0], paths: PathPatterns([$0]), names: PromptNames([$0])) }
    for (pattern, numbers) in reached {
      let isOpen = alone.contains { !LoaderCoverage.matches(pattern, $0.paths, $0.prompt, $0.names).isEmpty }
      reached[pattern] = isOpen ? nil : change.renumbered(numbers)
    }
    for (key, numbers) in matched {
      let name = Glob(String(key[key.firstIndex(of: "\u{0}")!...].dropFirst().fileName))
      matched[key] = change.fileNames.contains(where: name.matches) ? nil : change.renumbered(numbers)
    }
  }

  // MARK: Files

  /// Forgets what a file said.
  mutating func forget(_ scan: inout FileScan?) {
    guard let old = scan else { return }
    if let number = old.number, let file = index.files[number] {
      if let loaders, loaders.concerns(file) { parts.updateValue(loaders.part(of: file), forKey: file.path) }
      index.remove(number)
    }
    for name in old.hits.listed { count(name, -1) }
    for name in old.used { used[name] = used[name].flatMap { $0 > 1 ? $0 - 1 : nil } }
    scan = nil
  }

  /// Forgets what all files came to, where no prompt is left for them.
  mutating func forgetEdges() {
    (loaders, coverage, setting) = (nil, nil, nil)
    (reached, matched, loaded, parts) = ([:], [:], [], [:])
    (changedLists, holders, doubted) = ([], [], [])
  }

  /// Takes up what a file says.
  mutating func learn(_ scan: inout FileScan?) {
    guard let new = scan else { return }
    if let file = CodeIndex.File(new.hits, names.isPattern) {
      if let loaders {
        if let old = parts.removeValue(forKey: file.path) {
          // A program whose part in the search is the one it had changes nothing.
          if old == nil || old != loaders.part(of: file) { self.loaders = nil }
        } else if loaders.concerns(file) {
          self.loaders = nil
        }
      }
      scan?.number = index.add(file)
    }
    for name in new.hits.listed { count(name, 1) }
    for name in new.used { used[name, default: 0] += 1 }
  }

  private mutating func count(_ name: String, _ step: Int) {
    let count = (listed[name] ?? 0) + step
    listed[name] = count > 0 ? count : nil
    if count == 0 || (count == 1 && step > 0) { changedLists.insert(name) }
  }

  /// Whether a new text of a file says of prompts what the old one said.
  func isSame(_ old: FileScan?, _ new: inout FileScan?, _ plan: ReadingPlan) -> Bool {
    guard !isEmpty else { return true }
    // Which folders are handed to loaders all files say together.
    guard old?.handedNames ?? [:] == new?.handedNames ?? [:], old?.hits.namesFolders != true,
      new?.hits.namesFolders != true
    else { return false }
    guard let setting, old?.hits.failure == nil, new?.hits.failure == nil else { return false }
    if let hits = new?.hits, new?.edges == nil {
      var search = search(setting, plan)
      new?.edges = search.references(in: hits)
      new?.words = search.asked
    }
    guard Set((old?.freeEndings ?? []).map(\.ending)) == Set((new?.freeEndings ?? []).map(\.ending)) else {
      return false
    }
    let changed = (old?.used ?? []).symmetricDifference(new?.used ?? [])
    guard changed.isDisjoint(with: holders), (old?.edges ?? []) == (new?.edges ?? []) else { return false }
    let doubted = doubted.map { SearchText(Array($0.utf8)) }
    return [old, new].allSatisfy { scan in
      guard let filter = scan?.filter else { return true }
      return scan?.hits.nature == .prose || !doubted.contains(where: filter.mayHold)
    }
  }

  /// Whether what all files say together is what the edges were drawn by.
  var isSettled: Bool {
    isEmpty || loaders != nil && parts.isEmpty && coverage != nil && changedLists.isEmpty
  }

  /// There is no prompt, and no file was searched.
  var isEmpty: Bool { prompts.isEmpty }

  // MARK: Edges

  private func search(_ setting: ReferenceSetting, _ plan: ReadingPlan) -> ReferenceSearch {
    ReferenceSearch(
      prompts, names: names, suites: [Glob](plan.configuration.suites), setting: setting, folders: folders,
      isSparse: true)
  }

  /// Draws the edges of all files, and looks anew at those whose names may mean something else than before.
  mutating func draw(
    _ files: inout [WalkedFile], after change: NameChange, into joining: inout Joining, _ plan: ReadingPlan,
    _ blobs: SharedBlobs
  ) {
    let old = setting
    if !parts.isEmpty { (loaders, parts) = (nil, [:]) }
    let isNew = loaders == nil || coverage == nil || !change.isEmpty
    if loaders == nil { loaders = LoaderSearch(index) }
    if isNew { coverage = LoaderCoverage(loaders!, prompts: prompts, names: names, known: &reached) }
    var setting = ReferenceSetting(coverage!)
    setting.listed = Set(listed.keys)
    for file in files {
      for (ending, place) in file.scan?.freeEndings ?? [] { setting.freeEndings[ending] = place }
    }
    var search = search(setting, plan)
    search.matched = matched
    if isNew {
      loaded = search.loaded { path in files.element(ofPath: path, by: \.path)?.scan?.hits }
    } else {
      search.keep(explained: old?.explained ?? [:])
    }
    self.setting = search.setting
    renumber(&files, after: change)
    let differences = old.map {
      SettingChange(
        from: $0, to: search.setting, change, isNew ? prompts.indices : 0..<0, prompts, lists: changedLists)
    }
    changedLists = []
    search.take(loaded)
    for position in files.indices {
      guard let scan = files[position].scan, !scan.hits.hits.isEmpty else { continue }
      let isKnown = scan.edges != nil && differences.map { !$0.concerns(scan) } ?? false
      if !isKnown {
        files[position].scan?.edges = search.references(in: scan.hits)
        files[position].scan?.words = search.asked
      }
      search.take(files[position].scan?.edges ?? [])
    }
    matched = search.matched
    var handed: [String: FolderUse] = [:]
    for file in files { handed.take(file.scan?.handedNames ?? [:]) }
    search.takeHandedFolders(files.compactMap(\.scan?.hits).filter(\.namesFolders), handed)
    holders = search.holdingFunctions
    doubted = search.doubted { used[$0] != nil }
    if !doubted.isEmpty { search.markDead(unnamed(doubted, in: &files, blobs)) }
    joining.add(search)
    for file in files {
      guard let scan = file.scan, let failure = scan.hits.failure else { continue }
      joining.addObstacle(of: scan.hits, failure)
    }
  }

  /// Gives the edges that are known the prompts' numbers of now, and drops those of files whose names may mean others.
  private func renumber(_ files: inout [WalkedFile], after change: NameChange) {
    guard !change.isEmpty else { return }
    for position in files.indices {
      guard let scan = files[position].scan, let edges = scan.edges, !scan.hits.hits.isEmpty else { continue }
      if scan.concerns(change) {
        files[position].scan?.edges = nil
        continue
      }
      var kept: [FoundEdge]? = []
      for var edge in edges {
        guard let number = change.numbers[edge.prompt] else {
          kept = nil
          break
        }
        edge.prompt = number
        kept?.append(edge)
      }
      files[position].scan?.edges = kept
    }
  }

  /// Of some functions, those whose name stands nowhere but where they are defined.
  private func unnamed(
    _ functions: Set<String>, in files: inout [WalkedFile], _ blobs: SharedBlobs
  ) -> Set<String> {
    var left = functions
    let texts = functions.map { (name: $0, text: SearchText(Array($0.utf8))) }
    let names = FunctionNames(functions)
    for position in files.indices where !left.isEmpty {
      guard let filter = files[position].scan?.filter, files[position].nature != .prose else { continue }
      let asked = texts.filter { left.contains($0.name) && filter.mayHold($0.text) }
      if asked.isEmpty { continue }
      let isKnown = asked.allSatisfy { files[position].scan?.namesFunction[$0.name] != nil }
      if !isKnown, let bytes = try? blobs.blob(files[position].id) {
        let used = Set(names.used(in: bytes).map { names.all[$0] })
        for name in functions { files[position].scan?.namesFunction[name] = used.contains(name) }
      }
      for (name, _) in asked where files[position].scan?.namesFunction[name] ?? false { left.remove(name) }
    }
    return left
  }
}
