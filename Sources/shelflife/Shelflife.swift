import ArgumentParser
import CJemalloc
import Git
import Glibc

struct Shelflife: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shelflife",
    abstract: "Audits a git-versioned prompt library and manages its life.",
    discussion: "Start with 'shelflife audit' in any repository: no configuration is needed.",
    version: shelflifeVersion,
    subcommands: [
      AuditCommand.self, InitCommand.self, ListCommand.self, ShowCommand.self, WhyCommand.self,
      RecordCommand.self, DueCommand.self, ValidateCommand.self, DriftCommand.self, TrialCommand.self,
      LedgerCommand.self, ReportCommand.self, ExplainCommand.self, RulesCommand.self, SchemaCommand.self,
      CompletionsCommand.self, HookCommand.self,
    ])
}

let shelflifeVersion = "0.1.0"

@main
enum Program {
  static func main() async {
    Task.detached { Repository.prepare() }
    exit(await Shelflife.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}

extension Shelflife {
  /// Runs one command line; every way in which it ends has its exit status.
  static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .clean
    } catch let failure as Failure {
      Console.current.complain("error: \(failure)\n")
      return failure.status
    } catch let code as ExitCode {
      return ExitStatus(rawValue: code.rawValue) ?? .failed
    } catch {
      // Help and version arrive as errors that succeed.
      if exitCode(for: error).isSuccess {
        output(fullMessage(for: error) + "\n")
        return .clean
      }
      Console.current.complain(fullMessage(for: error) + "\n")
      return .usage
    }
  }
}
