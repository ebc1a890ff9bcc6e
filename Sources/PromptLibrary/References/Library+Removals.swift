package import Git
import YAML

extension Library {
  /// Dates the orphans and the dangling references: by which commit each lost its last reference, or its target.
  ///
  /// All commits are looked at once, for all names together; a commit's trees are compared, and only the files that it
  /// changed are read.
  package mutating func addRemovals(
    of opening: Repository.Opening, before start: ObjectID, jobs: Int
  ) async {
    let orphans = prompts.indices.filter { verdicts[$0].kind == .orphaned || verdicts[$0].kind == .testOnly }
    let targets = Set(dangling.map { String($0.target.fileName) })
    guard !orphans.isEmpty || !targets.isEmpty, let repository = try? Repository(opening),
      let commits = try? repository.history(from: start)
    else { return }
    let search = RemovalSearch(
      orphans.map { prompts[$0] }, targets: targets, isReadable: ReadingPlan(configuration))
    let events = await parallelMap(commits.count, jobs: jobs, state: { RemovalReader(opening) }) {
      reader, index in
      reader.events(of: commits[index], search)
    }
    for event in events.joined() {
      switch event {
      case .unnamed(let index, let removal):
        let prompt = orphans[index]
        if removals[prompt] == nil { removals[prompt] = removal }
      case .added(let index, let removal):
        // Before it was there, nothing could name it.
        let prompt = orphans[index]
        if removals[prompt] == nil { removals[prompt] = removal }
      case .deleted(let path, let removal):
        for index in dangling.indices
        where dangling[index].removal == nil
          && (path == dangling[index].target || path.hasSuffix("/" + dangling[index].target))
        {
          dangling[index].removal = removal
        }
      }
    }
  }
}

/// What one commit did that dates something.
private enum RemovalEvent: Sendable {
  case unnamed(Int, Removal)
  case added(Int, Removal)
  case deleted(path: String, Removal)
}

/// The names that history is searched for.
private struct RemovalSearch: Sendable {
  let prompts: [Prompt]
  let names: PromptNames
  let targets: Set<String>
  let plan: ReadingPlan
  let byPath: [String: Int]

  init(_ prompts: [Prompt], targets: Set<String>, isReadable plan: ReadingPlan) {
    self.prompts = prompts
    self.targets = targets
    self.plan = plan
    names = PromptNames(prompts)
    byPath = Dictionary(prompts.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The prompts that a text names as code or configuration would: by file name, or by a quoted name that is no word.
  func named(in source: SourceText, _ nature: FileNature) -> Set<Int> {
    var found: Set<Int> = []
    let bytes = source.bytes
    for word in NameScanner.words(of: source, 0..<bytes.count, nature, names: names) {
      let last = Array(word.text.fileName.utf8)
      switch word.kind {
      case .fileName:
        let all = names.byFileName[last]
        // `SKILL.md` is every skill's, also those that are no orphans.
        if all.count == 1, !PromptNames.isIndex(word.text) {
          found.formUnion(all)
        } else {
          let folder = word.text.folder
          found.formUnion(all.filter { prompts[$0].path.hasSuffix(word.text) && !folder.isEmpty })
        }
      case .stem:
        let isPlain = last.allSatisfy { (97...122).contains($0) } && last.count < 9
        let after = word.range.upperBound < bytes.count ? bytes[word.range.upperBound] : 0
        let isQuoted = "\"'`\\".utf8.contains(after) || nature == .configuration
        if !isPlain, isQuoted { found.formUnion(names.byStem[last]) }
      case .folder, .pattern, .embed, .absent: continue
      }
    }
    return found
  }
}

/// A worker's reader of commits.
private final class RemovalReader {
  private let repository: Repository?

  init(_ opening: Repository.Opening) { repository = try? Repository(opening) }

  func events(of id: ObjectID, _ search: RemovalSearch) -> [RemovalEvent] {
    guard repository != nil, let commit = try? repository!.commit(id),
      let changes = try? repository!.changes(of: commit)
    else { return [] }
    func removal(_ event: Removal.Event) -> Removal {
      Removal(
        event, commit: commit.id.short, author: commit.author, day: CalendarDay(number: commit.time / 86_400),
        summary: commit.summary)
    }
    var before: [Int: String] = [:]
    var after: Set<Int> = []
    var events: [RemovalEvent] = []
    for change in changes {
      if change.new == nil, search.targets.contains(String(change.path.fileName)) {
        events.append(.deleted(path: change.path, removal(.deleted)))
      }
      if let prompt = search.byPath[change.path] {
        if change.old == nil { events.append(.added(prompt, removal(.added))) }
        continue
      }
      let nature = FileNature(change.path)
      guard nature == .code || nature == .configuration, FileRole(change.path) == .product,
        !search.plan.isExcluded(change.path)
      else { continue }
      let old = (change.old?.id).map { named($0, change.path, nature, search) } ?? []
      for prompt in old where before[prompt] == nil { before[prompt] = change.path }
      if !search.prompts.isEmpty, let new = change.new?.id, !old.isEmpty || changes.count > 1 {
        after.formUnion(named(new, change.path, nature, search))
      }
    }
    for (prompt, path) in before.sorted(by: { $0.key < $1.key }) where !after.contains(prompt) {
      events.append(.unnamed(prompt, removal(.unnamed(path))))
    }
    // What names a prompt in the commit that adds it goes before the adding.
    return events.sorted { a, b in if case .unnamed = a, case .added = b { true } else { false } }
  }

  private func named(_ blob: ObjectID, _ path: String, _ nature: FileNature, _ search: RemovalSearch) -> Set<
    Int
  > {
    guard repository != nil, let bytes = try? repository!.blob(blob), bytes.count <= 1_000_000 else {
      return []
    }
    let source = SourceText(path: path, bytes: bytes)
    return source.isBinary ? [] : search.named(in: source, nature)
  }
}
