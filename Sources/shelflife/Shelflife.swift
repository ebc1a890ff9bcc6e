import ArgumentParser

@main
struct Shelflife: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shelflife",
    abstract: "Audits a git-versioned prompt library and manages its life.",
    version: shelflifeVersion,
    subcommands: [AuditCommand.self],
    defaultSubcommand: nil)
}

let shelflifeVersion = "0.1.0"
