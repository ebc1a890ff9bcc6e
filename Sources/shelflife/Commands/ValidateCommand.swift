import ArgumentParser
import FoundationEssentials
import Git
import PromptLibrary

struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Runs the configured runner for what is due, and records it.",
    discussion: """
      Without prompts it runs what 'shelflife due' lists, the most urgent first; with some, those that have no run of \
      their version. Each result is recorded as it comes, so that a second call goes on where the first was stopped. 'runners:' in \
      shelflife.yaml says how prompts are run. Exit status: 0 all ran, 1 something did not or was refused.
      """)

  @OptionGroup var library: LibraryOptions

  @OptionGroup var results: ResultOptions

  @Argument(help: "Prompts, by id or path; without any, what is due.")
  var prompts: [String] = []

  @Option(help: ArgumentHelp("Use this runner only.", valueName: "name"))
  var runner: String?

  @Flag(help: "Run also what has a run of its current version.")
  var again = false

  @Flag(name: .customLong("dry-run"), help: "Print the commands, and run nothing.")
  var dryRun = false

  func run() async throws {
    let opened = try await library.open()
    try check(opened.configuration)
    let today = try library.today()
    let plan =
      prompts.isEmpty && results.model == nil && !again
      ? ValidationPlan(due: opened.evidence(today: today, asksAlways: true), runner: runner, today: today)
      : ValidationPlan(
        opened.library, indices: try indices(in: opened.library),
        models: results.model.map { [$0] } ?? [], runner: runner, again: again)
    if !plan.withdrawn.isEmpty {
      Console.current.complain(
        "Left out, since they are withdrawn: \(plan.withdrawn.joined(separator: ", ")).\n")
    }
    if !plan.withoutRunner.isEmpty {
      Console.current.complain(
        "No runner runs \(plan.withoutRunner.count) prompts, as \(plan.withoutRunner.prefix(3).joined(separator: ", ")).\n"
      )
    }
    if !plan.nameless.isEmpty {
      Console.current.complain(
        """
        Left out, since their results name no model, so that a further run would change nothing: \(plan.nameless.joined(separator: ", ")).
        help: Say which it was with --model MODEL, or tell the runner which to ask: write {model} into its command.

        """)
    }
    if plan.validations.isEmpty {
      output(
        plan.withoutRunner.isEmpty
          ? "Nothing to run: \(plan.done) have a run of their current version; --again runs them again.\n"
          : "Nothing can be run: no runner fits what is due.\n")
      return
    }
    if dryRun {
      for validation in plan.validations {
        let command = validation.runner.filledIn(
          validation.prompt, model: validation.model, output: validation.runner.output)
        output("\(validation.description):\n  \(command)\n")
      }
      return
    }
    if try await execute(plan, opened) > 0 { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func check(_ configuration: Configuration) throws {
    if configuration.runners.isEmpty {
      throw Failure(
        "No runner is configured, so nothing can be run.",
        hint: "Write into shelflife.yaml: runners: {NAME: {command: \"COMMAND {prompt} {model} {output}\"}}")
    }
    if let runner, !configuration.runners.contains(where: { $0.name == runner }) {
      let names = configuration.runners.map(\.name)
      throw Failure(
        "--runner: there is no runner '\(runner)'.",
        hint: "Those there are: \(names.joined(separator: ", ")).")
    }
    for runner in configuration.runners {
      guard let format = runner.format, Importer.named(format) == nil else { continue }
      throw Failure(
        "The runner '\(runner.name)' writes '\(format)', which is no format that is read.",
        hint: "Expected one of: \(Importer.names).")
    }
  }

  /// The prompts that are named, or all that are in use by their own status.
  private func indices(in library: Library) throws -> [Int] {
    if !prompts.isEmpty {
      var indices: Set<Int> = []
      for name in prompts { indices.formUnion(try library.indices(named: name)) }
      return indices.sorted()
    }
    return library.prompts.indices.filter { index in
      switch library.prompts[index].declaredStatus {
      case .retired, .suspended, .draft: false
      default: !library.prompts[index].isPartial
      }
    }
  }

  /// Runs one after another; gives how many did not end in a recorded run.
  private func execute(_ plan: ValidationPlan, _ opened: OpenedLibrary) async throws -> Int {
    let ledger = try library.ledger(opened.configuration, opened.snapshot)
    guard let root = try library.root(of: opened.snapshot) else {
      throw Failure(
        "A bare repository has no files that a runner could run.", hint: "Clone it, and validate there.")
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shelflife-\(UUID().uuidString)")
    Interruption.hold()
    defer { Interruption.release() }
    defer { try? FileManager.default.removeItem(at: folder) }
    var (ran, failed) = (0, 0)
    for (number, validation) in plan.validations.enumerated() where Interruption.received == nil {
      Console.current.complain("[\(number + 1)/\(plan.validations.count)] \(validation.description)\n")
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let time = Timestamp.now
      let result = try validation.run(at: root, in: folder)
      if result == nil, Interruption.received != nil { break }
      ran += 1
      guard let file = result else {
        failed += 1
        continue
      }
      var recorder = Recorder(
        opened: OpenedLedger(
          snapshot: opened.snapshot, configuration: opened.configuration, prompts: opened.library,
          ledger: ledger, root: root))
      recorder.format = validation.runner.format.flatMap(Importer.named)
      recorder.hints.supposed = validation.prompt.address
      recorder.hints.version = "current"
      recorder.options = results.options
      recorder.options.threshold =
        results.options.threshold ?? validation.runner.threshold.map { Threshold($0) }
      recorder.overrides = try results.overrides()
      recorder.overrides.model = nil
      recorder.overrides.askedModel = validation.supposedModel
      recorder.isTimed = true
      let count = try recorder.record([(file, time)])
      if count.refused > 0 || count.new == 0 { failed += 1 }
    }
    if let signal = Interruption.received {
      // Nothing that was put off is done when a signal ends the program.
      try? FileManager.default.removeItem(at: folder)
      Console.current.complain(
        "Stopped after \(ran) of \(plan.validations.count); what was recorded stays, and the next call goes on from here.\n"
      )
      Interruption.end(by: signal)
    }
    return failed
  }
}
