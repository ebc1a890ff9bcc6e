import ArgumentParser
import PromptLibrary

struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Imports results of an evaluation tool into the ledger.",
    discussion: """
      The format is told by the contents. Which prompt a result is of is found by its text, then by its path or name, \
      then by --prompt or --map; what cannot be told is refused, and the rest is recorded. The same file recorded twice \
      is there once. Exit status: 0 all recorded, 1 something was refused, 3 the files hold no results.
      """)

  @OptionGroup var library: LibraryOptions

  @OptionGroup var results: ResultOptions

  @Argument(help: "Files of results; - for standard input.")
  var files: [String]

  @Option(
    help: ArgumentHelp("Take the files as written by this tool: \(Importer.names).", valueName: "tool"))
  var format: String?

  @Option(help: ArgumentHelp("The prompt that all results are of, by id or path.", valueName: "prompt"))
  var prompt: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file of prompts by the names that the tool has for them.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("prompt-version"),
    help: ArgumentHelp(
      "The prompt's version that was run, where the file cannot tell: current, a commit, or a version.",
      valueName: "version"))
  var promptVersion: String?

  @Option(help: ArgumentHelp("When it was run, where the file does not say.", valueName: "time"))
  var at: String?

  @Flag(name: .customLong("dry-run"), help: "Say what would be recorded, and record nothing.")
  var dryRun = false

  func run() async throws {
    var recorder = Recorder(opened: try await library.openLedger())
    recorder.format = try importer()
    recorder.hints.prompt = prompt
    recorder.hints.version = promptVersion
    recorder.hints.names = try map.map(Self.mapping) ?? [:]
    recorder.options = results.options
    recorder.overrides = try results.overrides()
    recorder.isDryRun = dryRun
    let time = try at.map { text in
      guard let time = Timestamp(text) ?? CalendarDay(text).map({ Timestamp(seconds: $0.number * 86_400) })
      else {
        throw Failure(
          "--at: '\(text)' is no time.", hint: "Write it as 2026-11-20T10:00:00Z, or a day as 2026-11-20.")
      }
      return time
    }
    recorder.isTimeSaid = time != nil
    let opened = try files.map(ResultFile.open).map { (file: $0.file, time: time ?? $0.time) }
    let count = try recorder.record(opened)
    if count.refused > 0 { throw ExitCode(ExitStatus.findings.rawValue) }
    if count.new + count.known == 0 { throw ExitCode(ExitStatus.nothingToAudit.rawValue) }
  }

  private func importer() throws -> Importer? {
    guard let format else { return nil }
    guard let importer = Importer.named(format) else {
      let near = nearest(to: format, among: Importer.all.map(\.name))
      throw Failure(
        "--format: there is no format '\(format)'.",
        hint: near.map { "Did you mean '\($0)'?" } ?? "Expected one of: \(Importer.names).")
    }
    return importer
  }

  /// A mapping of texts to texts, as YAML or JSON.
  private static func mapping(_ path: String) throws -> [String: String] {
    let (file, _) = try ResultFile.open(path)
    guard let mapping = file.mapping else {
      throw Failure(
        "--map: '\(path)' is no mapping of names to prompts.",
        hint: "Write a line for each: \"NAME OF THE TOOL\": PROMPT")
    }
    return mapping
  }
}

/// How results are read, and what is said of all of them: shared by the commands that record.
struct ResultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The model that was asked, where the file does not say.", valueName: "model"))
  var model: String?

  @Option(name: .customLong("operator"), help: ArgumentHelp("Who ran it.", valueName: "name"))
  var operatorName: String?

  @Option(help: ArgumentHelp("What the suite of cases is called.", valueName: "name"))
  var suite: String?

  @Option(help: ArgumentHelp("The model that graded.", valueName: "model"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "The score from which a case passes, where the tool gives no verdict.", valueName: "score"))
  var threshold: Double?

  @Option(
    help: ArgumentHelp(
      "The score up to which a case passes, where less is better.", valueName: "score"))
  var atMost: Double?

  @Option(help: ArgumentHelp("Count only this scorer; may be repeated.", valueName: "name"))
  var metric: [String] = []

  @Option(
    help: ArgumentHelp(
      "Who writes this down: machine or person (default: machine where CI is set).", valueName: "who"))
  var recordedBy: String?

  func validate() throws {
    guard threshold?.isFinite ?? true else {
      throw ValidationError("--threshold: expected a number from which on a case passes.")
    }
    guard atMost?.isFinite ?? true else {
      throw ValidationError("--at-most: expected a number up to which a case passes.")
    }
    guard threshold == nil || atMost == nil else {
      throw ValidationError("--threshold and --at-most say two things of one score; give one.")
    }
  }

  var options: ImportOptions {
    var options = ImportOptions()
    options.threshold = threshold.map { Threshold($0) } ?? atMost.map { Threshold($0, isCeiling: true) }
    options.metrics = Set(metric)
    return options
  }

  func overrides() throws -> Intake.Overrides {
    var overrides = Intake.Overrides()
    overrides.model = model
    overrides.operatorName = operatorName
    overrides.suite = suite
    overrides.judge = judge
    let isMachine = Console.current.environment("CI").map { !$0.isEmpty && $0 != "false" } ?? false
    overrides.recordedBy = isMachine ? .machine : .person
    if let recordedBy {
      guard let recorder = Run.Recorder(rawValue: recordedBy) else {
        throw Failure("--recorded-by: expected machine or person, found '\(recordedBy)'.")
      }
      overrides.recordedBy = recorder
    }
    return overrides
  }
}
