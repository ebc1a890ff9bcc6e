import ArgumentParser
import Audit
import PromptLibrary
import Report

struct DueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Lists which prompts need a run on which model, with how many cases, the most urgent first.")

  @OptionGroup var library: LibraryOptions

  @Option(help: "How to write the list.")
  var format: PageFormat = .text

  func run() async throws {
    let opened = try await library.open()
    guard !opened.library.prompts.isEmpty else {
      throw Failure(
        "There are no prompts here.", hint: "'shelflife init' says what it looks for.",
        status: .nothingToAudit)
    }
    let list = DueList(opened.evidence(today: try library.today(), asksAlways: true))
    output(format == .json ? list.json.written : list.text)
  }
}
