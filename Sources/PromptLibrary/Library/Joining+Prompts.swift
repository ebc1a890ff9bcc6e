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

  private func exists(_ include: Include, in prompt: Prompt) -> Bool {
    if existingPath(include.target, from: prompt.path) != nil { return true }
    var folder = prompt.path.folder.folder
    while !folder.isEmpty {
      if existingPath("\(folder)/\(include.target)", from: "") != nil { return true }
      folder = folder.folder
    }
    return false
  }
}
