import ArgumentParser
import Audit
import Git
import PromptLibrary

/// What a gate came to: what it refuses, what trailers accept, and what a person should know besides.
struct GateOutcome {
  var refused: [Finding] = []
  var accepted: [Finding] = []
  var notes: [String] = []
  /// There is no prompt to speak of.
  var isEmptyLibrary = false

  mutating func merge(_ other: GateOutcome) {
    let known = Set(refused.map(\.fingerprint))
    refused += other.refused.filter { !known.contains($0.fingerprint) }
    accepted += other.accepted
    notes += other.notes.filter { !notes.contains($0) }
  }

  /// What both outcomes refuse and note.
  func common(with other: GateOutcome) -> GateOutcome {
    var common = self
    let known = Set(other.refused.map(\.fingerprint))
    common.refused.removeAll { !known.contains($0.fingerprint) }
    common.notes.removeAll { !other.notes.contains($0) }
    return common
  }

  /// Lets pass what the trailers of these commits accept.
  mutating func accept(trailersOf commits: [ObjectID], in repository: borrowing Repository) throws(GitError) {
    guard !refused.isEmpty else { return }
    for id in commits {
      let message = try repository.message(of: id)
      notes += TrailerWaiver.faults(in: message).map { "commit \(id.short): \($0)" }
      let waivers = TrailerWaiver.all(in: message)
      guard !waivers.isEmpty else { continue }
      let commit = try repository.commit(id)
      refused.accept(waivers, by: commit.author, on: CalendarDay(number: commit.time / 86_400))
    }
    accepted += refused.filter { $0.status != .open }
    refused.removeAll { $0.status != .open }
  }

  /// Says it on standard error, which is all that git shows of a hook, and ends the program accordingly.
  func finish(_ hook: GitHook) throws {
    Console.current.complain(Refusal(outcome: self, hook: hook).text)
    if !refused.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }
}
