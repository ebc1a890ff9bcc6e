/// Folders and patterns that take many prompts at once.
extension ReferenceSearch {
  /// Whether some line lists the folder that this name holds; `path` and `name` hold too many things to say.
  func isListedFolder(_ name: String) -> Bool {
    let lower = name.lowercased()
    return setting.listed.contains(name)
      && ["dir", "folder", "root", "_path", "base"].contains { lower.contains($0) }
  }

  mutating func resolveFolder(_ hit: NameHit, in file: FileHits) {
    let isListed = hit.isNearListing || hit.assigned.map(isListedFolder) ?? false
    guard hit.isQuoted, !hit.isComment, isListed || hit.isBeforeListing else { return }
    if isSparse { asked.insert(String(hit.text.fileName)) }
    let all = names.foldersByName[hit.text.fileName].map { names.folders[$0] }
    let ending = folderPath(hit.text)
    var folders = all.filter { $0 == ending || $0.hasSuffix("/" + ending) }
    if let near = hit.text.resolved(fromFolderOf: file.path), folders.contains(near) { folders = [near] }
    let kind: Edge.Kind = folders.count == 1 && isListed ? .reference : .dynamic
    for folder in folders {
      // A walk over the whole tree, by a script that packs or counts, loads nothing.
      let below = below(folder)
      if hit.isDeep, !below.contains(where: { paths[$0].folder == folder[...] }), hit.assigned != "folder" {
        continue
      }
      for index in below where lies(paths[index], in: folder, isDeep: hit.isDeep) {
        add(hit, file, to: index, kind, "every file of \(folder) is listed")
      }
    }
  }

  /// The prompts below a folder: side by side, since prompts come in order of path.
  func below(_ folder: String) -> Range<Int> {
    let start = paths.partitioningIndex { !$0.precedesByBytes(folder + "/") }
    let end = paths.partitioningIndex { !$0.precedesByBytes(folder + "0") }
    return start..<end
  }

