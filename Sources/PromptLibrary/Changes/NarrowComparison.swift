package import Git

/// Two small libraries whose difference is that of two whole ones, as far as one change goes.
package struct NarrowComparison: Sendable {
  package var before: Library
  package var after: Library
  /// Files of prompts whose verdict is known: what was not looked up must not be told.
  package var judged: Set<String>

  /// Reads what a change from one state to another can affect.
  ///
  /// Nil when it can affect nothing.
  ///
  /// - Throws: why that is not enough.
  package static func read(
    _ changes: [FileChange], from before: any FileTable, to after: any FileTable,
    configuration: Configuration, blobs: @escaping BlobReading, jobs: Int
  ) async throws -> NarrowComparison? {
    var reach = ChangeReach(
      changes: changes, before: before, after: after, configuration: configuration, blobs: blobs, jobs: jobs)
    try await reach.grow()
    if reach.isIdle { return nil }
    let library = try await reach.settle()
    var comparison = NarrowComparison(
      before: await reach.library(before), after: library, judged: reach.judged)
    comparison.after.bury(retiredIn: [comparison.before.prompts])
    return comparison
  }
}

extension ChangeReach {
  /// Reads the state after the change, and looks further until it is known what every prompt it touches is used by.
  fileprivate mutating func settle() async throws -> Library {
    var searched: Set<String> = []
    var named: Set<String> = []
    for _ in 0..<16 {
      let library = await library(after)
      let open = unsettled(in: library)
      if open.isEmpty { return library }
      // A place that writes the path is enough to end the search early; more places add nothing to the verdict.
      let unnamed = open.subtracting(named)
      named.formUnion(open)
      if !unnamed.isEmpty, try await searchPaths(of: unnamed) { continue }
      if open.isSubset(of: searched), !widen(to: open, in: library), await !widenBefore(open) {
        return library
      }
      let new = open.subtracting(searched)
      searched.formUnion(open)
      if !new.isEmpty { try await searchEverything(for: new.union(gone)) }
    }
    throw TooWide("prompts include each other in a long row")
  }

  /// Prompts that would be refused by what was found so far, or that decide over such a one.
  ///
  /// Whatever is found besides can only speak for a prompt.
  private func unsettled(in library: Library) -> Set<String> {
    let mustHaveStep = library.mustHaveSteps
    var paths: Set<String> = []
    for (index, prompt) in library.prompts.enumerated() where judged.contains(prompt.path) {
      let verdict = library.verdicts[index]
      let isAccused =
        switch verdict.kind {
        case .attached, .included, .unknown, .possible: false
        case .referenced, .testOnly: mustHaveStep
        case .orphaned: mustHaveStep || verdict.confidence == .certain
        }
      let isAlive = verdict.kind == .attached || verdict.kind == .included || verdict.kind == .referenced
      let hasOthers = !prompt.includes.isEmpty || !prompt.links.isEmpty
      // One that is not alive may take with it what it includes.
      guard isAccused || (!isAlive && (hasOthers || includers.contains(prompt.path))) else { continue }
      if prompt.isAskedForUse || hasOthers || includers.contains(prompt.path) { paths.insert(prompt.path) }
    }
    return paths
  }

  /// The same for the state before: what had kept a prompt alive there makes its finding new.
  private mutating func widenBefore(_ open: Set<String>) async -> Bool {
    let library = await library(before)
    return widen(to: unsettled(in: library).intersection(open.union(gone)), in: library)
  }

  /// Whether more prompts have to be judged: those that include an open one, and those that one includes.
  private mutating func widen(to open: Set<String>, in library: Library) -> Bool {
    var wider: Set<String> = []
    let paths = Dictionary(library.prompts.map { ($0.address, $0.path) }) { first, _ in first }
    for (index, prompt) in library.prompts.enumerated() where open.contains(prompt.path) {
      let from = library.edges[index].compactMap { $0.kind == .include ? $0.from.flatMap { paths[$0] } : nil }
      wider.formUnion(from)
      includers.formUnion(from)
      for include in prompt.includes + prompt.links where !include.isDynamic {
        wider.formUnion(existing(include, of: prompt))
      }
    }
    wider.subtract(judged)
    judged.formUnion(wider)
    reached.formUnion(wider)
    return !wider.isEmpty
  }

  /// The library of the files that were reached, in one state.
  fileprivate func library(_ table: any FileTable) async -> Library {
    let manifests = judged.flatMap { WorkflowEngine.manifests(above: $0) }
    let entries = reached.union(manifests).compactMap { table.file(at: $0) }.compactMap(file).sorted {
      $0.path.precedesByBytes($1.path)
    }
    let files = entries.map { Snapshot.File(path: $0.path, id: $0.id) }
    let kept = links.filter { link in
      entries.contains { $0.path == link.target || $0.path.hasPrefix(link.target + "/") }
    }
    let ids = entries.map(\.id)
    let snapshot = Snapshot(name: "change", files: files, links: kept) { [blobs] in
      ReachedReader(blobs(), ids)
    }
    let jobs = files.count < 200 ? 1 : jobs
    return await Library.read(snapshot, configuration: plan.configuration, jobs: jobs)
  }
}

private final class ReachedReader: FileReader {
  private let blobs: any BlobReader
  private let ids: [ObjectID]

  init(_ blobs: any BlobReader, _ ids: [ObjectID]) {
    self.blobs = blobs
    self.ids = ids
  }

  func read(_ index: Int) throws(ReadFailure) -> [UInt8] { try blobs.blob(ids[index]) }
}
