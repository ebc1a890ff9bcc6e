import Git

/// What a prompt's file was at other times: which version a run can have been of.
package struct PromptHistory: Sendable {
  /// How far back a text is looked for.
  private static let depth = 1000

  private let snapshot: Snapshot
  private let plan: ReadingPlan
  private let positions: [String: Int]
  /// Where the files lie on the disk; nil where nothing is checked out.
  private let root: String?

  package init(_ snapshot: Snapshot, root: String?, configuration: Configuration) {
    self.snapshot = snapshot
    self.root = root
    plan = ReadingPlan(configuration)
    positions = Dictionary(
      snapshot.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of a prompt's file as they are now.
  func bytes(at path: String) -> [UInt8]? {
    positions[path].flatMap { try? snapshot.openReader().read($0) }
  }

  /// The version that a prompt had when its whole file, or its text alone, was one of these; nil when it never was.
  func version(of prompt: Prompt, worded texts: Set<Wording>) -> String? {
    past(of: prompt) { past, bytes in
      if past.wording.map(texts.contains) ?? false || texts.contains(Wording(bytes)) {
        return past.version.description
      }
      return nil
    }
  }

  /// The first thing that is found in what a prompt's file was, newest first.
  private func past<Found>(of prompt: Prompt, _ find: (Prompt, [UInt8]) -> Found?) -> Found? {
    guard let opening = snapshot.opening, let start = snapshot.base, let read = reading(of: prompt),
      let repository = try? Repository(opening)
    else { return nil }
    for (blob, _) in repository.blobs(at: prompt.path, from: start, limit: Self.depth) {
      guard let bytes = try? repository.blob(blob), let past = read(bytes) else { continue }
      if let found = find(past, bytes) { return found }
    }
    return nil
  }

  /// What changed a prompt's text after the version that these first digits name; nil where history does not tell.
  package func change(of prompt: Prompt, since digits: String) -> TextChange? {
    guard let opening = snapshot.opening, let start = snapshot.base, let read = reading(of: prompt),
      let repository = try? Repository(opening)
    else { return nil }
    // From now on back: each version once, with the oldest commit that still has it.
    var versions = [prompt.version.description]
    var since: Commit?
    var blob: ObjectID?
    var next: ObjectID? = start
    var looked = 0
    while let id = next, looked < Self.depth {
      guard let commit = try? repository.commit(id), let here = repository.blob(at: prompt.path, in: id)
      else { return nil }
      if here != blob {
        guard let bytes = try? repository.blob(here), let version = read(bytes)?.version.description else {
          return nil
        }
        if version.hasPrefix(digits) {
          return TextChange(
            commit: since?.id.short, day: since.map { CalendarDay(number: $0.authorTime.day) },
            summary: since?.summary, later: versions.count - 1)
        }
        if version != versions.last {
          versions.append(version)
        }
        blob = here
      }
      since = commit
      looked += 1
      next = commit.parents.first
    }
    return nil
  }

  /// The version that a prompt had in a commit.
  func version(of prompt: Prompt, at commit: String) -> String? {
    guard let opening = snapshot.opening, let repository = try? Repository(opening),
      let id = try? repository.commit(at: commit), let blob = repository.blob(at: prompt.path, in: id),
      let bytes = try? repository.blob(blob)
    else { return nil }
    if let now = self.bytes(at: prompt.path), now == bytes { return prompt.version.description }
    return reading(of: prompt)?(bytes)?.version.description
  }

  /// The full version that these first digits name: the current one, or one of the past.
  func version(of prompt: Prompt, startingWith digits: String) -> String? {
    if prompt.version.description.hasPrefix(digits) { return prompt.version.description }
    return past(of: prompt) { past, _ in
      past.version.description.hasPrefix(digits) ? past.version.description : nil
    }
  }

  /// Why it is not sure that a prompt's file was at that time what it is now; nil when it is sure.
  func doubt(about prompt: Prompt, at time: Timestamp) -> String? {
    let seconds = time.milliseconds / 1000
    guard let bytes = bytes(at: prompt.path) else { return "its file cannot be read" }
    guard let opening = snapshot.opening, let repository = try? Repository(opening) else {
      return written(prompt, after: seconds)
    }
    let now = Repository.blobID(of: bytes)
    guard let head = snapshot.base, repository.blob(at: prompt.path, in: head) == now else {
      return written(prompt, after: seconds)
    }
    guard let before = repository.commit(before: seconds + 1, from: head) else {
      return "the history does not reach back to the run"
    }
    if repository.blob(at: prompt.path, in: before.id) == now { return nil }
    return "a commit after the run changed its file"
  }

  /// A file that differs from its commit, or has none, is as old as the disk says.
  private func written(_ prompt: Prompt, after seconds: Int) -> String? {
    guard let root, let modified = modificationTime(of: "\(root)/\(prompt.path)") else {
      return "nothing says since when its file is as it is"
    }
    return modified <= seconds ? nil : "its file was written after the run"
  }

  /// How a prompt is read from bytes of its file, so that its version now comes out.
  ///
  /// Nil where the version does not follow from the file alone: what another file adds cannot be told for the past.
  private func reading(of prompt: Prompt) -> (([UInt8]) -> Prompt?)? {
    let plan = plan
    let ways: [(SourceText) -> [Prompt]] = [
      { source in plan.read(source.path) { source.bytes }.prompts?.prompts ?? [] },
      { PromptFormat.plain($0).prompts }, { PromptFormat.split($0).prompts },
    ]
    guard let now = bytes(at: prompt.path) else { return nil }
    for way in ways {
      func read(_ bytes: [UInt8]) -> Prompt? {
        way(SourceText(path: prompt.path, bytes: bytes)).first { $0.key == prompt.key }
      }
      if read(now)?.version == prompt.version { return read }
    }
    return nil
  }
}

extension Int {
  /// The day of a second since 1970-01-01; the days before it are negative.
  fileprivate var day: Int { self >= 0 ? self / 86_400 : (self - 86_399) / 86_400 }
}