  /// A folder's path without what leads upwards or to the package: `$CARGO_MANIFEST_DIR/prompts`.
  func folderPath(_ text: String) -> String {
    let path = Self.tail(of: text)
    guard let slash = path.firstIndex(of: "/"), path[..<slash].hasSuffix("_DIR") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Whether listing a folder meets the prompt: it lies there, or is the one file that its own folder there is for.
  private func lies(_ path: String, in folder: String, isDeep: Bool) -> Bool {
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let own = path.folder
    return own == folder[...] || (own.folder == folder[...] && PromptNames.isIndex(path))
      || (isDeep && path.hasPrefix(folder + "/"))
  }

  /// Files and folders that the compiler puts into the program, seen from the file that says so.
  mutating func resolveEmbed(_ hit: NameHit, in file: FileHits) {
    guard let path = hit.text.resolved(fromFolderOf: file.path) else { return }
    let glob = Glob.isPattern(path) ? Glob(path) : nil
    for index in paths.indices {
      let prompt = paths[index]
      guard prompt == path || prompt.hasPrefix(path + "/") || glob.map({ meets($0, prompt) }) ?? false
      else { continue }
      add(hit, file, to: index, .reference, "embedded by go:embed")
    }
  }

  /// Whether a pattern matches a file, or a folder above it, which is then embedded whole.
  private func meets(_ glob: Glob, _ path: String) -> Bool {
    if glob.matches(path) { return true }
    var folder = path.folder
    while !folder.isEmpty {
      if glob.matches(String(folder)) { return true }
      folder = folder.folder
    }
    return false
  }

  // MARK: Patterns

  /// The prompts that patterns of this file match: a name quoted beside them completes one.
  mutating func patterns(in file: FileHits) -> Set<Int> {
    var found: Set<Int> = []
    for hit in file.hits where hit.kind == .pattern && !hit.isComment {
      found.formUnion(matches(hit, in: file))
    }
    return found
  }

  private mutating func matches(_ hit: NameHit, in file: FileHits) -> [Int] {
    let folder = file.path.folder
    let key = "\(folder)\u{0}\(hit.text)"
    if let known = matched[key] { return known }
    var found = matches(hit.text, in: folder)
    if found.isEmpty, file.path.hasSuffix(".cs") { found = resources(named: hit.text) }
    matched[key] = found
    return found
  }

  /// The files that a compiler of .NET embeds under such names: folders stand with dots between them, and before them the
  /// name of the assembly (`App.Plugins.Engine.*.txt` for `Plugins/Engine.small.txt`).
  private func resources(named pattern: String) -> [Int] {
    let ending = "." + pattern.fileExtension
    guard !pattern.contains("/"), pattern.hasSuffix(ending) else { return [] }
    let parts = pattern.dropLast(ending.count).split(separator: ".")
    guard (2...8).contains(parts.count) else { return [] }
    for first in 0..<parts.count - 1 {
      for name in (first + 1..<parts.count).reversed()
      where !parts[first..<name].contains(where: { $0.contains("*") }) {
        let folders = parts[first..<name].joined(separator: "/")
        let glob = Glob("**/\(folders)/\(parts[name...].joined(separator: "."))\(ending)")
        let found = paths.indices.filter { glob.matches(paths[$0]) }
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private func matches(_ text: String, in folder: Substring) -> [Int] {
    var pattern = Self.tail(of: text)
    while pattern.hasPrefix("**/") { pattern = String(pattern.dropFirst(3)) }
    while pattern.hasPrefix("*/") { pattern = String(pattern.dropFirst(2)) }
    // With nothing fixed, it says something of its own folder only, and at the top nothing.
    if Self.isFree(pattern), folder.isEmpty { return [] }
    var globs = [
      folder.isEmpty ? pattern : "\(folder)/\(pattern)",
      folder.isEmpty ? "**/\(pattern)" : "\(folder)/**/\(pattern)",
    ]
    // A pattern without any fixed folder stays near its file; one with a folder of prompts may stand anywhere.
    if pattern.split(separator: "/").dropLast().contains(where: { !$0.contains("*") }) {
      globs.append("**/\(pattern)")
    }
    if !Self.isFree(pattern) { globs.append("**/\(pattern)") }
    for glob in globs.map(Glob.init) {
      let found = paths.indices.filter { glob.matches(paths[$0]) }
      if !found.isEmpty { return found + alike(found, Glob(String(pattern.fileName))) }
    }
    // The repository under a root of its own: `/mnt/code/prompts/*.txt`.
    if text.hasPrefix("/") {
      var rest = pattern[...]
      while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
        rest = rest[rest.utf8.index(after: slash)...]
        guard rest.folder.utf8.contains(where: { $0.isWordByte }) else { break }
        let glob = Glob("**/\(rest)")
        let found = paths.indices.filter { glob.matches(paths[$0]) }
        if !found.isEmpty { return found }
      }
    }
    return Self.isFree(pattern) && PromptNames.isIndex(pattern) ? besides(pattern, in: folder) : []
  }

  /// What a program of a package means that takes the skills of whatever folder: those of its own package.
  private func besides(_ pattern: String, in folder: Substring) -> [Int] {
    let glob = Glob("**/\(pattern)")
    let package = folder.prefix { $0 != "/" } + "/"
    return nearest(
      paths.indices.filter { paths[$0].hasPrefix(package) && glob.matches(paths[$0]) }, to: "\(folder)/")
  }

  /// Files in other folders of the same name whose names the pattern fits too: folders that stand in for each other.
  private func alike(_ found: [Int], _ name: Glob) -> [Int] {
    let folders = Set(found.map { paths[$0].folder.fileName })
    let known = Set(found)
    return paths.indices.filter { index in
      !known.contains(index) && folders.contains(paths[index].folder.fileName)
        && name.matches(String(paths[index].fileName))
    }
  }

  mutating func resolvePattern(_ hit: NameHit, in file: FileHits) {
    guard !hit.isComment else { return }
    // A test writes a skill of its own into a folder that it makes.
    if PromptNames.isIndex(hit.text), FileRole(file.path) == .test,
      hit.text.folder.utf8.allSatisfy({ "*./".utf8.contains($0) })
    {
      return
    }
    // What a function completes from its parameter, its callers say.
    if hit.isParameter, !hit.isNearListing,
      Self.isFree(Self.tail(of: hit.text))
        || coverage.settled.contains(Place(path: file.path, start: hit.position))
    {
      return
    }
    for index in matches(hit, in: file) {
      add(
        hit, file, to: index, hit.isNearListing ? .reference : .dynamic,
        hit.isNearListing ? "every file like \(hit.text) is listed" : hit.text)
    }
  }
}
