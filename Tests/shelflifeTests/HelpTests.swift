import ArgumentParser
import FoundationEssentials
import Testing

@testable import shelflife

/// Every command of the tool, those inside commands too, by the words that are typed.
struct ListedCommand: Sendable, CustomTestStringConvertible {
  var words: [String]
  var type: any ParsableCommand.Type

  var testDescription: String { words.joined(separator: " ") }
  var fileName: String { (["help"] + words).joined(separator: "-") + ".txt" }

  static let all = listed(Shelflife.self, [])

  private static func listed(_ type: any ParsableCommand.Type, _ words: [String]) -> [ListedCommand] {
    [ListedCommand(words: words, type: type)]
      + type.configuration.subcommands.flatMap { listed($0, words + [$0.configuration.commandName ?? ""]) }
  }
}

@Suite struct HelpTests {
  @Test(arguments: ListedCommand.all) func `a command's help is the one that was looked at`(
    command: ListedCommand
  ) throws {
    let help = Shelflife.helpMessage(for: command.type, columns: 80) + "\n"
    let path = "Tests/shelflifeTests/Golden/\(command.fileName)"
    if Checkout.updatesGolden { try Checkout.write(help, to: path) }
    let difference = difference(of: help, from: try Checkout.text(path))
    #expect(difference == nil, "\(path) differs at \(difference ?? ""); UPDATE_GOLDEN=1 writes it anew")
  }

  @Test func `no golden file is left of a command that went`() throws {
    let folder = Checkout.root.appending(path: "Tests/shelflifeTests/Golden").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("help") }
    #expect(Set(files) == Set(ListedCommand.all.map(\.fileName)))
  }

  @Test(arguments: [[], ["audit"], ["schema"]]) func `help is printed and is no error`(words: [String])
    async
  {
    let outcome =
      words.isEmpty
      ? await Invocation.run("--help") : await Invocation.run(words[0], "--help")
    #expect(outcome.status == .clean)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
    #expect(outcome.complaints.isEmpty)
  }

  @Test func `every command in the folder of commands is listed`() throws {
    var declared: Set<String> = []
    for path in try Checkout.sources(below: "Sources/shelflife/Commands") {
      for line in try Checkout.text(path).split(separator: "\n")
      where line.hasPrefix("struct ") && line.contains("ParsableCommand") {
        declared.insert(String(line.dropFirst("struct ".count).prefix { $0 != ":" }))
      }
    }
    #expect(declared == Set(ListedCommand.all.dropFirst().map { "\($0.type)" }))
  }

  @Test func `an option that is not there is wrong usage`() async {
    let outcome = await Invocation.run("audit", "--no-such-option")
    #expect(outcome.status == .usage)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaints.contains("--no-such-option"))
  }
}
