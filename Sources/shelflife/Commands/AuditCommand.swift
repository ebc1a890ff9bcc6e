import ArgumentParser
import Audit
import PromptLibrary
import Report

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audits the working tree, the index as git is about to commit it, or a commit.")

  func run() async throws {}
}
