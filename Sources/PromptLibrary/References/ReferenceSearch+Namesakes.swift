/// The folders above each prompt that shares its file name with others: asked for at each of their mentions.
struct NamesakeFolders: Sendable {
  var names: [[String]]
  /// The same by number, whatever their capitals.
  var numbers: [[Int]] = []
  var byName: [String: Int] = [:]

  init(_ prompts: [Prompt], _ table: PromptNames) {
    names = prompts.indices.map { index in
      guard table.byFileName.isShared(prompts[index].path.fileName) else { return [] }
      return prompts[index].path.split(separator: "/").dropLast().map(String.init)
    }
    for folders in names {
      numbers.append(
        folders.map { folder in
          let name = folder.lowercased()
          if let number = byName[name] { return number }
          byName[name] = byName.count
          return byName.count - 1
        })
    }
  }
}

/// Which of several files of one name is meant.
extension ReferenceSearch {
  /// Whether prompts are entries of one file.
  func isOneFile(_ found: [Int]) -> Bool {
    found.dropFirst().allSatisfy { paths[$0] == paths[found[0]] } && !found.isEmpty
  }

  /// The prompts that a path or a bare file name means, and whether its folder tells them apart from their namesakes.
  mutating func byFileName(_ hit: NameHit, in file: FileHits) -> ([Int], Bool) {
    let ending = Self.tail(of: hit.text)
    let beside = hit.text.resolved(fromFolderOf: file.path)
    // The paths that it means before all others: from the file's folder, and as it is written.
    let paths = [beside, hit.text.utf8.contains(UInt8(ascii: "/")) ? ending : nil].compactMap { $0 }
    let exact = paths.lazy.compactMap { [names] in names.byPath[$0].nonEmpty }.first
    if isSparse {
      asked.formUnion(paths.map { "/" + $0 })
      // A path that is found means no other file of its name.
      if exact == nil { asked.insert(String(hit.text.fileName)) }
    }
    if let exact { return (exact, true) }
    let all = names.byFileName[hit.text.fileName]
    if hit.isResource { return resource(hit.text, all) }
    // Every skill's file is called so; a path in the making is a pattern, and prose means any of them.
    if !ending.utf8.contains(UInt8(ascii: "/")), PromptNames.isIndex(ending) {
      let folders = Set(hit.beside.flatMap { $0.split(separator: "/") })
      return (
        all.filter { index in
          let folder = prompts[index].path.folder
          return folders.contains(folder.fileName) || (file.nature != .prose && folder == file.path.folder)
        }, false
      )
    }
    // Translated documentation names some files thousands of times.
    guard isSparse || file.nature != .prose || all.contains(where: { edges[$0].count < Self.mostEdges })
    else { return ([], false) }
    if ending.contains("/") {
      let found = all.filter { prompts[$0].path == ending || prompts[$0].path.hasSuffix("/" + ending) }
      if !found.isEmpty { return (nearest(found, to: file.path), isOneFile(found)) }
      // The repository under a root of its own: `/mnt/code/prompts/sort.txt`.
      let rooted = all.filter { ending.hasSuffix("/" + prompts[$0].path) }
      if isOneFile(rooted) { return (rooted, true) }
      // A path that ends otherwise names another file of this name.
      if file.nature != .prose, !isOneFile(all) { return ([], false) }
    }
    let near = nearest(self.beside(hit, all), to: file.path)
    return (akin(near, to: file.path), false)
  }

  /// The prompts that a resource's name means: with the folders in front of it, or those of them that are folders.
  private func resource(_ path: String, _ all: [Int]) -> ([Int], Bool) {
    var rest = path[...]
    while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
      let ending = String(rest)
      let found = all.filter { prompts[$0].path == ending || prompts[$0].path.hasSuffix("/" + ending) }
      if !found.isEmpty { return (found, isOneFile(found)) }
      rest = rest[rest.utf8.index(after: slash)...]
    }
    return ([], false)
  }

  /// A path without what leads upwards: `../prompts/x.md` ends as `prompts/x.md` does.
  static func tail(of text: String) -> String {
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
      for (position, byte) in paths[index].utf8.enumerated() {
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
    let own = path.split(separator: "/").map { $0.stem.lowercased() }
    let numbers = own.compactMap { folders.byName[$0] }
    // Hardly ever is any of their folders part of the file's path.
    let related = found.filter { index in
      folders.numbers[index].isEmpty
        ? folders(index).contains { own.contains($0.lowercased()) }
        : folders.numbers[index].contains(where: numbers.contains)
    }
    if related.isEmpty { return found }
    let common = found.dropFirst().reduce(Set(folders(found[0]))) { $0.intersection(folders($1)) }
    let kin = related.filter { index in
      folders(index).contains { !common.contains($0) && own.contains($0.lowercased()) }
    }
    return kin.isEmpty ? found : kin
  }

  func folders(_ index: Int) -> [String] {
    if !folders.names[index].isEmpty { return folders.names[index] }
    return paths[index].split(separator: "/").dropLast().map(String.init)
  }
}
