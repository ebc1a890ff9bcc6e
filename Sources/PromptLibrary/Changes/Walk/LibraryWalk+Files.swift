package import Git

extension LibraryWalk {
  package mutating func apply(_ changes: [FileChange]) {
    if files.isEmpty {
      files = changes.compactMap { Self.file($0.new) }.map { WalkedFile($0, plan) }
      files.sort { $0.path.precedesByBytes($1.path) }
      for change in changes { note(change) }
      return
    }
    for change in changes {
      note(change)
      let position = position(of: change.path)
      let isKnown = position < files.count && files[position].path == change.path
      switch (Self.file(change.new), isKnown) {
      case (let entry?, true):
        if entry.id != files[position].id {
          noteOld(files[position])
          if isReadByName(files[position]) { noteAnything() }
          forgetScan(at: position)
          files[position].change(to: entry)
        }
      case (let entry?, false):
        let file = WalkedFile(entry, plan)
        noteOld(file)
        if mayBeNamed(file) { noteAnything() }
        files.insert(file, at: position)
        listing = nil
      case (nil, true):
        noteOld(files[position])
        if mayBeNamed(files[position]) { noteAnything() }
        forgetScan(at: position)
        files.remove(at: position)
        listing = nil
      case (nil, false): continue
      }
    }
  }

  private static func file(_ entry: FileEntry?) -> FileEntry? {
    guard let entry, entry.kind == .file || entry.kind == .executable else { return nil }
    return entry
  }

  private mutating func note(_ change: FileChange) {
    let link = change.new.flatMap { $0.kind == .symbolicLink ? $0.id : nil }
    if links[change.path] != link {
      links[change.path] = link
      listing = nil
      noteAnything()
    }
  }

  /// Notes that more than files' own texts may differ.
  private mutating func noteAnything() { (difference, searchedDifference) = (nil, nil) }

  private mutating func forgetScan(at position: Int) {
    if let scan = files[position].scan { outdated.append(scan) }
    files[position].scan = nil
  }

  /// Remembers what a file gave before its text changed.
  private mutating func noteOld(_ file: WalkedFile) {
    difference?.note(file)
    searchedDifference?.note(file)
    if file.nature != .other { changed.insert(file.path) }
  }

  /// Whether a file is read because others name it, whatever its own readers make of it.
  private func isReadByName(_ file: WalkedFile) -> Bool {
    if pointed.contains(file.path.fileName) { return true }
    guard read.contains(file.path) else { return false }
    if file.path.hasSuffix(".txt") { return true }
    let prompts = file.reading?.prompts?.prompts ?? []
    return prompts.isEmpty && file.reading?.workflows == nil
      // What the configuration claims as plain text is read anew as what it is loaded as.
      || prompts.contains { Self.plain.contains($0.format) } && isLoaded(file)
  }

  private static let plain = Set(PromptFormat.all.filter(\.needsConfiguration).map(\.name))

  /// Whether a manifest has the file loaded.
  private func isLoaded(_ file: WalkedFile) -> Bool {
    (file.path.hasSuffix(".md") || file.path.hasSuffix(".toml"))
      && loading.values.contains { $0.matches(file.path) }
  }

  /// Whether it can matter that a file is there: something names it, or could name any file of its kind.
  private func mayBeNamed(_ file: WalkedFile) -> Bool {
    !links.isEmpty || file.path.hasSuffix(".txt") || named.contains(file.path.fileName)
      || pointed.contains(file.path.fileName) || isLoaded(file) || isModule(file)
  }

  private func isModule(_ file: WalkedFile) -> Bool {
    !modules.isEmpty && modules.contains(file.path.fileName.dropLast(file.path.fileExtension.utf8.count + 1))
  }

  func position(of path: String) -> Int {
    files.position(ofPath: path, by: \.path)
  }

  /// The object at a path; nil when no file is there.
  package func id(of path: String) -> ObjectID? {
    files.element(ofPath: path, by: \.path)?.id
  }

  mutating func readFiles() async {
    let new = files.indices.filter { files[$0].readers != nil && files[$0].reading == nil }
    let readings = await parallel(new) { [plan] file, reader in
      plan.read(file.path, with: file.readers!) { () throws(ReadFailure) in try reader.blob(file.id) }
    }
    for (index, var reading) in zip(new, readings) {
      // No rule of the gate looks at runs.
      (reading.runs, reading.usage) = ([], [])
      names.note(reading)
      files[index].reading = reading
    }
  }

  /// Maps some files: on all workers where they are many, and else with texts that are kept.
  func parallel<Result: Sendable>(
    _ indices: [Int], _ body: @escaping @Sendable (WalkedFile, any BlobReader) -> Result
  ) async -> [Result] {
    guard indices.count > 200 else { return indices.map { body(files[$0], blobs) } }
    let chosen = indices.map { files[$0] }
    return await parallelMap(chosen.count, jobs: jobs, state: { [opening] in OpenRepository(opening) }) {
      reader, position in body(chosen[position], reader)
    }
  }

  mutating func snapshot() -> Snapshot {
    if listing == nil {
      let list = files.map { Snapshot.File(path: $0.path) }
      let positions = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1.path, $0) })
      let texts = links.sorted { $0.key < $1.key }.compactMap { path, id in
        (try? blobs.blob(id)).map { SymbolicLink(path: path, text: String(decoding: $0, as: UTF8.self)) }
      }
      let resolved = SymbolicLink.resolve(texts, among: texts.isEmpty ? [] : list.map(\.path)).0
      listing = (list, positions, resolved)
    }
    let ids = files.map(\.id)
    return Snapshot(name: "", files: listing!.files, links: listing!.links) { [blobs] in
      WalkReader(blobs, ids)
    }
  }
}

extension LibraryWalk.Difference {
  /// Remembers what a file gave, unless that is known already.
  fileprivate mutating func note(_ file: WalkedFile) {
    if file.readers != nil, readings[file.path] == nil {
      readings.updateValue(file.reading, forKey: file.path)
    }
    if file.nature != .other, scans[file.path] == nil { scans.updateValue(file.scan, forKey: file.path) }
  }
}

private final class WalkReader: FileReader {
  private let blobs: SharedBlobs
  private let ids: [ObjectID]

  init(_ blobs: SharedBlobs, _ ids: [ObjectID]) {
    self.blobs = blobs
    self.ids = ids
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] { try blobs.blob(ids[index]) }
}
