import ArgumentParser
import Audit
import FoundationEssentials
import Git
import PromptLibrary
import Testing

@testable import shelflife

/// A range is judged commit by commit, with what neighbours share; what is then said of each commit must be what two
/// whole audits say of it.
@Suite struct NarrowRangeTests {
  private static let configurations: [String?] = [
    "version: 1\nprompts: [library/prompts/**, .claude/**]\nworkflows: [library/workflows/**]\npolicy: {attach: step}\n",
    "version: 1\nprompts: [library/prompts/**, .claude/**]\npolicy: {attach: reference}\n",
    "version: 1\nprompts: [library/prompts/**]\nworkflows: [library/workflows/**]\n",
    nil,
  ]

  /// A history with branches that are merged, files that move, and configurations that change.
  private func history(seed: Int) throws -> HookedRepository {
    var library = RandomLibrary(
      seed: UInt64(seed) &+ 1_000, configuration: Self.configurations[seed % Self.configurations.count])
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    try repository.write(library.files, replacing: [:])
    try repository.succeed("git add -A && git commit -q -m Library")
    for round in 0..<14 {
      if round % 5 == 1 {
        try repository.succeed("git checkout -q -b side\(round)")
        try change(&library, in: repository, "Side")
        try change(&library, in: repository, "Side")
        try repository.succeed("git checkout -q -")
        try repository.write("Day \(round).\n", to: "diary.md")
        try repository.succeed(
          "git add -A && git commit -q -m Diary && git merge -q --no-ff -m Merge side\(round)")
      } else if round == 9 {
        let old = library.files
        library.configure(Self.configurations[(seed + 1) % Self.configurations.count])
        try repository.write(library.files, replacing: old)
        try repository.succeed("git add -A && git commit -q --allow-empty -m Configuration")
      } else {
        try change(&library, in: repository, "Change \(round)")
      }
    }
    return repository
  }

  private func change(
    _ library: inout RandomLibrary, in repository: HookedRepository, _ message: String
  ) throws {
    let old = library.files
    let what = library.change()
    try repository.write(library.files, replacing: old)
    try repository.succeed("git add -A && git commit -q --allow-empty -m '\(message): \(what)'")
  }

  @Test(arguments: Array(0..<16)) func `each commit of a range is judged as two whole audits judge it`(
    seed: Int
  )
    async throws
  {
    let repository = try history(seed: seed)
    let gate = Gate(
      options: try LibraryOptions.parse(["-C", repository.path]), opening: .discover(from: repository.path),
      today: try #require(CalendarDay("2026-11-20")), level: .error)
    let root = try repository.succeed("git rev-list --max-parents=0 HEAD").trimmingLines
    let commits = try Repository(gate.opening).commits(in: "\(root)..HEAD")
    #expect(commits.contains { $0.parents.count > 1 })
    var walk = try await CommitWalk(commits, gate)
    for commit in commits {
      let found = Self.lines(try await walk.judge(commit))
      let whole = try await gate.judgeWhole(.commit(commit.id.description), since: commit.parents)
      #expect(
        found == Self.lines(whole),
        "seed \(seed), \(commit.summary)\n\(repository.sh("git show \(commit.id)").text)")
    }
    #expect(walk.whole == 0, "\(walk.reasons)")
  }

  private static func lines(_ outcome: GateOutcome) -> Set<String> {
    Set(
      outcome.refused.filter { Rule.narrow.contains($0.rule) }
        .map { "\($0.rule) \($0.subject.kind) \($0.subject.name) \($0.detail)" })
  }
}

extension String {
  fileprivate var trimmingLines: String { String(prefix { !$0.isNewline }) }
}
