/// What programs ask for and do not find.
extension ReferenceSearch {
  /// Reports what a loader was asked for and does not find, where the loader is known well enough: it was given the
  /// names of at least three prompts, and seldom a wrong one.
  mutating func addMissing() {
    var wrong: [Int: [(name: LoadedName, loader: PromptLoader)]] = [:]
    for missing in coverage.missing where !missing.loader.callee.isEmpty {
      let role = FileRole(missing.name.place.path)
      let isName =
        missing.name.text.utf8.allSatisfy { NameScanner.isPart[Int($0)] } && missing.name.text.utf8.count > 2
      // What two values of one parameter were glued to, or what is still computed, is nobody's name.
      let isWhole =
        missing.loader.pattern.count(where: { $0 == PromptLoader.hole }) == 1
        && !missing.name.pattern.drop(while: { $0 == "*" || $0 == "/" }).contains("*")
      guard role == .product, isName, isWhole else { continue }
      wrong[missing.loader.root, default: []].append((missing.name, missing.loader))
    }
    for (root, names) in wrong.sorted(by: { $0.key < $1.key }) {
      let targets = Set(names.map(\.name.pattern))
      guard let right = coverage.counts[root], right.count >= 3, targets.count * 2 <= right.count else {
        continue
      }
      var byCallee: [LoaderCoverage.Callee: Set<String>] = [:]
      for (name, loader) in names {
        byCallee[LoaderCoverage.Callee(loader), default: []].insert(name.pattern)
      }
      var seen: Set<Place> = []
      for (name, loader) in names where seen.insert(name.place).inserted {
        // A function that all else goes through too, as a `get` with a default, was seldom given a prompt's name.
        let callee = LoaderCoverage.Callee(loader)
        guard byCallee[callee, default: []].count * 2 <= coverage.given[callee]?.count ?? 0 else { continue }
        let candidates = coverage.covering.indices.filter { index in
          coverage.covering[index].contains { coverage.loaders[$0].root == root }
        }
        let target = String(name.pattern.drop { $0 == "*" || $0 == "/" })
        let near = nearestPrompt(to: String(target.fileName), among: candidates)
        dangling.append(
          DanglingReference(
            target: target, place: name.place, source: .file, nearest: near.map { prompts[$0].id },
            spelling: near.flatMap { loader.argument(for: paths[$0], asked: name.text) }))
      }
    }
  }

  /// The prompt whose file name is nearest; one that nothing names goes before one that is used.
  private func nearestPrompt(to name: String, among candidates: [Int]) -> Int? {
    let idle = candidates.filter { edges[$0].allSatisfy { $0.kind == .mention } }
    for group in [idle, candidates] {
      let byName = Dictionary(
        group.map { (String(prompts[$0].path.fileName), $0) }, uniquingKeysWith: { a, _ in a })
      if let near = PromptLibrary.nearest(to: name, among: byName.keys.sorted()), let index = byName[near] {
        return index
      }
    }
    return nil
  }

  // MARK: Paths

  /// What is done with a file that need not be there before.
  private static let makers = [
    "write", "save", "dump", "export", "mkdir", "exist", "is_file", "isfile", "access", "stat", "remove",
    "unlink",
    "create", "output", "delete", "touch", "copy", "move", "rename", "upload", "download", "override",
    "optional",
  ]
  private static let readers = [
    "prompt", "template", "load", "read", "render", "instruct", "open", "get_source",
  ]

  /// Reports a path that a program loads, that lies among prompts and ends as they do, and that leads nowhere.
  ///
  /// A file that the program may write, or asks after, is none that has to be there.
  mutating func addAbsent(_ files: [FileHits], among snapshot: Snapshot) {
    // Few files have any, and what their paths say takes longer than to see that.
    for file in files where file.hits.contains(where: { $0.kind == .absent }) && file.role == .product {
      let absent = file.hits.filter { $0.kind == .absent }
      let made = Set(absent.filter { Self.says(Self.makers, of: $0) }.map(\.text.fileName))
      var seen: Set<Substring> = []
      for hit in absent where !hit.isComment && !hit.isCompared && !hit.isUnreachable {
        guard Self.says(Self.readers, of: hit), !made.contains(hit.text.fileName),
          let folder = folder(of: hit, in: file), seen.insert(hit.text.fileName).inserted,
          !snapshot.holdsLike(hit.text.fileName)
        else { continue }
        let near = nearestPrompt(to: String(hit.text.fileName), among: folder)
        dangling.append(
          DanglingReference(
            target: hit.text, place: Place(path: file.path, start: hit.position), source: .file,
            nearest: near.map { prompts[$0].id },
            spelling: near.map {
              hit.text.folder.isEmpty
                ? String(paths[$0].fileName) : "\(hit.text.folder)/\(paths[$0].fileName)"
            }))
      }
    }
  }

  private static func says(_ words: [String], of hit: NameHit) -> Bool {
    [hit.callee, hit.assigned].compactMap { $0?.lowercased() }.contains { name in
      words.contains { name.contains($0) }
    }
  }

  /// The prompts beside which a path would lie, where its folder can be told and holds such files; nil elsewhere.
  private func folder(of hit: NameHit, in file: FileHits) -> [Int]? {
    var folder = String(Self.tail(of: hit.text).folder)
    if folder.isEmpty {
      let beside = hit.beside.map(Self.tail).last {
        $0 != hit.text && !names.foldersByName[$0.fileName].isEmpty
      }
      guard let beside else { return nil }
      folder = beside
    }
    let ending = hit.text.fileExtension
    let folders = names.foldersByName[folder.fileName].map { names.folders[$0] }
      .filter { $0 == folder || $0.hasSuffix("/" + folder) }
    guard folders.count == 1, let only = folders.first else { return nil }
    let found = below(only).filter { paths[$0].folder == only[...] && paths[$0].fileExtension == ending }
    return found.isEmpty ? nil : found
  }
}

extension Snapshot {
  /// Whether some file has this name, or would have it without an ending such as `.example`.
  fileprivate func holdsLike(_ name: Substring) -> Bool {
    files.contains { $0.path.fileName.utf8.starts(with: name.utf8) }
  }
}
