import ArgumentParser
import Audit
import FoundationEssentials
import PromptLibrary
import Report

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes the audit in every format, with the page that leads read.")

  @OptionGroup var library: LibraryOptions

  @Option(help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var out = "reports"

  @Option(
    help: ArgumentHelp(
      "Lists the commits of a range that the hook would have refused, as in last-release..HEAD.",
      valueName: "from..to"))
  var range: String?

  func run() async throws {
    let today = try library.today()
    let opened = try await library.open(pastOf: today)
    var report = opened.judged(today: today)
    report.addExcerpts(from: opened.snapshot, for: ReportFormat.allCases, jobs: opened.jobs)
    if let range {
      report.library.notes += try await library.bypasses(
        in: range, today: today, for: report)
    }
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    for format in ReportFormat.allCases {
      try Console.save(report.rendered(as: format), to: "\(out)/\(format.fileName)")
    }
    let listing = LibraryListing(library: opened.library, indices: Array(opened.library.prompts.indices))
    try Console.save(listing.rendered(as: .json), to: "\(out)/prompts.json")
    try Console.save(listing.rendered(as: .csv), to: "\(out)/prompts.csv")
  }
}

extension ReportFormat {
  /// What its file in a folder of reports is called.
  var fileName: String {
    switch self {
    case .text: "audit.txt"
    case .json: "audit.json"
    case .sarif: "audit.sarif"
    case .github: "github.txt"
    case .gitlab: "gitlab.json"
    case .junit: "junit.xml"
    case .markdown: "audit.md"
    case .html: "index.html"
    }
  }
}
