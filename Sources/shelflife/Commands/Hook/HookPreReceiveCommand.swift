import ArgumentParser
import Audit

struct HookPreReceiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Judges what is being pushed to this server's repository, before it counts.",
    discussion: """
      Reads 'OLD NEW REF' lines on standard input, as git gives them to the hook of this name. Branches are judged, \
      other refs pass. Nothing is written, and a push that is refused leaves nothing behind.
      """)

  @OptionGroup var library: LibraryOptions

  @Option(help: ArgumentHelp("The level from which findings refuse the push.", valueName: "level"))
  var failOn: FailureLevel = .error

  func run() async throws {
    guard let level = failOn.level else { return }
    let gate = Gate(
      options: library, opening: library.opening(staged: true), today: try library.today(), level: level)
    let updates = RefUpdate.all(in: Console.current.input(), isPush: false)
      .filter { $0.ref.hasPrefix("refs/heads/") }
    try await gate.judge(updates, remote: nil).finish(.preReceive)
  }
}
