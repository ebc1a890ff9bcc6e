import ArgumentParser
import PromptLibrary
import Report

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the library as a table: each prompt, its verdict, and what uses it."
  )

  @OptionGroup var library: LibraryOptions

  @Option(help: "How to write the list.")
  var format: ListingFormat = .text

  @Option(help: ArgumentHelp("Only prompts of these verdicts.", valueName: "verdict"))
  var verdict: [VerdictName] = []

  @Option(help: ArgumentHelp("Only prompts whose path or id this pattern matches.", valueName: "glob"))
  var only: String?

  @Flag(help: "Only what nothing but tests and examples reaches, with the commit since which that is so.")
  var orphans = false

  @Option(help: ArgumentHelp("Only prompts orphaned on this day or later.", valueName: "yyyy-mm-dd"))
  var since: String?

  func run() async throws {
    let firstDay = try since.map { text in
      guard let day = CalendarDay(text), text.utf8.count == 10 else {
        throw Failure("--since: '\(text)' is no day.", hint: "Write it as 2026-11-20.")
      }
      return day
    }
    var opened = try await library.open()
    if orphans || since != nil { await opened.addRemovals(jobs: try library.workers()) }
    let glob = only.map(Glob.init)
    var kinds = Set(verdict.map(\.kind))
    if orphans || since != nil { kinds.formUnion([.orphaned, .testOnly]) }
    let shown = opened.library.prompts.indices.filter { index in
      let prompt = opened.library.prompts[index]
      return (kinds.isEmpty || kinds.contains(opened.library.verdicts[index].kind))
        && (firstDay.map { day in opened.library.removals[index].map { $0.day >= day } ?? false } ?? true)
        && (glob.map { $0.matches(prompt.path) || $0.matches(prompt.id) } ?? true)
    }
    var listing = LibraryListing(library: opened.library, indices: shown)
    listing.width = Console.current.width
    let isEmpty = opened.library.prompts.isEmpty
    if !isEmpty || format != .text { output(listing.rendered(as: format)) }
    guard isEmpty else { return }
    Console.current.complain("\(Failure.noPrompts(in: opened.library))\n")
    throw ExitCode(ExitStatus.nothingToAudit.rawValue)
  }
}

extension ListingFormat: ExpressibleByArgument {}

/// A verdict as it is typed.
struct VerdictName: ExpressibleByArgument {
  let kind: Verdict.Kind

  init?(argument: String) {
    guard let kind = Verdict.Kind(rawValue: argument) else { return nil }
    self.kind = kind
  }

  static var allValueStrings: [String] { Verdict.Kind.allCases.map(\.rawValue) }
}
