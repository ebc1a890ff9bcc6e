/// Brings what the files say together, in one pass from readings to a library.
struct Joining {
  var library: Library
  let snapshot: Snapshot
  let plan: ReadingPlan
  var obstacles: [Place] = []
  var resolver = PromptResolver()

  init(_ library: Library, snapshot: Snapshot, plan: ReadingPlan) {
    self.library = library
    self.snapshot = snapshot
    self.plan = plan
  }

  mutating func add(_ reading: FileReading, from path: String) {
    library.prompts += reading.prompts?.prompts ?? []
    library.workflows += reading.workflows?.workflows ?? []
    library.cards += reading.cards
    library.waivers += reading.waivers
    library.models += reading.models
    library.problems +=
      reading.problems + (reading.prompts?.problems ?? []) + (reading.workflows?.problems ?? [])
    if reading.isObstacle { obstacles.append(Place(path: path)) }
  }

  /// Reads files that a step names as prompts and that no format claimed: to be named makes them prompts.
  mutating func addNamedFiles() {}

  func joined() -> Library {
    var library = library
    library.edges = library.prompts.map { _ in [] }
    library.verdicts = library.prompts.map { _ in Verdict(.orphaned) }
    return library
  }
}
