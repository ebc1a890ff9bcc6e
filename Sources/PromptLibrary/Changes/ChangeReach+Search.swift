import Git
import YAML

extension ChangeReach {
  /// Platforms' manifests load whole folders, whose prompts they do not name.
  private func isManifest(_ path: String) -> Bool {
    ["plugin.json", "marketplace.json", "settings.json"].contains(path.fileName)
      || path.hasSuffix(".code-workspace")
  }

  /// Whether a workflow or a suite, of either state, holds one of some names.
  mutating func isNamed(_ names: Set<[UInt8]>) throws -> Bool {
    let files =
      files(in: .steps) + changes.compactMap(\.old).filter { plan.belongs($0.path, to: .steps) }
    let texts = names.map { SearchText($0) }
    return files.contains { file($0).flatMap { reader.holdsAny(of: texts, $0) } ?? false }
  }

  /// Adds the workflows and suites that name what came, went, or lost an edge.
  mutating func searchWorkflows() async throws {
    guard !workflowWords.isEmpty else { return }
    let files = files(in: .steps)
    let manifests = files.map(\.path).filter(isManifest)
    reached.formUnion(manifests)
    context.formUnion(manifests)
    reached.formUnion(try await paths(of: files, containing: workflowWords, orSuites: true))
  }

  /// Adds the prompts that write an id, or include what is gone.
  mutating func searchPrompts() async throws {
    let words = ids.union(goneNames)
    guard !words.isEmpty else { return }
    var found = try await paths(of: promptFiles, containing: words)
    found.formUnion(try await namedTexts(containing: ids))
    reached.formUnion(found)
    // A step that names an id no longer had reached whichever prompt writes it.
    guard !lostIDs.isEmpty else { return }
    lose(
      reached.filter { path in
        [before, after].contains { table in
          reading(table.file(at: path))?.prompts?.prompts.contains { lostIDs.contains($0.id) } ?? false
        }
      })
    try await searchWorkflows()
  }

  /// Texts that no format claims and that hold an id; what names them is looked for too, since that makes them prompts.
  private mutating func namedTexts(containing ids: Set<[UInt8]>) async throws -> Set<String> {
    guard !ids.isEmpty else { return [] }
    let found = try await paths(of: files(in: .plain), containing: ids)
    if found.isEmpty { return [] }
    workflowWords.formUnion(found.map { Array($0.fileName.utf8) })
    try await searchWorkflows()
    return found
  }

  /// The files of a set after the change, but for those of another one, listed once.
  mutating func files(in set: FileSets, without others: FileSets = []) -> [FileEntry] {
    if set == .steps {
      if let stepFiles { return stepFiles }
      let files = after.perhapsStepFiles
      let found = zip(files, sets(of: files, among: .steps)).filter { !$1.isEmpty }.map(\.0)
      stepFiles = found
      return found
    }
    sort(into: set.union(others))
    return sorted.files.indices.filter { index in
      !sorted.sets[index].isDisjoint(with: set) && sorted.sets[index].isDisjoint(with: others)
    }.map { sorted.files[$0] }
  }

  /// Finds out of each file which sets it belongs to: all of a kind at once, since each path has to be looked at.
  private mutating func sort(into wanted: FileSets) {
    var kinds: FileSets = wanted.isDisjoint(with: .readable) ? [] : .readable
    if !wanted.isDisjoint(with: .texts) { kinds.formUnion(.texts) }
    kinds.subtract(sorted.kinds)
    if kinds.isEmpty { return }
    if sorted.kinds.isEmpty { sorted.files = after.files { _ in true } }
    let sets = sets(of: sorted.files, among: kinds)
    sorted.sets = sorted.kinds.isEmpty ? sets : zip(sorted.sets, sets).map { $0.union($1) }
    sorted.kinds.formUnion(kinds)
  }

  private func sets(of files: [FileEntry], among kinds: FileSets) -> [FileSets] {
    concurrentFlatMap(files.count, size: 1_024, jobs: jobs) { [plan] range in
      var format = 0
      return range.map { plan.sets(of: files[$0].path, among: kinds, format: &format) }
    }
  }

  var promptFiles: [FileEntry] { mutating get { files(in: .prompts) } }

