import ArgumentParser
import Audit
import FoundationEssentials
import Git
import PromptLibrary

/// Which library to look at, and by which clock: shared by every command that reads one.
struct LibraryOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: ArgumentHelp("Work as if started in this folder.", valueName: "dir"))
  var directory = "."

  @Option(help: ArgumentHelp("Read the configuration from this file.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Judge as of this day (default: today).", valueName: "yyyy-mm-dd"))
  var asOf: String?

  @Option(help: ArgumentHelp("Read this commit, branch or tag.", valueName: "rev"))
  var rev: String?

  @Option(help: ArgumentHelp("Worker threads (default: one a processor).", valueName: "n"))
  var jobs: Int?

  func today() throws -> CalendarDay {
    guard let asOf else {
      let seconds = Int(Date().timeIntervalSince1970)
      return CalendarDay(number: seconds / 86_400)
    }
    guard let day = CalendarDay(asOf), asOf.utf8.count == 10 else {
      throw Failure("--as-of: '\(asOf)' is no day.", hint: "Write it as 2026-11-20.")
    }
    return day
  }

  func workers() throws -> Int {
    guard let jobs else { return ProcessInfo.processInfo.activeProcessorCount }
    guard (1...256).contains(jobs) else { throw Failure("--jobs: expected a number from 1 to 256.") }
    return jobs
  }
}
