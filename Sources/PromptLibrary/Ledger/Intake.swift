/// From files of results to runs of the library's prompts: reads, attributes, and says what was refused.
package struct Intake {
  /// What a person says of all runs of the files.
  package struct Overrides: Sendable {
    package var model: String?
    /// The model that a runner was told to ask; a file that names it without its provider means it.
    package var askedModel: String?
    package var operatorName: String?
    package var suite: String?
    package var judge: String?
    package var recordedBy: Run.Recorder = .person

    package init() {}
  }

  package struct Accepted: Sendable {
    package var run: Run
    /// By what its prompt was found.
    package var how: String
    /// Whether the file has its time, and not only the recording.
    package var isTimed: Bool
  }

  package struct Refused: Sendable {
    package var label: String
    package var refusal: Attribution.Refusal
    package var place: Place
  }

  /// What came of one file.
  package struct Result: Sendable {
    package var importer: String?
    package var accepted: [Accepted] = []
    package var refused: [Refused] = []
    package var problems: [SourceProblem] = []
    /// Results that the file itself gives to nobody; its problems say why.
    package var lost = 0
  }

  private var attribution: Attribution
  private let overrides: Overrides
  private let options: ImportOptions
  private let isTimed: Bool

  /// `isTimed` says that the times that come with the files are those of the runs.
  package init(
    _ attribution: Attribution, overrides: Overrides, options: ImportOptions, isTimed: Bool = false
  ) {
    self.isTimed = isTimed
    self.attribution = attribution
    self.overrides = overrides
    self.options = options
  }

  /// Takes in files that were given together; each comes with the time to suppose where it has none.
  package mutating func take(
    _ files: [(file: ResultFile, time: Timestamp)], format: Importer?
  ) -> [Result] {
    files.indices.map { index in
      let file = files[index].file
      guard let importer = format ?? Importer.detected(file) else {
        var result = Result()
        result.problems = file.problems
        if file.problems.isEmpty {
          result.problems = [
            SourceProblem(
              .syntax, "No tool that is read here writes such a file; expected one of: \(Importer.names).",
              at: Place(path: file.source.path))
          ]
        }
        return result
      }
      var options = options
      options.companions = files.indices.filter { $0 != index }.map { files[$0].file }
      return take(importer.read(file, options), from: file, importer, files[index].time)
    }
  }

  private mutating func take(
    _ imported: Imported, from file: ResultFile, _ importer: Importer, _ time: Timestamp
  ) -> Result {
    var result = Result(importer: importer.name, problems: file.problems + imported.problems)
    result.lost = imported.lost
    if let metric = imported.absentMetric(options) {
      result.problems.append(
        SourceProblem(
          .value, "No result in this file is of the metric '\(metric)', so that nothing was judged.",
          at: Place(path: file.source.path)))
      return result
    }
    for var run in imported.runs {
      if isTimed { run.at = run.at ?? time }
      run.model = overrides.model ?? run.model
      if let asked = overrides.askedModel, run.model.map({ $0 == asked.fileName }) ?? true {
        run.model = asked
      }
      run.operatorName = overrides.operatorName ?? run.operatorName
      run.suiteName = overrides.suite ?? run.suiteName
      run.judge = overrides.judge ?? run.judge
      run.recordedBy = run.recordedBy ?? overrides.recordedBy
      do throws(Attribution.Refusal) {
        let found = try attribution.find(run.claim, at: run.at ?? time)
        result.accepted += run.runs(prompt: found.prompt, version: found.version, at: time).map {
          Accepted(run: $0, how: found.how, isTimed: run.at != nil)
        }
      } catch {
        result.refused.append(Refused(label: run.claim.label, refusal: error, place: run.place))
      }
    }
    return result
  }
}

extension Importer {
  package static var names: String { all.map(\.name).joined(separator: ", ") }
}

extension Ledger {
  /// The ids that the ledger has, by the hashes in them: what was recorded at another time is known by its hash.
  package func ids() throws(Failure) -> [Substring: String] {
    let snapshot = try snapshot()
    let reader = snapshot.openReader()
    var ids: [Substring: String] = [:]
    for (index, file) in snapshot.files.enumerated() where LedgerFile.Kind(path: file.path.utf8) == .runs {
      guard let bytes = try? reader.read(index) else { continue }
      for line in LedgerFile(SourceText(path: file.path, bytes: bytes), .runs).runs {
        ids[ULID.hash(in: line.id)] = line.id
      }
    }
    return ids
  }
}
