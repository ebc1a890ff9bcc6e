import Audit
import FoundationEssentials
import Testing

@testable import shelflife

@Suite struct RangeTests {
  /// A branch that comes from `main` with one good commit and one that the hook did not see.
  private func branch() throws -> HookedRepository {
    let repository = try HookedRepository()
    try repository.writeBad("old")
    try repository.succeed("git add -A && git commit -q --no-verify -m Old && git checkout -q -b work")
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes")
    try repository.writeBad()
    try repository.succeed("git add -A && git commit -q --no-verify -m 'A hurried change'")
    return repository
  }

  private func audit(_ repository: HookedRepository, _ range: String = "main..work") async -> Invocation {
    await Invocation.run("audit", "-C", repository.path, "--as-of", "2026-11-20", "--range", range)
  }

  @Test func `what the branch brings in is found, with the commit that the hook would have refused`()
    async throws
  {
    let outcome = await audit(try branch())
    #expect(outcome.status == .findings)
    #expect(outcome.output.contains("error[unattached-prompt] library/bad"))
    #expect(!outcome.output.contains("library/old"), "\(outcome.output)")
    #expect(outcome.output.contains("\"A hurried change\" by Tester"), "\(outcome.output)")
    #expect(outcome.output.contains("The hook would have refused commit"), "\(outcome.output)")
  }

  @Test func `what was mended on the branch fails nothing, and its commit is listed all the same`()
    async throws
  {
    let repository = try branch()
    try repository.write(HookedRepository.workflow(["good", "bad"]), to: HookedRepository.flow)
    try repository.succeed("git add -A && git commit -q -m Mended")
    let outcome = await audit(repository)
    #expect(outcome.status == .clean, "\(outcome.output)")
    #expect(outcome.output.contains("\"A hurried change\" by Tester"), "\(outcome.output)")
    #expect(outcome.output.contains("mended since"), "\(outcome.output)")
  }

  @Test func `what a branch merged from where it goes to is not its own`() async throws {
    let repository = try HookedRepository()
    try repository.succeed("git checkout -q -b work")
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes && git checkout -q main")
    try repository.writeBad("old")
    try repository.succeed("git add -A && git commit -q --no-verify -m Old && git checkout -q work")
    try repository.succeed("git merge -q --no-verify -m Merge main")
    let outcome = await audit(repository)
    #expect(outcome.status == .clean, "\(outcome.output)")
    #expect(!outcome.output.contains("library/old"), "\(outcome.output)")
    try repository.writeBad()
    try repository.succeed("git add -A && git commit -q --no-verify -m 'A hurried change'")
    let further = await audit(repository)
    #expect(further.output.contains("error[unattached-prompt] library/bad"), "\(further.output)")
    #expect(!further.output.contains("library/old"), "\(further.output)")
  }

  @Test func `a report lists them in every format, when it is asked to`() async throws {
    let repository = try branch()
    let folder = repository.path + "/out"
    let outcome = await Invocation.run(
      "report", "-C", repository.path, "--as-of", "2026-11-20", "--range", "main..work", "--out", folder)
    #expect(outcome.status == .clean, "\(outcome.output)")
    for file in ["audit.txt", "audit.md", "audit.json", "index.html"] {
      let text = try String(contentsOf: URL(filePath: "\(folder)/\(file)"), encoding: .utf8)
      #expect(text.contains("The hook would have refused commit"), "\(file)")
    }
    let none = await Invocation.run(
      "report", "-C", repository.path, "--range", "work..main", "--out", folder)
    #expect(none.status == .nothingToAudit, "\(none.output)")
  }

  @Test func `a trailer accepts what its own commit brings in, and is told`() async throws {
    let repository = try branch()
    try repository.succeed(
      "git commit -q --amend --no-verify -m 'Pilot' -m 'Shelflife-Waive: unattached-prompt library/bad the pilot starts on Monday'"
    )
    let outcome = await audit(repository)
    #expect(outcome.status == .clean, "\(outcome.output)")
    #expect(outcome.output.contains("1 waived"), "\(outcome.output)")
    #expect(outcome.output.contains("excuses itself with a trailer"), "\(outcome.output)")
    // A trailer of another commit accepts nothing.
    try repository.writeBad("worse")
    try repository.succeed("git add -A && git commit -q --no-verify -m 'Worse'")
    #expect(await audit(repository).status == .findings)
  }

  @Test func `commits that come by a merge, a cherry-pick or a rebase are judged too`() async throws {
    let repository = try branch()
    try repository.succeed("git checkout -q main && git checkout -q -b other")
    try repository.write("# More\n", to: "more.md")
    try repository.succeed(
      "git add -A && git commit -q -m More && git cherry-pick work && git merge -q --no-edit main")
    let outcome = await audit(repository, "main..other")
    #expect(outcome.status == .findings)
    #expect(outcome.output.contains("\"A hurried change\" by Tester"), "\(outcome.output)")
  }

  @Test(arguments: ["nowhere..work", "work..work", "work"]) func `a range that is none is wrong usage`(
    range: String
  ) async throws {
    let outcome = await audit(try branch(), range)
    #expect(outcome.status == .usage || outcome.status == .nothingToAudit)
    #expect(outcome.complaints.contains("help:"))
  }

  @Test func `trailers stand in the last paragraph, and need a rule, a subject and a reason`() {
    let waivers = TrailerWaiverSample.all(
      "Subject\n\nShelflife-Waive: unattached-prompt early not in the last paragraph\n\nText\n\n"
        + "shelflife-waive: unattached-prompt a/b  a reason in words\nShelflife-Waive: unattached-prompt c\nSigned-off-by: X <x@example.com>\n"
    )
    #expect(waivers == ["unattached-prompt a/b a reason in words"])
  }

  @Test func `a trailer that makes no exception says why`() {
    let faults = TrailerWaiver.faults(
      in: "Subject\n\nShelflife-Waive: unattached-prompt a/b early\n\nText\n\n"
        + "Shelflife-Waive: no-such-rule a/b because\nShelflife-Waive: unattached-prompt c\n"
        + "Shelflife-Waive: unattached-prompt a/b because\n")
    #expect(faults.count == 3)
    for (fault, why) in zip(faults, ["last paragraph", "no rule 'no-such-rule'", "RULE PROMPT reason"]) {
      #expect(fault.contains(why))
    }
  }
}

private enum TrailerWaiverSample {
  static func all(_ message: String) -> [String] {
    TrailerWaiver.all(in: message).map { "\($0.rule) \($0.subject) \($0.reason)" }
  }
}
