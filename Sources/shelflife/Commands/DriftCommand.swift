import ArgumentParser
import Audit
import PromptLibrary
import Report

struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Shows what changed between versions, models and operators, with the statistics.",
    discussion: """
      Without a prompt, the library at a glance; with one, its runs, each comparison, the cases that flipped, the cause \
      that the hashes name, and what would settle what is open.
      """)

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The prompt, by id or path.")
  var prompt: String?

  @Option(help: "How to write it.")
  var format: PageFormat = .text

  func run() async throws {
    let opened = try await library.open()
    let evidence = opened.evidence(today: try library.today())
    guard !evidence.library.runs.isEmpty else {
      throw Failure(
        "The ledger holds no runs, so that there is nothing to compare.",
        hint: "Record what your eval tool wrote: shelflife record FILE", status: .nothingToAudit)
    }
    guard let prompt else {
      let overview = DriftOverview(evidence)
      output(format == .json ? overview.json.written : overview.text)
      return
    }
    let pages = try evidence.library.indices(named: prompt).compactMap { evidence.drift[$0] }.map {
      DriftPage(evidence, $0)
    }
    guard !pages.isEmpty else {
      throw Failure(
        "No run of '\(prompt)' is recorded.", hint: "'shelflife due' says what it takes to measure it.",
        status: .nothingToAudit)
    }
    output(
      pages.map { format == .json ? $0.json.written : $0.text }.joined(separator: format == .json ? "" : "\n")
    )
  }
}

/// The forms in which a page is written.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
