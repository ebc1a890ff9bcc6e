import ArgumentParser
import PromptLibrary
import Report

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows all that is known of one prompt: where, who, version, models, edges.")

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The prompt, by id or path.")
  var prompt: String

  func run() async throws {
    let opened = try await library.open()
    let pages = try opened.library.indices(named: prompt).map {
      PromptPage(library: opened.library, index: $0)
    }
    output(pages.map { $0.description }.joined(separator: "\n"))
  }
}

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Shows every edge that keeps a prompt alive, or every place that was searched.")

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The prompt, by id or path.")
  var prompt: String

  func run() async throws {
    var opened = try await library.open()
    let indices = try opened.library.indices(named: prompt)
    let orphaned: Set<Verdict.Kind> = [.orphaned, .testOnly]
    if indices.contains(where: { orphaned.contains(opened.library.verdicts[$0].kind) }) {
      await opened.addRemovals(jobs: try library.workers())
    }
    let pages = indices.map { PromptPage(library: opened.library, index: $0) }
    output(pages.map(\.reasons).joined(separator: "\n"))
  }
}
