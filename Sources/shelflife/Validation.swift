import Audit
import FoundationEssentials
import Git
import Glibc
import PromptLibrary

/// One thing to run: a prompt with a runner, on a model or on all that the runner knows.
struct Validation {
  var prompt: Prompt
  /// The model that the runner is told to ask.
  var model: String?
  var runner: Runner
  /// The model that a person says the runs are of, where the runner is told none.
  var saidModel: String?

  /// What the runs are of where their results name no model.
  var supposedModel: String? { model ?? saidModel }

  var description: String { "\(prompt.id)\(model.map { " on \($0)" } ?? "") with \(runner.name)" }
}

/// What there is to run.
struct ValidationPlan {
  var validations: [Validation] = []
  /// Pairs that have a run of the current version already.
  var done = 0
  /// Prompts that no runner runs.
  var withoutRunner: [String] = []
  /// Models that are asked for and are gone.
  var withdrawn: [String] = []
  /// Prompts that were run by a runner that is told no model, with results that name none: it would be the same again.
  var nameless: [String] = []

  /// What is due, the most urgent first.
  init(due evidence: Evidence, runner: String?, today: CalendarDay) {
    let library = evidence.library
    let runners = library.configuration.runners.filter { runner == nil || $0.name == runner }
    let due = evidence.dueRuns.filter { $0.runs > 0 }
    done = evidence.measurements.reduce(0) { sum, own in sum + own.count { $0.counts } }
    for run in due {
      let prompt = library.prompts[run.prompt]
      guard let runner = runners.first(where: { $0.runs(prompt) }) else {
        if !withoutRunner.contains(prompt.id) { withoutRunner.append(prompt.id) }
        continue
      }
      if let day = run.withdrawn, day <= today, let name = run.measurement.target {
        if !withdrawn.contains(name) { withdrawn.append(name) }
        continue
      }
      if run.measurement.kind == .wrongModel, library.wouldRunNameless(prompt, runner) {
        if !nameless.contains(prompt.id) { nameless.append(prompt.id) }
        continue
      }
      let model = runner.takesModel ? run.measurement.target : nil
      // A runner that is told no model covers all of them at once.
      let isPlanned = validations.contains {
        $0.prompt.address == prompt.address && $0.model == model && $0.runner.name == runner.name
      }
      if !isPlanned { validations.append(Validation(prompt: prompt, model: model, runner: runner)) }
    }
  }

  /// What has no run among the prompts that somebody named, in the library's order.
  ///
  /// `models` are those to run on, where somebody says so; `runner` is the only one to use.
  init(
    _ library: Library, indices: [Int], models: [String], runner: String?, again: Bool
  ) {
    let configuration = library.configuration
    let runners = configuration.runners.filter { runner == nil || $0.name == runner }
    for index in indices {
      let prompt = library.prompts[index]
      guard let runner = runners.first(where: { $0.runs(prompt) }) else {
        withoutRunner.append(prompt.id)
        continue
      }
      let runs = library.judgedRuns(of: prompt)
      let wanted = Self.models(of: prompt, configuration, said: models)
      for model in runner.takesModel && !wanted.isEmpty ? wanted.map(Optional.some) : [nil] {
        // A runner that is told no model covers all: it is done when each has a run.
        let needed = model.map { [$0] } ?? wanted
        let isDone =
          !runs.isEmpty
          && needed.allSatisfy { name in runs.contains { library.isRun($0.model, on: name) } }
        if isDone, !again {
          done += 1
        } else if !again, models.isEmpty, library.wouldRunNameless(prompt, runner) {
          nameless.append(prompt.id)
        } else {
          let said = runner.takesModel ? nil : models.first
          validations.append(Validation(prompt: prompt, model: model, runner: runner, saidModel: said))
        }
      }
    }
  }

  /// The models that a prompt is written for, else those in use.
  private static func models(of prompt: Prompt, _ configuration: Configuration, said: [String]) -> [String] {
    if !said.isEmpty { return said }
    let targets = prompt.targets.filter { $0.precision != .unspecified }.map(\.name)
    var seen: Set<String> = []
    return (targets.isEmpty ? configuration.currentModels.map(\.value) : targets).filter {
      seen.insert($0).inserted
    }
  }
}

extension Library {
  /// The runs of a prompt as it is now that judged something.
  fileprivate func judgedRuns(of prompt: Prompt) -> [Run] {
    runs.lazy.map(\.run).filter {
      $0.prompt == prompt.id && $0.version == prompt.version.description && $0.cases.hasVerdict
    }
  }

  /// Whether a run would be of no known model, as one that is there already.
  fileprivate func wouldRunNameless(_ prompt: Prompt, _ runner: Runner) -> Bool {
    !runner.takesModel && judgedRuns(of: prompt).contains { $0.model == Run.Model() }
  }
}

extension Validation {
  /// Runs the command and reads what it wrote; nil when it wrote nothing, with the reason told.
  func run(at root: String, in folder: URL) throws -> ResultFile? {
    let path = folder.appending(path: runner.output).path
    let command = runner.filledIn(prompt, model: model, output: path)
    let status: ChildProcess.Status
    do {
      status = try ChildProcess.run(
        ["/bin/sh", "-c", "cd -- \(Runner.quoted(root)) || exit 127\n\(command)"],
        output: runner.writesFile ? .progress : .file(path), isInterruptible: true)
    } catch {
      throw Failure("The shell cannot be started: \(error.reason).", status: .failed)
    }
    // What a run left that was broken off is no result.
    if Interruption.received != nil { return nil }
    // Tools fail when a case fails: what counts is whether there are results.
    if let data = FileManager.default.contents(atPath: path), !data.isEmpty {
      return ResultFile(SourceText(path: runner.output, bytes: [UInt8](data)))
    }
    let ending =
      status.signal.map { "it was ended by signal \($0)" }
      ?? "it ended with status \(status.code ?? 0)"
    Console.current.complain(
      "\(description): the command wrote no results; \(ending).\nhelp: It was: \(command)\n")
    return nil
  }
}
