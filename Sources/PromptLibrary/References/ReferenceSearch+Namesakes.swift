/// Which of several files of one name is meant.
extension ReferenceSearch {
  /// The prompts that a path or a bare file name means, and whether its folder tells them apart from their namesakes.
  func byFileName(_ hit: NameHit, in file: FileHits) -> ([Int], Bool) {
    let ending = tail(of: hit.text)
    for path in paths(of: hit, in: file) {
      if let exact = names.byPath[path].nonEmpty { return (exact, true) }
    }
    let all = names.byFileName[hit.text.fileName]
    // Translated documentation names some files thousands of times.
    guard isSparse || all.contains(where: { edges[$0].count < Self.mostEdges }) else { return ([], false) }
    if ending.contains("/") {
      let found = all.filter { prompts[$0].path == ending || prompts[$0].path.hasSuffix("/" + ending) }
      if !found.isEmpty { return (nearest(found, to: file.path), found.count == 1) }
      // A path that ends otherwise names another file of this name.
      if file.nature != .prose, all.count > 1 { return ([], false) }
    }
    let near = nearest(beside(hit, all), to: file.path)
    return (akin(near, to: file.path), false)
  }

  /// The paths that a file name means before all others: from the file's folder, and as it is written.
  func paths(of hit: NameHit, in file: FileHits) -> [String] {
    let near = hit.text.resolved(fromFolderOf: file.path)
    let written = hit.text.utf8.contains(UInt8(ascii: "/")) ? tail(of: hit.text) : nil
    return [near, written].compactMap { $0 }
  }

  /// A path without what leads upwards: `../prompts/x.md` ends as `prompts/x.md` does.
  func tail(of text: String) -> String {
    var rest = text[...]
    while rest.hasPrefix("../") || rest.hasPrefix("./") || rest.hasPrefix("/") || rest.hasPrefix("@/")
      || rest.hasPrefix("~/")
    {
      rest = rest[rest.utf8.index(after: rest.utf8.firstIndex(of: UInt8(ascii: "/"))!)...]
    }
    return String(rest)
  }

  /// Of namesakes, those that share the most folders with the file, when that is any.
  func nearest(_ found: [Int], to path: String) -> [Int] {
    guard found.count > 1 else { return found }
    let path = Array(path.utf8)
    func shared(_ index: Int) -> Int {
      var count = 0
      for (position, byte) in prompts[index].path.utf8.enumerated() {
        guard position < path.count, path[position] == byte else { break }
        if byte == UInt8(ascii: "/") { count += 1 }
      }
      return count
    }
    let counts = found.map(shared)
    let most = counts.max() ?? 0
    return most == 0 ? found : zip(found, counts).filter { $1 == most }.map(\.0)
  }

  /// Of namesakes, those whose folders stand in the same call: `join(ROOT, "night", "role.txt")`.
  func beside(_ hit: NameHit, _ found: [Int]) -> [Int] {
    guard found.count > 1, !hit.beside.isEmpty else { return found }
    let words = Set(hit.beside.flatMap { $0.split(separator: "/").map(String.init) })
    let scores = found.map { index in folders(index).count { words.contains($0) } }
    let most = scores.max() ?? 0
    return most == 0 ? found : zip(found, scores).filter { $1 == most }.map(\.0)
  }

  /// Of namesakes in sister folders, those whose folder's name is part of the file's own path: what
  /// `integrations/github/view.py` loads is `templates/github/issue.j2`.
  func akin(_ found: [Int], to path: String) -> [Int] {
    guard found.count > 1 else { return found }
    let own = Set(path.split(separator: "/").map { String($0.stem).lowercased() })
    // Hardly ever is any of their folders part of the file's path.
    let near = found.filter { index in folders(index).contains { own.contains($0.lowercased()) } }
    if near.isEmpty { return found }
    let common = found.dropFirst().reduce(Set(folders(found[0]))) { $0.intersection(folders($1)) }
    let kin = near.filter { index in
      folders(index).contains { !common.contains($0) && own.contains($0.lowercased()) }
    }
    return kin.isEmpty ? found : kin
  }

  func folders(_ index: Int) -> [String] {
    if !folders[index].isEmpty { return folders[index] }
    return prompts[index].path.split(separator: "/").dropLast().map(String.init)
  }
}
