import ArgumentParser
import PromptLibrary

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Shares a ledger of runs that lies on a ref, and brings ledgers together.",
    subcommands: [LedgerPushCommand.self, LedgerPullCommand.self, LedgerMergeCommand.self])
}

struct LedgerPushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Pushes the ledger's ref, after bringing in what the remote has.",
    discussion: "The git program does it; nothing is forced, and nothing in the working tree changes.")

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The remote.")
  var remote = "origin"

  func run() async throws {
    let ledger = try RemoteLedger(remote, await library.openLedger(), directory: library.directory)
    try ledger.push()
    output("Pushed \(ledger.ref) to \(remote).\n")
  }
}

struct LedgerPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetches the remote's ledger and takes the union of both.",
    discussion: "The git program fetches; nothing in the working tree changes.")

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The remote.")
  var remote = "origin"

  func run() async throws {
    let ledger = try RemoteLedger(remote, await library.openLedger(), directory: library.directory)
    guard let count = try ledger.pull() else {
      output("\(remote) has no ledger at \(ledger.ref) yet.\n")
      return
    }
    output("\(count.of("new recording")) from \(remote).\n")
  }
}

struct LedgerMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Brings the files of another ledger into this one: a folder, or a ref of this repository.",
    discussion:
      "So a ledger moves from a folder to a ref, or back: change 'ledger' in shelflife.yaml, then merge the old one."
  )

  @OptionGroup var library: LibraryOptions

  @Argument(help: "A folder, or a ref as ref:refs/shelflife/runs.")
  var source: String

  func run() async throws {
    let opened = try await library.openLedger()
    let other: Ledger
    if source.hasPrefix("ref:") || source.hasPrefix("refs/") {
      var configuration = Configuration()
      configuration.ledger = source.hasPrefix("ref:") ? source : "ref:\(source)"
      other = try library.ledger(configuration, opened.snapshot)
    } else {
      other = Ledger(.folder(source), in: opened.ledger.opening)
    }
    do throws(Ledger.Failure) {
      guard try !other.snapshot().files.isEmpty else {
        throw Ledger.Failure(description: "There is no ledger at '\(source)'.")
      }
      let count = try opened.ledger.merge(other, at: .now)
      output("\(count.of("new recording")) from \(source).\n")
    } catch {
      throw Failure(error.description, hint: "Give a folder, or a ref such as ref:refs/shelflife/runs.")
    }
  }
}
