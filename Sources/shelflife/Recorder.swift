import Audit
import FoundationEssentials
import Git
import Glibc
import PromptLibrary

/// Takes files of results into a ledger, and says of each run what became of it.
struct Recorder {
  let opened: OpenedLedger
  var hints = Attribution.Hints()
  var overrides = Intake.Overrides()
  var options = ImportOptions()
  var format: Importer?
  var isDryRun = false
  /// Whether the times that come with the files are those of the runs: two runs with the same results are two runs.
  var isTimed = false
  /// A person said when it was, of all files.
  var isTimeSaid = false

  /// What was recorded, was there, and was refused.
  struct Count: Equatable {
    var new = 0
    var known = 0
    var refused = 0

    static func += (a: inout Count, b: Count) {
      a.new += b.new
      a.known += b.known
      a.refused += b.refused
    }
  }

  /// Records files that were given together, each in one recording.
  func record(_ files: [(file: ResultFile, time: Timestamp)]) throws -> Count {
    let history = PromptHistory(
      opened.snapshot, root: opened.root, configuration: opened.configuration)
    var intake = Intake(
      Attribution(opened.prompts, history: history, hints: hints), overrides: overrides, options: options,
      isTimed: isTimed)
    var count = Count()
    for (file, result) in zip(files, intake.take(files, format: format)) {
      for problem in result.problems {
        Console.current.complain("\(problem.place): warning: \(problem.message)\n")
      }
      for refused in result.refused {
        Console.current.complain(
          "\(refused.place): not recorded: \(refused.label): \(refused.refusal.reason).\nhelp: \(refused.refusal.help)\n"
        )
      }
      if let importer = result.importer, files.count == 1, result.accepted.isEmpty, result.refused.isEmpty,
        result.problems.isEmpty
      {
        Console.current.complain(
          "\(file.file.source.path): no results were found in it as a file of \(importer).\n")
      }
      count.refused += result.refused.count + result.lost
      if result.importer == nil
        || (result.accepted.isEmpty && result.refused.isEmpty && !result.problems.isEmpty)
      {
        count.refused += 1
      }
      count += try append(result.accepted, supposing: file.time)
    }
    return count
  }

  private func append(_ accepted: [Intake.Accepted], supposing time: Timestamp) throws -> Count {
    var accepted = accepted
    var count = Count()
    do throws(Ledger.Failure) {
      if accepted.contains(where: { !$0.isTimed }) {
        // Without a time of its own, the same file would be another run at each recording.
        let known = try opened.ledger.ids()
        for var entry in accepted where !entry.isTimed {
          guard let id = known[ULID.hash(in: entry.run.id)] else { continue }
          entry.run.id = id
          say("already recorded", entry)
          count.known += 1
        }
        accepted.removeAll { !$0.isTimed && known[ULID.hash(in: $0.run.id)] != nil }
        if accepted.contains(where: { !$0.isTimed }) {
          Console.current.complain(
            "The results carry no time; \(time) was taken.\(isTimeSaid ? "" : " Give --at to say another.")\n"
          )
        }
      }
      if accepted.isEmpty { return count }
      let isNew = isDryRun ? true : try opened.ledger.append(Recording(accepted.map(\.run)), at: .now)
      for entry in accepted {
        say(isDryRun ? "would record" : isNew ? "recorded" : "already recorded", entry)
      }
      if accepted.contains(where: { $0.run.model == Run.Model() }) {
        Console.current.complain("The results name no model: --model MODEL says which it was.\n")
      }
      if isNew { count.new += accepted.count } else { count.known += accepted.count }
    } catch {
      throw Failure(error.description, hint: "Nothing of this file was recorded.", status: .failed)
    }
    return count
  }

  private func say(_ what: String, _ entry: Intake.Accepted) {
    let run = entry.run
    let model = run.model.requested.map { " on \($0)" } ?? " on a model that is not known"
    let served = run.model.served.map { " (answered by \($0))" } ?? ""
    var counts = Outcome.allCases.compactMap { outcome in
      let count = run.cases.count(of: outcome)
      return count > 0 || outcome == .pass ? "\(count) \(outcome.word(count))" : nil
    }.joined(separator: ", ")
    if run.cases.count(of: .pass) + run.cases.count(of: .fail) == 0 {
      counts += run.cases.scores.contains { $0 != nil } ? "; scores alone" : "; nothing was judged"
    }
    output(
      "\(what) \(run.id): \(run.prompt) \(run.version.prefix(12))\(model)\(served): \(counts) (\(entry.how))\n"
    )
  }
}

extension Outcome {
  fileprivate func word(_ count: Int) -> String {
    switch self {
    case .pass: "passed"
    case .fail: "failed"
    case .error: count == 1 ? "error" : "errors"
    case .unscored: "unscored"
    }
  }
}

extension ResultFile {
  /// Reads a file, or standard input for `-`, with the time at which it was written.
  static func open(_ path: String) throws -> (file: ResultFile, time: Timestamp) {
    if path == "-" {
      let bytes = StandardInput.readAll()
      return (ResultFile(SourceText(path: "standard input", bytes: bytes)), .now)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure("The file '\(path)' cannot be read.", hint: "Check the path and its permissions.")
    }
    let time = modificationTime(of: path).map { Timestamp(seconds: $0) } ?? .now
    return (ResultFile(SourceText(path: path, bytes: [UInt8](data))), time)
  }
}

/// Standard input, which FoundationEssentials has no handle for.
private enum StandardInput {
  static func readAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
