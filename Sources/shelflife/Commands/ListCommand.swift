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

  func run() async throws {
    let opened = try await library.open()
    let glob = only.map(Glob.init)
    let kinds = Set(verdict.map(\.kind))
    let shown = opened.library.prompts.indices.filter { index in
      let prompt = opened.library.prompts[index]
      return (kinds.isEmpty || kinds.contains(opened.library.verdicts[index].kind))
        && (glob.map { $0.matches(prompt.path) || $0.matches(prompt.id) } ?? true)
    }
    output(LibraryListing(library: opened.library, indices: shown).rendered(as: format))
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
