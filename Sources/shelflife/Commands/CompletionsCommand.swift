import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Prints a completion script for a shell.",
    discussion: "For example: shelflife completions bash > /etc/bash_completion.d/shelflife")

  @Argument(help: "The shell: bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw Failure(
        "'\(self.shell)' is no shell that completions exist for.", hint: "Give bash, zsh or fish.")
    }
    output(Shelflife.completionScript(for: shell) + "\n")
  }
}
