import YAML

extension Joining {
  /// Draws an edge for each name of a prompt in the files that are neither prompts nor workflows.
  mutating func addReferenceEdges(jobs: Int) async {
    guard !library.prompts.isEmpty else { return }
    let read = Set(library.prompts.map(\.path)).union(library.workflows.map(\.path))
    let globs = [Glob](plan.configuration.references)
    let isAll = plan.configuration.references == ["**"]
    let all = snapshot.files.map { read.contains($0.path) ? .other : FileNature($0.path) }
    let files = snapshot.files.indices.filter { index in
      let path = snapshot.files[index].path
      return all[index] != .other && path != plan.configuration.path
        && plan.ownPart(of: path) == nil && !plan.isExcluded(path) && (isAll || globs.match(path))
    }
    let names = PromptNames(library.prompts)
    let paths = files.map { snapshot.files[$0].path }
    let hits = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) { reader, position in
      let nature = all[files[position]]
      do throws(ReadFailure) {
        let source = SourceText(path: paths[position], bytes: try reader.read(files[position]))
        guard !source.isBinary, source.bytes.count <= ReferenceSearch.largest else {
          return FileHits(path: paths[position], nature: nature)
        }
        return NameScanner.scan(source, nature, names: names)
      } catch {
        return FileHits(path: paths[position], nature: nature, failure: error.message)
      }
    }
    var search = ReferenceSearch(library.prompts, names: names, suites: [Glob](plan.configuration.suites))
    search.resolve(hits)
    let doubted = search.doubted
    if !doubted.isEmpty { search.markDead(await unnamed(doubted, in: files, jobs: jobs)) }
    search.addOverrides(of: library.edges)
    for index in library.prompts.indices { library.edges[index] += search.edges[index] }
    library.dangling += search.dangling
    library.loaders = search.coverage.learned
    library.referencesResolved = search.resolved
    library.referencesDynamic = search.dynamic
    library.filesRead += files.count
    for file in hits {
      // What documentation or a test could say keeps nothing alive.
      guard let failure = file.failure, file.nature != .prose, FileRole(file.path) == .product else {
        continue
      }
      obstacles.append(Obstacle(place: Place(path: file.path), message: failure))
    }
  }
}

extension Joining {
  /// Of some functions, those whose name stands nowhere but where they are defined.
  private func unnamed(_ functions: Set<String>, in files: [Int], jobs: Int) async -> Set<String> {
    let names = Set(functions.map { Array($0.utf8) })
    let paths = files.map { snapshot.files[$0].path }
    let counts = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) { reader, position in
      guard FileNature(paths[position]) != .prose, let bytes = try? reader.read(files[position]),
        bytes.count <= ReferenceSearch.largest
      else { return [String: Int]() }
      return Self.uses(of: names, in: bytes)
    }
    var total: [String: Int] = [:]
    for count in counts { total.merge(count, uniquingKeysWith: +) }
    return functions.filter { total[$0, default: 0] == 0 }
  }

  /// How often each name stands in a text as a word that no definition's keyword precedes.
  ///
  /// One pass over the words, however many names there are: a search for each took a third of an audit of a hundred
  /// thousand prompts. A name with `$` or the like is no word, and is searched for.
  private static func uses(of names: Set<[UInt8]>, in bytes: [UInt8]) -> [String: Int] {
    var counts: [String: Int] = [:]
    func note(_ range: Range<Int>) {
      let isDefinition = ["def ", "func ", "function "].contains { keyword in
        range.lowerBound >= keyword.utf8.count
          && bytes[(range.lowerBound - keyword.utf8.count)..<range.lowerBound].elementsEqual(keyword.utf8)
      }
      if !isDefinition { counts[String(decoding: bytes[range], as: UTF8.self), default: 0] += 1 }
    }
    var index = 0
    while index < bytes.count {
      while index < bytes.count, !bytes[index].isWordByte { index &+= 1 }
      let start = index
      while index < bytes.count, bytes[index].isWordByte { index &+= 1 }
      if index > start, names.contains(Array(bytes[start..<index])) { note(start..<index) }
    }
    for name in names where !name.allSatisfy(\.isWordByte) {
      var from = 0
      while let start = offset(of: name, in: bytes, from..<bytes.count) {
        from = start + name.count
        let before = start > 0 ? bytes[start - 1] : 32
        let after = from < bytes.count ? bytes[from] : 32
        if !before.isWordByte, !after.isWordByte { note(start..<from) }
      }
    }
    return counts
  }
}

extension ReferenceSearch {
  /// Larger files are generated: bundles and data.
  static let largest = 5_000_000
}
