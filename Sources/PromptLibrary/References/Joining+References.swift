extension Joining {
  /// Draws an edge for each name of a prompt in the files that are neither prompts nor workflows.
  mutating func addReferenceEdges(jobs: Int) async {
    guard !library.prompts.isEmpty else { return }
    let read = Set(library.prompts.map(\.path)).union(library.workflows.map(\.path))
    let globs = [Glob](plan.configuration.references)
    let isAll = plan.configuration.references == ["**"]
    let files = snapshot.files.indices.filter { index in
      let path = snapshot.files[index].path
      return FileNature(path) != .other && !read.contains(path) && path != plan.configuration.path
        && plan.ownPart(of: path) == nil && !plan.isExcluded(path) && (isAll || globs.match(path))
    }
    let names = PromptNames(library.prompts)
    let paths = files.map { snapshot.files[$0].path }
    let hits = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) { reader, position in
      let nature = FileNature(paths[position])
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
    search.addOverrides(of: library.edges)
    for index in library.prompts.indices { library.edges[index] += search.edges[index] }
    library.dangling += search.dangling
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

extension ReferenceSearch {
  /// Larger files are generated: bundles and data.
  static let largest = 5_000_000
}
