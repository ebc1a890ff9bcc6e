package import PromptLibrary

/// The joined library, the policy and the clock, with the facts that several rules share: all that a rule sees.
package struct Evidence: Sendable {
  package private(set) var library: Library
  package let policy: Policy
  /// The day by which everything is judged; passed in, never read from a clock.
  package let today: CalendarDay
  /// Prompts by their id.
  let promptsByID: NameTable
  /// Prompts by their path, and by their address where a file holds several.
  let promptsByPath: NameTable
  /// Prompts that say the same, each cluster in the library's order.
  package let clusters: [[Int]]
  /// The prompt that a text inside a step repeats, by the text's place.
  let twins: [Place: NearDuplicates.Twin]
  /// Who used what, from the ledger's counts.
  let usage: UsageByPrompt
  /// What the ledger's runs say of drift, over the whole library.
  package let drift: LibraryDrift
  /// What each prompt's evidence is worth on each of its targets, in the library's order; empty where nothing is
  /// measured.
  package let measurements: [[Measurement]]
  /// What changed the text of prompts since their last run, by their places; empty where nobody looked.
  package var textChanges: [Int: TextChange] = [:]

  /// Up to `jobs` threads reckon at once; the result does not depend on how many.
  ///
  /// `isNarrow` leaves out what the gate's rules do not ask for: near duplicates, use, drift, measurements.
  package init(
    library: Library, policy: Policy, today: CalendarDay, asksAlways: Bool = false, isNarrow: Bool = false,
    jobs: Int = 1
  ) {
    self.library = library
    var policy = policy
    // Where nobody has written a step yet, to ask one of every prompt would flag the library whole.
    if library.configuration.attach == nil, !library.hasSteps, policy.attach == .step {
      policy.attach = .reference
    }
    self.policy = policy
    self.today = today
    let known = isNarrow ? Library(configuration: library.configuration) : library
    let (threshold, interval) = (policy.nearDuplicate, policy.reviewIntervalDays ?? 90)
    ((promptsByID, promptsByPath, usage), (clusters, twins)) = concurrently(jobs: jobs) {
      var byID = NameTable(capacity: library.prompts.count)
      var byPath = NameTable(capacity: library.prompts.count)
      for index in library.prompts.indices {
        byID.add(index, to: library.prompts[index].id)
        byPath.add(index, to: library.prompts[index].path)
        if library.prompts[index].key != nil { byPath.add(index, to: library.prompts[index].address) }
      }
      return (byID, byPath, UsageByPrompt(known, intervalDays: interval, today: today))
    } _: {
      if isNarrow { return ([], [:]) }
      let texts = library.workflows.flatMap { $0.steps.flatMap(\.inline) } + library.shadows.map(\.prompt)
      return (
        NearDuplicates.clusters(library.prompts, from: threshold),
        NearDuplicates.twins(of: texts, among: library.prompts, from: threshold)
      )
    }
    let drift = LibraryDrift(known, policy: policy, jobs: jobs) { [promptsByID, promptsByPath] name in
      promptsByID[name].nonEmpty ?? promptsByPath[name]
    }
    self.drift = drift
    guard !isNarrow, asksAlways || library.isMeasured else {
      measurements = []
      return
    }
    let judged = self.policy
    measurements = concurrentFlatMap(library.prompts.count, jobs: jobs) { range in
      range.map { index in
        let runs = drift[index]?.runs
        return library.targets(of: library.prompts[index]).map {
          Measurement.of(library.prompts[index], on: $0, runs, in: library, policy: judged, today: today)
        }
      }
    }
  }

  /// Adds what the history says, which only rules ask for.
  package mutating func add(_ age: LibraryAge) { library.add(age) }

  /// The prompts that a name means: an id, a path, or `path#key`.
  func prompts(named name: String) -> [Int] { promptsByID[name].nonEmpty ?? promptsByPath[name] }

  /// The first day on which a prompt is known to have been there; nil without history.
  func firstSeen(_ index: Int) -> CalendarDay? {
    library.firstSeen.indices.contains(index) ? library.firstSeen[index] : nil
  }

  /// The edges of a prompt that count as live.
  func liveEdges(_ index: Int) -> [Edge] { library.edges[index].filter { $0.idle == nil } }

  /// What a prompt's evidence is worth on each of its targets; empty where the repository measures nothing.
  package func measurements(of index: Int) -> [Measurement] {
    measurements.indices.contains(index) ? measurements[index] : []
  }

  /// A place that supports a finding, with what it shows.
  package struct Span: Sendable, Equatable {
    package var place: Place
    package var label: String

    package init(_ label: String, at place: Place) {
      self.place = place
      self.label = label
    }
  }
}
