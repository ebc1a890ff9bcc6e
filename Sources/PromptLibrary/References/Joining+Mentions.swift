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
    let snapshot = snapshot
    let mentions = await parallelMap(files.count, jobs: jobs, state: snapshot.openReader) {
      reader, position in
      guard let bytes = try? reader.read(files[position]), bytes.count <= ReferenceSearch.largest else {
        return [(prompt: Int, place: Place)]()
      }
      let path = snapshot.files[files[position]].path
      return NameScanner.scan(SourceText(path: path, bytes: bytes), .prose, names: names).hits.flatMap {
        hit in
        names.meant(by: hit, in: path, among: prompts).map { ($0, Place(path: path, start: hit.position)) }
      }
    }
    for (prompt, place) in mentions.joined() {
      library.edges[orphans[prompt]].append(Edge(.mention, at: place))
      library.verdicts[orphans[prompt]] = Verdict(.orphaned, .likely)
    }
  }
}

extension PromptNames {
  /// The prompts that a path means, or a file name that only one of them has.
  fileprivate func meant(by hit: NameHit, in file: String, among prompts: [Prompt]) -> [Int] {
    let isStem = hit.kind == .stem
    guard isStem || hit.kind == .fileName else { return [] }
    let ending = String(hit.text.drop { "./@~".contains($0) })
    for path in [hit.text.resolved(fromFolderOf: file), ending] where !isStem {
      if let path, let exact = byPath[path].nonEmpty { return exact }
    }
    let all = isStem ? byStem[ending.fileName] : byFileName[ending.fileName]
    guard ending.utf8.contains(UInt8(ascii: "/")) else { return all.count == 1 && !isStem ? Array(all) : [] }
    // Thousands may share a file name such as `SKILL.md`.
    return all.prefix(100).filter { index in
      let path = prompts[index].path
      let bare = isStem ? String(path.dropLast(path.fileExtension.count + 1)) : path
      return bare == ending || bare.hasSuffix("/" + ending)
    }
  }
}
