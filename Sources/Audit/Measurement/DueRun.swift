package import PromptLibrary

/// One prompt and model that needs a run: why, how much, and how urgent it is.
package struct DueRun: Sendable {
  /// The prompt's place in the library.
  package let prompt: Int
  package let measurement: Measurement
  /// Runs that it takes for a baseline, or to renew it.
  package let runs: Int
  /// Cases that it takes to see the drop that matters; nil when no suite of a size that can be paid does.
  package let cases: Int?
  /// Cases that its suite has; nil where nothing was run.
  package let present: Int?
  /// How much of an outcome depends on the steps that use it.
  package let concentration: Concentration
  /// When the model goes, as the models file says.
  package let withdrawn: CalendarDay?
  package let successor: String?
  /// Days since the evidence ended; nil where there was none or it does not expire.
  package let overdue: Int?

  package enum Concentration: Int, Sendable, Comparable {
    case unknown, low, medium, high

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// Runs that make a baseline which later runs can be told from.
  static let baselineRuns = 3
}

extension Evidence {
  /// What needs a run, the most urgent first: by what depends on it, then a model that goes, then how long it is due.
  package var dueRuns: [DueRun] {
    let concentrations = concentrationByPrompt
    return library.prompts.indices.flatMap { index -> [DueRun] in
      guard library.prompts[index].asksForEvidence else { return [] }
      return measurements(of: index).filter { $0.kind != .current }.map {
        due(index, $0, concentrations[index] ?? .unknown)
      }
    }
    .sorted(by: isMoreUrgent)
  }

  private func due(_ index: Int, _ measurement: Measurement, _ concentration: DueRun.Concentration) -> DueRun
  {
    let sight =
      measurement.sight
      ?? Sight(cases: 0, baseRuns: Measurement.runsEachSide, newRuns: Measurement.runsEachSide, passRate: 0.8)
    let record = measurement.target.flatMap { target in
      library.models.first { ModelName($0.name.value).means(ModelName(target)) }
    }
    let runs =
      switch measurement.kind {
      case .expired: 1
      case .underpowered, .current: 0
      case .none, .vacuous, .wrongVersion, .wrongModel, .suiteChanged: DueRun.baselineRuns
      }
    return DueRun(
      prompt: index, measurement: measurement, runs: runs,
      cases: sight.casesNeeded(drop: policy.minimumDrop, power: policy.power),
      present: measurement.sight?.cases,
      concentration: concentration, withdrawn: record?.withdrawn, successor: record?.successor,
      overdue: measurement.expires.map { $0.days(until: today) })
  }

  private var concentrationByPrompt: [Int: DueRun.Concentration] {
    var byStep: [String: DueRun.Concentration] = [:]
    for workflow in library.workflows {
      for step in workflow.steps {
        let level: DueRun.Concentration =
          switch step.governance?.valueConcentration?.value {
          case "high": .high
          case "medium": .medium
          case "low": .low
          default: .unknown
          }
        byStep["\(workflow.id)/\(step.id)"] = level
      }
    }
    var result: [Int: DueRun.Concentration] = [:]
    for index in library.edges.indices {
      let levels = library.edges[index].filter { $0.idle == nil }.compactMap {
        $0.step.flatMap { byStep[$0] }
      }
      if let highest = levels.max() { result[index] = highest }
    }
    return result
  }

  private func isMoreUrgent(_ a: DueRun, _ b: DueRun) -> Bool {
    if a.concentration != b.concentration { return a.concentration > b.concentration }
    let (x, y) = (isInUse(a.prompt), isInUse(b.prompt))
    if x != y { return x }
    if (a.runs > 0) != (b.runs > 0) { return a.runs > 0 }
    if a.withdrawn != b.withdrawn { return (a.withdrawn?.number ?? .max) < (b.withdrawn?.number ?? .max) }
    if a.overdue != b.overdue { return (a.overdue ?? .max) > (b.overdue ?? .max) }
    return a.prompt < b.prompt
  }
}