  /// The files whose bytes hold any of some words; those that cannot be read are reached, since they stand in the way.
  mutating func paths(
    of files: [FileEntry], containing words: Set<[UInt8]>, areWhole: Bool = true, orSuites: Bool = false
  ) async throws -> Set<String> {
    let files = files.compactMap(file).filter { !reached.contains($0.path) }
    let texts = words.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
      .map { SearchText($0, isWhole: areWhole) }
    let star = [SearchText([UInt8(ascii: "*")])]
    // Workers cost more than they bring where little is read.
    let jobs = files.count < 200 ? 1 : jobs
    let found = await parallelMap(files.count, jobs: jobs, state: blobs) { reader, position -> Bool? in
      guard let isHeld = reader.holdsAny(of: texts, files[position]) else { return nil }
      if isHeld { return true }
      // A suite may name its prompts by a pattern.
      return orSuites && PromptFormat.promptfoo.claim(files[position].path) != .never
        && reader.holdsAny(of: star, files[position]) ?? false
    }
    var paths: Set<String> = []
    for (position, isFound) in found.enumerated() {
      guard let isFound else {
        reached.insert(files[position].path)
        continue
      }
      if isFound { paths.insert(files[position].path) }
    }
    return paths
  }

  /// Adds one workflow with a step, where the policy hangs on whether anybody has written one.
  mutating func findStep() throws {
    guard plan.configuration.attach == nil, plan.configuration.path != nil else { return }
    for entry in files(in: .steps) where before.file(at: entry.path)?.id == entry.id {
      guard let workflows = reading(entry)?.workflows?.workflows,
        workflows.contains(where: { $0.engine == .own && !$0.steps.isEmpty })
      else { continue }
      reached.insert(entry.path)
      return
    }
    if changes.contains(where: { reading($0.old)?.workflows != nil || reading($0.new)?.workflows != nil }) {
      throw TooWide("whether the library has steps hangs on it")
    }
  }

  /// Adds the files that write the paths of prompts; whether there are any.
  mutating func searchPaths(of paths: Set<String>) async throws -> Bool {
    let words = Set(
      paths.map { path in
        let folder = path.folder.fileName
        return Array((folder.isEmpty ? String(path.fileName) : "\(folder)/\(path.fileName)").utf8)
      })
    let texts = files(in: .texts, without: .prompts)
    let found = try await self.paths(of: texts, containing: words)
    reached.formUnion(found)
    return !found.isEmpty
  }

  /// Adds every file that may name prompts which no step was found to use.
  mutating func searchEverything(for paths: Set<String>) async throws {
    var words: Set<[UInt8]> = []
    var folders: Set<[UInt8]> = []
    var endings: Set<[UInt8]> = []
    for path in paths {
      words.formUnion(self.words(forPath: path))
      words.insert(Array(path.fileName.utf8))
      let prompts = [before, after].flatMap { reading($0.file(at: path))?.prompts?.prompts ?? [] }
      for prompt in prompts { words.formUnion(self.words(for: prompt)) }
      let folder = PromptNames.isIndex(path) ? path.folder.folder : path.folder
      for folder in [folder, path.folder] where !folder.isEmpty {
        folders.insert(Array(folder.fileName.utf8))
      }
      for quote in ["'", "\"", "`"] { endings.insert(Array((".\(path.fileExtension)" + quote).utf8)) }
    }
    let computed = Set(["*", "${", "{{"].map { Array($0.utf8) })
    reached.formUnion(try await self.paths(of: files(in: .steps), containing: computed))
    let including: Set<[UInt8]> = words.union(["{%", "{{>", "{{#>"].map { Array($0.utf8) })
    reached.formUnion(try await self.paths(of: promptFiles, containing: including))
    let others = files(in: .texts, without: .prompts)
    let code = files(in: .code, without: .prompts)
    let listings = try await self.paths(of: code, containing: Set(NameScanner.listings), areWhole: false)
    reached.formUnion(listings)
    let computing = words.union(folders).union(endings)
    reached.formUnion(try await self.paths(of: code, containing: computing))
    reached.formUnion(try await self.paths(of: others, containing: words))
    try reachNamesakes(of: paths)
    guard reached.count <= Self.mostReached else { throw TooWide("it concerns \(reached.count) files") }
  }

  /// A file of the same name in another folder of the same name may be used in a prompt's place.
  private mutating func reachNamesakes(of paths: Set<String>) throws {
    let keys = Set(paths.map { "\($0.folder.fileName)/\($0.fileName)" })
    let found = after.files { bytes in
      let path = String(decoding: bytes, as: UTF8.self)
      return keys.contains("\(path.folder.fileName)/\(path.fileName)")
    }
    guard found.count <= 50 + paths.count else { throw TooWide("\(found.count) files have the same name") }
    reached.formUnion(found.map(\.path))
    judged.formUnion(found.map(\.path).filter { !plan.formats(for: $0).isEmpty })
  }
}
