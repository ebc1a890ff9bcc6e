/// What the learned loaders come to: the prompts that each name means, and what no name means.
struct LoaderCoverage: Sendable {
  /// A name that a loader was given and that no prompt has.
  struct Missing: Sendable {
    var name: LoadedName
    var loader: PromptLoader
  }

  /// A name that a loader was given, the prompts that it means, and whether it says so exactly.
  struct Found: Sendable {
    var name: LoadedName
    var loader: PromptLoader
    var prompts: [Int]
    var isExact: Bool
  }

  private(set) var found: [Found] = []
  private(set) var missing: [Missing] = []
  /// Loaders that could name each prompt, had they been given its name.
  private(set) var covering: [[Int]]
  /// How many prompts each root loader was given by name.
  private(set) var counts: [Int: Set<Int>] = [:]
  /// The same by the function that was called: a name passes through several on its way to where the path is made.
  private(set) var given: [Callee: Set<Int>] = [:]

  /// A function among those that hand names to one root loader.
  struct Callee: Hashable, Sendable {
    var root: Int
    var name: String

    init(_ loader: PromptLoader) { (root, name) = (loader.root, loader.callee) }
  }
  let loaders: [PromptLoader]
  let open: [Int: Place]

  /// `known` are the prompts that patterns mean, as far as that was found out already.
  init(
    _ search: LoaderSearch, prompts: [Prompt], names: PromptNames, known: inout [String: [Int]]
  ) {
    loaders = search.loaders
    open = search.open
    covering = prompts.map { _ in [] }
    // Most repositories have no loader of their own, and every prompt's path would be taken apart for nothing.
    guard !search.names.isEmpty || !search.loaders.isEmpty else { return }
    var paths: PathPatterns?
    func reached(by pattern: String) -> [Int] {
      if let found = known[pattern] { return found }
      paths = paths ?? PathPatterns(prompts)
      let found = Self.matches(pattern, paths!, prompts, names)
      known[pattern] = found
      return found
    }
    let folders = Set(prompts.map { String($0.path.folder) })
    for name in search.names {
      let loader = loaders[name.loader]
      if loader.lists, !Self.holdsPrompts(name.text, folders) { continue }
      let targets = reached(by: name.pattern)
      let isExact = !(loader.lists ? name.text : String(name.pattern.fileName)).contains("*")
      if targets.isEmpty {
        if isExact, !loader.lists { missing.append(Missing(name: name, loader: loader)) }
        continue
      }
      if isExact {
        counts[loader.root, default: []].formUnion(targets)
        given[Callee(loader), default: []].formUnion(targets)
      }
      found.append(Found(name: name, loader: loader, prompts: targets, isExact: isExact))
    }
    var seen: Set<String> = []
    for (index, loader) in loaders.enumerated() where !loader.lists {
      let pattern = loader.pattern.replacing(String(PromptLoader.hole), with: "*")
      guard seen.insert("\(loader.root) \(pattern)").inserted else { continue }
      // A bare ending that is put behind nothing that is known tells of no prompt.
      if counts[loader.root] == nil, open[loader.root] == nil, ReferenceSearch.isFree(pattern) { continue }
      for prompt in reached(by: pattern) { covering[prompt].append(index) }
    }
    settle()
  }

  /// Whether a folder that is listed holds prompts itself: a script that walks the whole tree loads none of them.
  private static func holdsPrompts(_ text: String, _ folders: Set<String>) -> Bool {
    guard let folder = text.split(separator: "/").filter({ $0 != "." && $0 != ".." && $0 != "*" }).last else {
      return false
    }
    return folders.contains { $0.fileName == folder }
  }

  /// The prompts that a pattern means: by their path's end, and where that gives none, with the separators that
  /// resources and registries use.
  static func matches(
    _ pattern: String, _ paths: PathPatterns, _ prompts: [Prompt], _ names: PromptNames
  ) -> [Int] {
    let found = matching(pattern, paths, prompts, names)
    if !found.isEmpty { return found }
    let ending = "." + pattern.fileExtension
    guard pattern.hasSuffix(ending), paths.hasEnding(ending),
      pattern.utf8.dropLast(ending.utf8.count).contains(where: { ".:\\".utf8.contains($0) })
    else { return [] }
    let path = String(pattern.dropLast(ending.utf8.count).map { ".:\\".contains($0) ? "/" : $0 }) + ending
    // A resource's name begins with its package, which may be no folder.
    var rest = path[...]
    while true {
      let found = matching(String(rest), paths, prompts, names)
      guard found.isEmpty, let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return found }
      rest = rest[rest.utf8.index(after: slash)...]
      // The name alone would be any file's.
      guard rest.utf8.contains(UInt8(ascii: "/")) else { return [] }
    }
  }

  private static func matching(
    _ pattern: String, _ paths: PathPatterns, _ prompts: [Prompt], _ names: PromptNames
  ) -> [Int] {
    // What is computed at the start is a folder that somebody chose.
    var parts = pattern.split(separator: "/").filter { $0 != "." && $0 != ".." }
    while parts.count > 1, parts[0].utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) { parts.removeFirst() }
    guard let last = parts.last, !last.isEmpty, last != "*" || parts.count > 1 else { return [] }
    if pattern.utf8.contains(UInt8(ascii: "*")) { return paths.matching(parts.map { Array($0.utf8) }) }
    let tail = parts.joined(separator: "/")
    return names.byFileName[last].filter {
      prompts[$0].path == tail || prompts[$0].path.hasSuffix("/" + tail)
    }
  }

  /// The loaders that make paths themselves and are given names, those of most prompts first.
  var learned: [LearnedLoader] {
    var best: [Place: LearnedLoader] = [:]
    for loader in loaders where !loader.callee.isEmpty && !loader.lists {
      let count = counts[loader.root]?.count ?? 0
      if count > 0, best[loader.place].map({ $0.prompts < count }) ?? true {
        best[loader.place] = LearnedLoader(name: loader.callee, place: loader.place, prompts: count)
      }
    }
    return best.values.sorted { ($1.prompts, $0.place) < ($0.prompts, $1.place) }
  }

  /// The places where a path is made whose completion is known: its loader's callers give names, and none that cannot be
  /// told.
  private(set) var settled: Set<Place> = []

  private mutating func settle() {
    var roots: [Place: Set<Int>] = [:]
    for loader in loaders where !loader.callee.isEmpty {
      roots[loader.place, default: []].insert(loader.root)
    }
    for (place, roots) in roots where roots.allSatisfy({ open[$0] == nil }) {
      if roots.contains(where: { !(counts[$0]?.isEmpty ?? true) }) { settled.insert(place) }
    }
  }

  /// A loader that covers the prompt and that some call gives what cannot be told.
  func opening(of prompt: Int) -> Place? {
    covering[prompt].lazy.compactMap { open[loaders[$0].root] }.first
  }
}
