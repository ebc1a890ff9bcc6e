import Git

/// What a file of results says, before anybody has said which prompts it speaks of.
package struct Imported: Sendable {
  package var runs: [ImportedRun] = []
  package var problems: [SourceProblem] = []
  /// Results that speak of nothing that the file names: they cannot be anybody's.
  package var lost = 0

  package init() {}
}

/// The results of one prompt on one model, as a tool reports them.
package struct ImportedRun: Sendable {
  package var claim: PromptClaim
  /// As it was requested.
  package var model: String?
  package var at: Timestamp?
  package var tool: Run.Tool
  package var suiteName: String?
  package var judge: String?
  package var operatorName: String?
  package var recordedBy: Run.Recorder?
  /// By which numbers became passes and failures, where a person had to say it.
  package var threshold: Threshold?
  package var observations: [Observation] = []
  /// A line of another ledger, which is taken over as it is.
  package var original: Run?
  package var place: Place

  package init(_ claim: PromptClaim, tool: String, at place: Place) {
    self.claim = claim
    self.tool = Run.Tool(name: tool)
    self.place = place
  }
}

/// What a tool says of the prompt that it ran; which prompt of the library that is, `Attribution` finds out.
package struct PromptClaim: Sendable, Hashable {
  /// Its text before anything was filled in, in the forms in which it may stand in a file.
  package var texts: [String] = []
  /// Texts that may be the prompt's, and say nothing where they are not.
  package var hints: [String] = []
  package var paths: [String] = []
  /// Ids, titles, labels: what the tool calls it.
  package var names: [String] = []
  /// The version, where the file has it.
  package var version: String?
  /// The commit from which it was run, where the tool knows it to be clean.
  package var commit: String?

  package init() {}

  var isNameless: Bool { names.isEmpty && paths.isEmpty && texts.isEmpty && hints.isEmpty }

  /// What a message calls it.
  package var label: String {
    (names.first ?? paths.first ?? texts.first ?? hints.first).map { "'\($0.trimmed.excerpt)'" }
      ?? "results without a name"
  }
}

/// One answer of a model, and what came of it.
package struct Observation: Sendable {
  /// What makes the case this case: its input and its criteria, in one form.
  package var key: String
  /// What people call it.
  package var label: String?
  /// It can be told from other cases, in this run and the next; a row's number tells nothing once rows are sorted anew.
  package var isNamed = true
  package var outcome: Outcome
  package var score: Double?
  /// In milliseconds.
  package var latency: Double?
  package var tokensIn: Int?
  package var tokensOut: Int?
  package var cost: Double?
  /// A hash of the answer.
  package var output: String?
  /// What the case has in common with others that are no independent trials.
  package var cluster: String?
  /// The version of the model that answered.
  package var served: String?
  /// The scores that its outcome rests on.
  package var parts: [Score] = []

  package init(key: String, label: String? = nil, outcome: Outcome) {
    self.key = key
    self.label = label
    self.outcome = outcome
  }

  static func hash(_ text: String) -> String { Repository.blobID(of: Array(text.utf8)).short }
}

extension ImportedRun {
  /// The runs that this is, for a prompt that was found: one for each version of the model that answered.
  ///
  /// An answer of which no version is known, as after an error, belongs to the only one there is.
  package func runs(prompt: String, version: String, at time: Timestamp) -> [Run] {
    if let original { return [original] }
    let isNamed = observations.contains(where: \.isNamed)
    let names = caseNames()
    // Nothing tells the cases of one suite from those of another but what somebody calls them.
    let hash = isNamed || suiteName == nil ? suiteHash(names) : nil
    let served = Set(observations.compactMap(\.served))
    let groups: [String?] = served.count > 1 ? served.sorted() + [nil] : [served.first]
    return groups.compactMap { group in
      let mine = observations.indices.filter { served.count < 2 || observations[$0].served == group }
      if mine.isEmpty, !observations.isEmpty { return nil }
      var run = Run(at: at ?? time, prompt: prompt, version: version)
      run.model = Run.Model(requested: model, served: group)
      run.suite = Run.Suite(name: suiteName, hash: hash)
      run.operatorName = operatorName
      run.recordedBy = recordedBy
      run.tool = tool
      run.judge = judge
      run.cases = CaseColumns(mine.map { observations[$0] }, names: isNamed ? mine.map { names[$0] } : [])
      run.identify(isTimed: at != nil)
      return run
    }
  }

  /// A case's label where no other case has it, else with a hash of the case behind it, or the hash alone.
  private func caseNames() -> [String] {
    var keys: [String: Set<String>] = [:]
    for observation in observations {
      if let label = observation.label { keys[label, default: []].insert(observation.key) }
    }
    return observations.map { observation in
      let hash = Observation.hash(observation.key)
      guard let label = observation.label?.trimmed, !label.isEmpty else { return hash }
      return keys[observation.label ?? ""]?.count ?? 0 > 1 ? "\(label) #\(hash)" : label
    }
  }

  /// A name for the cases with their criteria and the judge; the order and number of trials make no difference.
  private func suiteHash(_ names: [String]) -> String? {
    if observations.isEmpty { return nil }
    var parts = Set(zip(names, observations).map { "\($0)\u{0}\($1.key)" }).sorted()
    parts.append("judge\u{0}\(judge ?? "")")
    if let threshold { parts.append("threshold\u{0}\(threshold.isCeiling ? "<=" : ">=")\(threshold.value)") }
    return Observation.hash(parts.joined(separator: "\n"))
  }
}

extension CaseColumns {
  init(_ observations: [Observation], names: [String]) {
    ids = names
    outcomes = observations.map(\.outcome)
    func column<Value>(_ path: KeyPath<Observation, Value?>) -> [Value?] {
      let values = observations.map { $0[keyPath: path] }
      return values.contains { $0 != nil } ? values : []
    }
    scores = column(\.score).map { $0.flatMap { $0.isFinite ? $0 : nil } }
    // What cannot be is not known.
    func amounts(_ values: [Double?]) -> [Double?] {
      values.map { $0.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
    }
    func counts(_ values: [Int?]) -> [Int?] { values.map { $0.flatMap { $0 >= 0 ? $0 : nil } } }
    latencies = amounts(column(\.latency))
    tokensIn = counts(column(\.tokensIn))
    tokensOut = counts(column(\.tokensOut))
    costs = amounts(column(\.cost))
    outputs = column(\.output)
    clusters = column(\.cluster)
  }
}
