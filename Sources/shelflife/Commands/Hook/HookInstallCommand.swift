import ArgumentParser
import FoundationEssentials
import Git
import Glibc

struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Installs the git hooks of this repository, and keeps those that are there.",
    discussion: """
      Without names: pre-commit, pre-merge-commit and pre-push; in a bare repository: pre-receive. They go where git \
      looks for them, core.hooksPath included.
      """)

  @Option(name: .customShort("C"), help: ArgumentHelp("Work as if started in this folder.", valueName: "dir"))
  var directory = "."

  @Argument(help: "The hooks to install.")
  var hooks: [GitHook] = []

  @Flag(help: "Take the hooks out again; what was there before is as it was.")
  var uninstall = false

  @Flag(help: "Install into a folder that core.hooksPath shares between repositories.")
  var shared = false

  func run() throws {
    let (folder, isBare) = try place()
    var installation = HookInstallation(folder: folder.path, program: Self.program)
    if uninstall {
      for hook in hooks.isEmpty ? GitHook.allCases : hooks { try installation.uninstall(hook) }
    } else {
      guard !folder.isShared || shared else {
        throw Failure(
          "core.hooksPath is set outside of this repository: hooks in '\(folder.path)' run in every repository of yours.",
          hint: "Install there with --shared, or give this one its own: git config core.hooksPath .git/hooks")
      }
      let standard: [GitHook] = isBare ? [.preReceive] : [.preCommit, .preMergeCommit, .prePush]
      for hook in hooks.isEmpty ? standard : hooks { try installation.install(hook) }
    }
    let lines = installation.report.isEmpty ? ["No hook of Shelflife's was there."] : installation.report
    output(lines.map { $0 + "\n" }.joined())
  }

  private func place() throws -> (Repository.HookFolder, isBare: Bool) {
    do throws(GitError) {
      let repository = try Repository(.discover(from: directory))
      return (repository.hookFolder, repository.isBare)
    } catch {
      throw Failure(
        "'\(directory)' is not in a git repository that can be opened (\(error.message)).",
        hint: "Hooks belong to a repository: 'git init' makes one.")
    }
  }

  /// This program's own path.
  private static var program: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : CommandLine.arguments[0]
  }
}
