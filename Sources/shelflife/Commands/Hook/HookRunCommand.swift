import ArgumentParser
import Audit
import Git
import PromptLibrary

struct HookRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Judges what is about to be committed, merged or pushed, as the git hook of that name.",
    discussion: """
      The whole proposed tree is judged, and only what the change brings in is refused. Exit status: 0 nothing, \
      1 refused.
      """)

  @OptionGroup var library: LibraryOptions

  @Argument(help: "The hook: pre-commit, pre-merge-commit or pre-push.")
  var hook: GitHook = .preCommit

  @Argument(help: "What git gives the hook.")
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The level from which findings refuse the change.", valueName: "level"))
  var failOn: FailureLevel = .error

  @Flag(help: "Judge by comparing two whole audits, as 'audit --staged' does.")
  var whole = false

  func run() async throws {
    guard library.rev == nil else {
      throw Failure("A hook judges what git is about to do, so --rev has no place here.")
    }
    guard let level = failOn.level else { return }
    let gate = Gate(
      options: library, opening: library.opening(staged: true), today: try library.today(), level: level,
      isWhole: whole)
    var outcome: GateOutcome
    if hook.readsRefs {
      let updates = RefUpdate.all(in: Console.current.input(), isPush: hook == .prePush)
      outcome = try await gate.judge(updates, remote: hook == .prePush ? arguments.first ?? "" : nil)
    } else if let (from, to) = try Self.namedCommits(in: library, gate) {
      outcome = try await gate.judge(.commit(to.description), since: [from])
    } else {
      let parents = StagedParents(of: try library.open(repository: gate.opening))
      outcome = try await gate.judge(.index, since: parents.commits)
      try await gate.pointOutUnstaged(in: &outcome)
    }
    try outcome.finish(hook)
  }

  /// The commits that the pre-commit framework was told to compare (`--from-ref`, `--to-ref`): in CI nothing is staged.
  private static func namedCommits(
    in library: LibraryOptions, _ gate: Gate
  ) throws -> (from: ObjectID, to: ObjectID)? {
    guard let from = Console.current.environment("PRE_COMMIT_FROM_REF"), !from.isEmpty,
      let to = Console.current.environment("PRE_COMMIT_TO_REF"), !to.isEmpty
    else { return nil }
    let repository = try library.open(repository: gate.opening)
    do throws(GitError) {
      return (try repository.commit(at: from), try repository.commit(at: to))
    } catch {
      throw Failure(
        "PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF: '\(from)' or '\(to)' names no commit here (\(error.message)).",
        hint: "Fetch both, or give pre-commit others as --from-ref and --to-ref.")
    }
  }
}
