extension Joining {
  /// Splits the text files that a suite names into the prompts that its runner sees in them.
  mutating func splitSuiteFiles() {
    var paths: Set<String> = []
    for reference in suiteReferences {
      switch reference.kind {
      case .glob:
        let glob = Glob(reference.target)
        paths.formUnion(snapshot.files.lazy.map(\.path).filter { $0.hasSuffix(".txt") && glob.matches($0) })
      case .path, .name:
        if let path = existingPath(reference.target, from: reference.place.path), path.hasSuffix(".txt") {
          paths.insert(path)
        }
      case .dynamic: continue
      }
    }
    for path in paths.sorted() where !plan.isExcluded(path) {
      guard let source = text(at: path), !source.isBinary else { continue }
      var file = PromptFormat.split(source)
      file.addSecrets(in: source)
      library.prompts.removeAll { $0.path == path }
      library.problems.removeAll { $0.place.path == path }
      library.prompts += file.prompts
      library.problems += file.problems
    }
  }

  /// Draws an edge to each prompt that a suite names: being measured is no use.
  mutating func addSuiteEdges() {
    for reference in suiteReferences {
      let file = reference.place.path
      var edge = Edge(.test, at: reference.place, how: "a suite")
      let found: [Int]
      switch reference.kind {
      case .path: found = resolver.prompts(at: reference.target, from: file)
      case .name: found = resolver.prompts(named: reference.target, in: file)
      case .glob: found = resolver.prompts(matching: reference.target)
      case .dynamic:
        edge.how = "a suite, as \(reference.target)"
        found = resolver.prompts(matching: reference.target)
      }
      for index in found { library.edges[index].append(edge) }
      let isPath = reference.kind == .path || reference.kind == .name
      if found.isEmpty, isPath, !reference.isTentative, existingPath(reference.target, from: file) == nil {
        library.dangling.append(
          DanglingReference(
            target: reference.target, place: reference.place, source: .file,
            nearest: library.dangling.count < 200 ? resolver.nearest(to: reference.target) : nil))
      }
    }
  }
}
