import ArgumentParser
import Audit
import FoundationEssentials
import Git
import PromptLibrary
import Testing

@testable import shelflife

/// The hook reads only what a change can affect; what it then says must be what two whole audits say.
@Suite struct NarrowGateTests {
  private static let configurations: [String?] = [
    "version: 1\nprompts: [library/prompts/**, .claude/**]\nworkflows: [library/workflows/**]\npolicy: {attach: step}\n",
    "version: 1\nprompts: [library/prompts/**, .claude/**]\npolicy: {attach: reference}\n",
    "version: 1\nprompts: [library/prompts/**]\nworkflows: [library/workflows/**]\n",
    nil,
  ]

  @Test(arguments: Array(0..<24)) func `random changes are judged as two whole audits judge them`(seed: Int)
    async throws
  {
    var library = RandomLibrary(
      seed: UInt64(seed), configuration: Self.configurations[seed % Self.configurations.count])
    let repository = try HookedRepository(hasLibrary: false, installs: false)
    try repository.write(library.files, replacing: [:])
    try repository.succeed("git add -A && git commit -q -m Library")
    let gate = try gate(for: repository)
    var narrow = 0
    let rounds = 15
    for round in 0..<rounds {
      let old = library.files
      let what = library.change()
      try repository.write(library.files, replacing: old)
      try repository.succeed("git add -A")
      let head = [try #require(ObjectID(repository.head))]
      let whole = try await gate.judgeWhole(.index, since: head)
      switch try await gate.judgeNarrowly(.index, since: head) {
      case .failure: break
      case .success(let outcome):
        narrow += 1
        let (expected, found) = (Self.lines(whole), Self.lines(outcome))
        #expect(
          found == expected,
          "seed \(seed), round \(round): \(what)\n\(repository.sh("git diff --cached").text)")
      }
      try repository.succeed("git commit -q --allow-empty -m 'Change \(round)'")
    }
    #expect(narrow * 2 >= rounds, "only \(narrow) of \(rounds) changes were judged by what they touch")
  }

  private func gate(for repository: HookedRepository) throws -> Gate {
    Gate(
      options: try LibraryOptions.parse(["-C", repository.path]), opening: .discover(from: repository.path),
      today: try #require(CalendarDay("2026-11-20")), level: .error)
  }

  private static func lines(_ outcome: GateOutcome) -> Set<String> {
    Set(
      outcome.refused.filter { Rule.narrow.contains($0.rule) }
        .map { "\($0.rule) \($0.subject.kind) \($0.subject.name) \($0.detail)" })
  }
}
