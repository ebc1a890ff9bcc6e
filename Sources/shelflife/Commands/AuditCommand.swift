import ArgumentParser
import Audit
import FoundationEssentials
import PromptLibrary
import Report

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audits the working tree, the index as git is about to commit it, or a commit.",
    discussion: """
      Exit status: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 nothing to audit, \
      4 the tool failed.
      """)

  @OptionGroup var library: LibraryOptions

  @Flag(help: "Audit the index, as git is about to commit it.")
  var staged = false

  @Option(
    help: ArgumentHelp(
      "Audit what the commits of a range bring in, and list those that the hook would have refused.",
      valueName: "A..B"))
  var range: String?

  @Option(help: "How to write the findings.")
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("The level from which findings make the command fail.", valueName: "level"))
  var failOn: FailureLevel = .error

  @Option(help: ArgumentHelp("Leave out the findings that this file lists.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write all findings to this file, to be left out later.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "Show every finding, also where many are alike.")
  var all = false

  @Option(help: "When to colour.")
  var color: ColorChoice = .auto

  func run() async throws {
    var (report, snapshot) = try await audited()
    report.showsAll = all
    report.addExcerpts(from: snapshot, for: [format], jobs: try library.workers())
    if let writeBaseline { try Console.save(Baseline.text(of: report.findings), to: writeBaseline) }
    keep((report, snapshot))
    output(report.rendered(as: format, color: color.isOn))
    try writeStepSummary(of: report)
    try finish(report)
  }

  private func audited() async throws -> (report: Report, snapshot: Snapshot) {
    let today = try library.today()
    let states = [staged, library.rev != nil, range != nil].count { $0 }
    guard states <= 1 else {
      throw Failure(
        "--staged, --rev and --range exclude each other.",
        hint: "Give one of them, or none for the working tree.")
    }
    if let range {
      return try await library.report(
        over: range, today: today, level: failOn.level ?? .error, baseline: readBaseline())
    }
    if staged { return try await library.stagedReport(today: today, baseline: readBaseline()) }
    let opened = try await library.open(pastOf: today)
    return (opened.judged(today: today, baseline: try readBaseline()), opened.snapshot)
  }

  private func finish(_ report: Report) throws {
    if report.library.prompts.isEmpty, !report.findings.contains(where: { $0.status == .open }) {
      Console.current.complain("\(Failure.noPrompts(in: report.library))\n")
      throw ExitCode(ExitStatus.nothingToAudit.rawValue)
    }
    guard format != .sarif, let level = failOn.level else { return }
    if report.findings.contains(where: { $0.status == .open && $0.level >= level }) {
      throw ExitCode(ExitStatus.findings.rawValue)
    }
  }

  private func readBaseline() throws -> Baseline? {
    guard let baseline else { return nil }
    guard let data = FileManager.default.contents(atPath: baseline) else {
      throw Failure(
        "--baseline: the file '\(baseline)' cannot be read.",
        hint: "Write it first: shelflife audit --write-baseline \(baseline)")
    }
    return Baseline(text: String(decoding: data, as: UTF8.self))
  }

  /// GitHub shows at most ten annotations of a step; the rest goes where `GITHUB_STEP_SUMMARY` says.
  private func writeStepSummary(of report: Report) throws {
    guard format == .github, let path = Console.current.environment("GITHUB_STEP_SUMMARY"), !path.isEmpty
    else { return }
    let before = FileManager.default.contents(atPath: path) ?? Data()
    try Console.save(String(decoding: before, as: UTF8.self) + report.stepSummary(), to: path)
  }
}

enum FailureLevel: String, CaseIterable, ExpressibleByArgument {
  case error, warning, note, never

  var level: Level? { Level(rawValue: rawValue) }
}

enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// `NO_COLOR` (https://no-color.org) and `FORCE_COLOR` decide where the option does not.
  var isOn: Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      let console = Console.current
      if let no = console.environment("NO_COLOR"), !no.isEmpty { return false }
      if let force = console.environment("FORCE_COLOR"), force != "0" { return true }
      return console.isTerminal && console.environment("TERM") != "dumb"
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
