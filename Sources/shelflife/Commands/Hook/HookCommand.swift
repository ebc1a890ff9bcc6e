import ArgumentParser

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract:
      "Refuses changes that would bring in findings: git hooks for committing, pushing and receiving.",
    subcommands: [HookInstallCommand.self, HookRunCommand.self, HookPreReceiveCommand.self])
}
