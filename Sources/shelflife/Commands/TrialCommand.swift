import ArgumentParser
import Audit
import FoundationEssentials
import PromptLibrary
import Report

struct TrialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial",
    abstract: "Tests operators side by side: whether they differ more than they differ from themselves.",
    discussion: """
      The file is a table (CSV) with the columns operator, case and output, a row for each time that somebody did a \
      case, and where known closure, handoff (manual or automatic) and watched (yes or no). 'output' is what came out in \
      a form that can be compared: a category, a label, pass or fail. Let every operator do every case at least twice.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "file"))
  var file: String

  @Option(help: "How to write it.")
  var format: PageFormat = .text

  func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure("The file '\(file)' cannot be read.", hint: "Check the path and its permissions.")
    }
    let sheet: TrialSheet
    do throws(TrialSheet.Fault) {
      sheet = try TrialSheet(SourceText(path: file, bytes: [UInt8](data)))
    } catch {
      throw Failure(
        "\(error.place): \(error.message).", hint: "'shelflife trial --help' says what the table looks like.")
    }
    guard let trial = OperatorTrial(sheet) else {
      throw Failure(
        "'\(file)' holds no case that two operators did, so that there is nothing to compare.",
        hint: "Give the same cases to two operators or more, each of them twice.", status: .nothingToAudit)
    }
    let page = TrialPage(trial)
    output(format == .json ? page.json.written : page.text)
  }
}
