import CWords
import YAML

/// The files that are neither prompts nor workflows, and are searched for what names a prompt.
struct SearchedFiles: Sendable {
  /// What was found in them, in the snapshot's order.
  private(set) var hits: [FileHits] = []
  private let snapshot: Snapshot
  /// Their positions in the snapshot, their paths and what their texts are.
  private let files: [Int]
  private let paths: [String]
  private let natures: [FileNature]
  /// Programs are searched for prompts of their own.
  private let seeksShadows: Bool

  init(_ snapshot: Snapshot, _ plan: ReadingPlan, prompts: [Prompt], workflows: [Workflow], jobs: Int) {
    self.snapshot = snapshot
    seeksShadows = plan.configuration.seeksShadows
    var readable = Set(workflows.map(\.path))
    readable.reserveCapacity(prompts.count)
    for prompt in prompts { readable.insert(prompt.path) }
    let read = readable
    let count = prompts.isEmpty && !seeksShadows ? 0 : snapshot.files.count
    let found = concurrentFlatMap(count, size: 1024, jobs: jobs) { range in
      range.compactMap { index -> (file: Int, nature: FileNature)? in
        let path = snapshot.files[index].path
        if read.contains(path) { return nil }
        return plan.searchedNature(of: path).map { (index, $0) }
      }
    }
    files = found.map(\.file)
    natures = found.map(\.nature)
    paths = files.map { snapshot.files[$0].path }
  }

  /// Itself, with what `jobs` workers found.
  func hits(names: PromptNames, jobs: Int) async -> Self {
    var searched = self
    searched.hits = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) {
      reader, position in
      let nature = natures[position]
      do throws(ReadFailure) {
        let source = SourceText(path: paths[position], bytes: try reader.read(files[position]))
        guard !source.isBinary, source.bytes.count <= ReferenceSearch.largest,
          !(nature == .code && source.isMinified)
        else {
          return FileHits(path: paths[position], nature: nature)
        }
        var hits = NameScanner.scan(source, nature, names: names)
        if seeksShadows, nature == .code, hits.role == .product,
          let syntax = CodeSyntax.of(source.path)
        {
          hits.shadows = ShadowPrompt.find(in: source, syntax)
        }
        return hits
      } catch {
        return FileHits(path: paths[position], nature: nature, failure: error.message)
      }
    }
    return searched
  }

  /// Of some functions, those whose name stands nowhere but where they are defined.
  func unnamed(_ functions: Set<String>, jobs: Int) async -> Set<String> {
    let names = FunctionNames(functions)
    let uses = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) { reader, position in
      guard natures[position] != .prose, let bytes = try? reader.read(files[position]),
        bytes.count <= ReferenceSearch.largest
      else { return [Int]() }
      return names.used(in: bytes)
    }
    var isUsed = [Bool](repeating: false, count: names.all.count)
    for name in uses.joined() { isUsed[name] = true }
    return Set(names.all.indices.lazy.filter { !isUsed[$0] }.map { names.all[$0] })
  }
}

/// Functions that files are searched for, all in one pass over the words.
struct FunctionNames: Sendable {
  let all: [String]
  private var words: NameTable
  private var looks = FirstLook()
  /// A name with `$` or the like is no word, and is searched for by itself; so is a single letter.
  private var others: [(number: Int, name: [UInt8])] = []

  init(_ names: Set<String>) {
    all = names.sorted()
    words = NameTable(capacity: all.count)
    for (number, name) in all.enumerated() {
      if name.utf8.count > 1, name.utf8.allSatisfy(\.isWordByte) {
        words.add(number, to: name)
        looks.add(name[...])
      } else {
        others.append((number, Array(name.utf8)))
      }
    }
  }

  /// The names that a text holds as words that no definition's keyword precedes, by number.
  func used(in bytes: [UInt8]) -> [Int] {
    var used: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      bytes.forEachRun(shelflife_identifier_mask_of) { start, end in
        guard looks.couldBe(bytes, start..<end) else { return }
        let found = words[UnsafeBufferPointer(rebasing: bytes[start..<end])]
        if !found.isEmpty, !isDefinition(start, in: bytes) { used += found }
      }
    }
    for (number, name) in others {
      var from = 0
      while let start = offset(of: name, in: bytes, from..<bytes.count) {
        from = start + name.count
        let before = start > 0 ? bytes[start - 1] : 32
        let after = from < bytes.count ? bytes[from] : 32
        guard !before.isWordByte, !after.isWordByte else { continue }
        if bytes.withUnsafeBufferPointer({ !isDefinition(start, in: $0) }) { used.append(number) }
      }
    }
    return used
  }

  private func isDefinition(_ start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    ["def ", "func ", "function "].contains { keyword in
      start >= keyword.utf8.count && bytes[(start - keyword.utf8.count)..<start].elementsEqual(keyword.utf8)
    }
  }
}

extension Joining {
  /// Draws an edge for each name of a prompt in the files that are neither prompts nor workflows.
  mutating func addReferenceEdges(
    _ searched: SearchedFiles, names: PromptNames, folders: NamesakeFolders, jobs: Int
  ) async {
    library.shadows = searched.hits.flatMap(\.shadows)
    guard !library.prompts.isEmpty else { return }
    let hits = searched.hits
    let loaders = LoaderSearch(CodeIndex(hits, isPattern: names.isPattern, jobs: jobs))
    var known: [String: [Int]] = [:]
    let coverage = LoaderCoverage(loaders, prompts: library.prompts, names: names, known: &known)
    var search = ReferenceSearch(
      library.prompts, names: names, suites: [Glob](plan.configuration.suites),
      setting: ReferenceSetting(hits, coverage), folders: folders)
    search.resolve(hits, among: snapshot)
    let holders = search.holdingFunctions
    let used = concurrentFlatMap(holders.isEmpty ? 0 : hits.count, jobs: jobs) { range -> [String] in
      var used: Set<String> = []
      for file in hits[range] { file.forEachUse { if holders.contains($0) { used.insert($0) } } }
      return Array(used)
    }
    let doubted = search.doubted(Set(used).contains)
    if !doubted.isEmpty { search.markDead(await searched.unnamed(doubted, jobs: jobs)) }
    add(search)
    library.filesRead += hits.count
    for file in hits { if let failure = file.failure { addObstacle(of: file, failure) } }
  }

  /// Notes a file that could not be read and may name prompts.
  mutating func addObstacle(of file: FileHits, _ failure: String) {
    // What documentation or a test could say keeps nothing alive.
    guard file.nature != .prose, file.role == .product else { return }
    obstacles.append(Obstacle(place: Place(path: file.path), message: failure))
  }
}

extension Joining {
  /// Takes over what a search found.
  mutating func add(_ search: ReferenceSearch) {
    var search = search
    search.addOverrides(of: library.edges)
    for index in library.prompts.indices { library.edges[index] += search.edges[index] }
    library.dangling += search.dangling
    library.loaders = search.setting.coverage.learned
    library.referencesResolved = search.resolved
    library.referencesDynamic = search.dynamic
  }
}

extension ReferenceSearch {
  /// Larger files are generated: bundles and data.
  static let largest = 5_000_000
}
