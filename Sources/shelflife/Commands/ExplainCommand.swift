import ArgumentParser
import Audit
import PromptLibrary

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says what a rule looks for, why, and how to mend what it finds.")

  @Argument(help: "The rule's name.", completion: .list(Rule.all.map(\.name)))
  var rule: String

  func run() throws {
    guard let found = Rule.all.first(where: { $0.name == rule || $0.aliases.contains(rule) }) else {
      let near = nearest(to: rule, among: Rule.all.map(\.name))
      throw Failure(
        "There is no rule '\(rule)'.",
        hint: near.map { "Did you mean '\($0)'?" } ?? "'shelflife rules' shows those there are.")
    }
    output(found.page)
  }
}

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Shows every rule, as the Markdown page of the documentation.")

  func run() throws { output(Rule.reference) }
}
