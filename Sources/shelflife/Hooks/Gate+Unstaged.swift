import Audit
import Git
import PromptLibrary
import Report

extension Gate {
  /// Says of refusals of the index which the working tree has mended already: only its files are not staged.
  func pointOutUnstaged(in outcome: inout GateOutcome) async throws {
    guard !outcome.refused.isEmpty else { return }
    let repository = try options.open(repository: opening)
    guard let paths = try? repository.unstagedPaths(), !paths.isEmpty else { return }
    // What cannot be read here can still be committed: the index was judged.
    guard let working = try? await options.open(.workingTree, in: opening) else { return }
    let unstaged = Set(paths)
    let open = Set(
      working.judged(today: today).findings.lazy.filter { $0.status == .open }.map(\.fingerprint))
    for index in outcome.refused.indices where !open.contains(outcome.refused[index].fingerprint) {
      let files = Self.mending(outcome.refused[index], in: working.library).filter(unstaged.contains)
      guard !files.isEmpty else { continue }
      // Git says where its command was started; from there a path has to lead.
      let isBelow = Console.current.environment("GIT_PREFIX")?.isEmpty == false
      let names = files.sorted().prefix(Self.mostNamed)
        .map { Runner.quoted((isBelow ? ":/" : "") + $0, ifNeeded: true) }.joined(separator: " ")
      outcome.refused[index].remedy =
        "Your files have it mended, and this commit leaves them out: git add -- \(names)"
    }
  }

  private static let mostNamed = 3

  /// The files that may mend a finding: where it stands, what it points at, and what reaches its prompt.
  private static func mending(_ finding: Finding, in library: Library) -> Set<String> {
    var files = Set(finding.evidence.map(\.place.path)).union([finding.place.path])
    guard case .prompt(let id) = finding.subject else { return files }
    for index in library.prompts.indices where library.prompts[index].id == id {
      files.formUnion(library.edges[index].map(\.place.path))
    }
    return files
  }
}
