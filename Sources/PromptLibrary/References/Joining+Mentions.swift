extension Joining {
  /// Looks through the workflows' own files for the names of prompts that nothing uses: an engine's reader takes what the
  /// steps say, and leaves comments and triggers out.
  mutating func addMentionsInWorkflows(jobs: Int) async {
    let orphans = library.verdicts.indices.filter { index in
      library.verdicts[index].kind == .orphaned && library.verdicts[index].confidence == .certain
    }
    let files = Set(library.workflows.map(\.path)).compactMap { positions[$0] }.sorted()
    guard !orphans.isEmpty, !files.isEmpty else { return }
    let prompts = orphans.map { library.prompts[$0] }
    let names = PromptNames(prompts)
    let paths = files.map { snapshot.files[$0].path }
    let hits = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) { reader, position in
      guard let bytes = try? reader.read(files[position]), bytes.count <= ReferenceSearch.largest else {
        return FileHits(path: paths[position], nature: .prose)
      }
      return NameScanner.scan(SourceText(path: paths[position], bytes: bytes), .prose, names: names)
    }
    guard hits.contains(where: { !$0.hits.isEmpty }) else { return }
    var known: [String: [Int]] = [:]
    let loaders = LoaderSearch(CodeIndex([], isPattern: names.isPattern, jobs: 1))
    let coverage = LoaderCoverage(loaders, prompts: prompts, names: names, known: &known)
    var search = ReferenceSearch(prompts, names: names, suites: [], setting: ReferenceSetting(coverage))
    for file in hits {
      for found in search.references(in: file) {
        library.edges[orphans[found.prompt]].append(found.edge)
        library.verdicts[orphans[found.prompt]] = Verdict(.orphaned, .likely)
      }
    }
  }
}
