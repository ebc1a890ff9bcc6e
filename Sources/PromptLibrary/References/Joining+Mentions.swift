extension Joining {
  /// Looks through the workflows' own files for the names of prompts that nothing uses: an engine's reader takes what the
  /// steps say, and leaves comments and triggers out.
  ///
  /// It is told, and weighs nothing: a verdict hangs on what loads a prompt, and a hook judges by that without reading all
  /// workflows. `all` has the names of all prompts.
  mutating func addMentionsInWorkflows(among all: PromptNames, jobs: Int) async {
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
        names.meant(by: hit, in: path, among: prompts, all).map {
          ($0, Place(path: path, start: hit.position))
        }
      }
    }
    for (prompt, place) in mentions.joined() {
      library.edges[orphans[prompt]].append(Edge(.mention, at: place))
    }
  }
}

extension PromptNames {
  /// The prompts that a path means, or a file name that no other prompt of the library has.
  fileprivate func meant(
    by hit: NameHit, in file: String, among prompts: [Prompt], _ library: PromptNames
  ) -> [Int] {
    let isStem = hit.kind == .stem
    guard isStem || hit.kind == .fileName else { return [] }
    let ending = ReferenceSearch.tail(of: hit.text)
    for path in [hit.text.resolved(fromFolderOf: file), ending] where !isStem {
      if let path, !library.byPath[path].isEmpty { return Array(byPath[path]) }
    }
    let all = isStem ? byStem[ending.fileName] : byFileName[ending.fileName]
    guard ending.utf8.contains(UInt8(ascii: "/")) else {
      return !isStem && library.byFileName[ending.fileName].count == 1 ? Array(all) : []
    }
    // Thousands may share a file name such as `SKILL.md`.
    return all.prefix(100).filter { index in
      let path = prompts[index].path
      let bare = isStem ? String(path.dropLast(path.fileExtension.count + 1)) : path
      return bare == ending || bare.hasSuffix("/" + ending)
    }
  }
}
