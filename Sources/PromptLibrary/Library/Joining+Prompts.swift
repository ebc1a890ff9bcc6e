extension Joining {
  /// Draws an edge to each prompt that a platform loads from where it lies, or from where a link to it lies.
  mutating func addPlatformEdges() {
    for index in library.prompts.indices {
      if let platform = library.prompts[index].platform {
        library.edges[index].append(Edge(.platform, at: library.prompts[index].place, how: platform))
      }
    }
    for link in snapshot.links {
      for index in library.prompts.indices {
        let path = library.prompts[index].path
        guard path == link.target || path.hasPrefix(link.target + "/") else { continue }
        let seen = link.path + path.dropFirst(link.target.count)
        if let platform = PlatformLocation.sentence(for: seen) {
          library.edges[index].append(
            Edge(.platform, at: Place(path: link.path), how: "\(platform), through the link \(link.path)"))
        }
      }
    }
  }

  /// Draws an edge from each prompt to those that it includes or links to.
  mutating func addIncludeEdges() {
    for index in library.prompts.indices
    where !library.prompts[index].includes.isEmpty || !library.prompts[index].links.isEmpty {
      let prompt = library.prompts[index]
      for include in prompt.includes + prompt.links {
        let isLink = include.kind == .link || include.kind == .file
        if include.isDynamic {
          addDynamic(include, from: prompt)
          continue
        }
        let found = targets(of: include, in: prompt)
        for target in found where target != index {
          library.edges[target].append(
            Edge(.include, at: include.place, from: prompt.address, how: include.kind.rawValue))
        }
        if found.isEmpty, !isLink, include.kind != .handoff, !exists(include, in: prompt) {
          library.dangling.append(
            DanglingReference(
              target: include.target, place: include.place, source: .prompt(prompt.id),
              nearest: library.dangling.count < 200 ? resolver.nearest(to: include.target) : nil))
        }
      }
    }
  }

  private mutating func addDynamic(_ include: Include, from prompt: Prompt) {
    guard include.target.utf8.contains(where: { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "/") }) else {
      return
    }
    let folder = prompt.path.folder
    for pattern in [include.target, "\(folder)/\(include.target)", "**/\(include.target)"] {
      let found = resolver.prompts(matching: pattern)
      for target in found {
        library.edges[target].append(
          Edge(.dynamic, at: include.place, from: prompt.address, how: include.target))
      }
      if !found.isEmpty { return }
    }
  }

  /// The prompts that an include means: from the top, from the folder, and from each folder above, as loaders have it.
  private func targets(of include: Include, in prompt: Prompt) -> [Int] {
    var names = [include.target]
    if include.kind == .partial {
      let folder = include.target.folder
      let partial = (folder.isEmpty ? "" : "\(folder)/") + "_\(include.target.fileName).prompt"
      names = [partial, include.target]
    }
    if let keyed = keyed(include.target, in: prompt), !keyed.prompts.isEmpty { return keyed.prompts }
    for name in names {
      let found =
        include.kind == .handoff
        ? resolver.prompts(named: name, in: prompt.path) : resolver.prompts(at: name, from: prompt.path)
      if !found.isEmpty { return found }
      var folder = prompt.path.folder.folder
      while !folder.isEmpty {
        let found = resolver.prompts(at: "\(folder)/\(name)", from: "")
        if !found.isEmpty { return found }
        folder = folder.folder
      }
    }
    return []
  }

  /// The prompts that `module.file:key` means, and whether such a file is there; nil for other names.
  private func keyed(_ target: String, in prompt: Prompt) -> (prompts: [Int], exists: Bool)? {
    guard let colon = target.firstIndex(of: ":"), !target.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let key = String(target[target.index(after: colon)...])
    let module = target[..<colon].split(separator: ".").joined(separator: "/")
    let path =
      target.hasPrefix(".") && !prompt.path.folder.isEmpty ? "\(prompt.path.folder)/\(module)" : module
    func isMeant(_ other: String) -> Bool {
      let bare = other.utf8.dropLast(other.fileExtension.utf8.count + 1)
      return bare.elementsEqual(path.utf8) || bare.reversed().starts(with: "/\(path)".utf8.reversed())
    }
    return (
      library.prompts.indices.filter { library.prompts[$0].key == key && isMeant(library.prompts[$0].path) },
      snapshot.files.contains { isMeant($0.path) }
    )
  }

  private func exists(_ include: Include, in prompt: Prompt) -> Bool {
    if let keyed = keyed(include.target, in: prompt) { return keyed.exists }
    if existingPath(include.target, from: prompt.path) != nil { return true }
    var folder = prompt.path.folder.folder
    while !folder.isEmpty {
      if existingPath("\(folder)/\(include.target)", from: "") != nil { return true }
      folder = folder.folder
    }
    return false
  }
}
