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
    var status = stat()
    guard stat(folder.path, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(
        "Hooks are switched off: core.hooksPath is '\(folder.path)', which is no folder.",
        hint: "Take it out of the configuration that names it: git config --show-origin core.hooksPath")
    }
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
      let (known, isBare) = (repository.hookFolder, repository.isBare)
      guard let path = Self.folder(toldByGitIn: directory), !Self.isSame(path, known.path) else {
        return (known, isBare)
      }
      // Git itself reads more than libgit2: what its variables name, a working tree's own configuration.
      return (Repository.HookFolder(path: path, isShared: true), isBare)
    } catch {
      throw Failure(
        "'\(directory)' is not in a git repository that can be opened (\(error.message)).",
        hint: "Hooks belong to a repository: 'git init' makes one.")
    }
  }

  /// Where git looks for hooks, as it says itself; nil where it cannot be asked.
  private static func folder(toldByGitIn directory: String) -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let asked = ["git", "-C", directory, "rev-parse", "--git-path", "hooks"]
    guard (try? ChildProcess.run(asked, output: .file(file)).code) == 0,
      let data = FileManager.default.contents(atPath: file)
    else { return nil }
    let path = String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    return path.isEmpty ? nil : path.hasPrefix("/") ? path : "\(directory)/\(path)"
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    func real(_ path: String) -> String {
      URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    return real(one) == real(other)
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
