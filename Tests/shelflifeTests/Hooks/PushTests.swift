import FoundationEssentials
import Testing

/// Real pushes over `file://`, to a bare repository whose `pre-receive` judges them, and from one whose `pre-push` does.
@Suite struct PushTests {
  private func server() throws -> HookedRepository { try HookedRepository(isBare: true, hasLibrary: false) }

  private func clone(of server: HookedRepository, installs: Bool = false) throws -> HookedRepository {
    let clone = try HookedRepository(installs: installs)
    try clone.succeed("git remote add origin 'file://\(server.path)'")
    return clone
  }

  /// Everything below the server's folder, by name and content, without what git's own housekeeping touches.
  private func contents(of server: HookedRepository) -> String {
    server.sh("find . -type f | sort | xargs sha1sum").text
  }

  @Test func `a bare repository takes a good push and refuses a bad one, and is as it was`() throws {
    let server = try server()
    #expect(server.sh("ls hooks | grep -v sample").text == "pre-receive")
    let clone = try clone(of: server)
    let first = clone.sh("git push origin main")
    #expect(first.status == 0, "\(first.text)")
    try clone.writeBad()
    try clone.succeed("git add library && git commit -q -m Bad")
    let before = contents(of: server)
    let refused = clone.sh("git push origin main")
    #expect(refused.status != 0 && refused.text.contains("unattached-prompt"), "\(refused.text)")
    #expect(refused.text.contains("library/bad") && refused.text.contains("mend:"), "\(refused.text)")
    // Not even the objects stay: they were judged in quarantine.
    #expect(contents(of: server) == before)
    try clone.write(HookedRepository.workflow(["good", "bad"]), to: HookedRepository.flow)
    try clone.succeed("git commit -q -a -m Mended && git push -q origin main")
  }

  @Test func `many refs are judged each against what is there; deleting one is judged not at all`() throws {
    let server = try server()
    let clone = try clone(of: server)
    try clone.succeed("git push -q origin main && git checkout -q -b fine")
    try clone.write("# Notes\n", to: "notes.md")
    try clone.succeed("git add -A && git commit -q -m Notes && git tag v1")
    try clone.succeed("git branch same && git push -q origin fine same v1")
    try clone.succeed("git checkout -q -b bad")
    try clone.writeBad()
    try clone.succeed("git add -A && git commit -q -m Bad")
    let refused = clone.sh("git push origin main bad fine")
    #expect(refused.status != 0 && refused.text.contains("library/bad"), "\(refused.text)")
    #expect(!server.sh("git branch").text.contains("bad"))
    try clone.succeed("git push -q origin :same")
    // A new branch at a commit that is there brings nothing in.
    try clone.succeed("git push -q origin fine:refs/heads/again")
    // Nor does a branch that goes back.
    try clone.succeed("git push -q --force origin main:fine")
  }

  @Test func `what is on the server already refuses nobody's push`() throws {
    let server = try server()
    let clone = try clone(of: server)
    try clone.writeBad("old")
    try clone.succeed("git add -A && git commit -q -m Old")
    // The library was imported with a finding, before the hook.
    try server.succeed("git fetch -q '\(clone.path)' main:main")
    try clone.write("# Notes\n", to: "notes.md")
    try clone.succeed("git add -A && git commit -q -m Notes && git push -q origin main")
    try clone.succeed("git push -q origin main:refs/heads/new")
  }

  @Test func `a trailer makes an exception that leaves a trace`() throws {
    let server = try server()
    let clone = try clone(of: server)
    try clone.succeed("git push -q origin main")
    try clone.writeBad()
    try clone.succeed(
      "git add -A && git commit -q -m 'Pilot' -m 'Shelflife-Waive: unattached-prompt library/bad'")
    let refused = clone.sh("git push origin main")
    #expect(refused.status != 0, "a waiver without a reason counts: \(refused.text)")
    #expect(refused.text.contains("makes no exception: expected 'Shelflife-Waive: RULE PROMPT reason'"))
    try clone.succeed(
      "git commit -q --amend -m 'Pilot' -m 'Shelflife-Waive: unattached-prompt library/bad the pilot starts on Monday'"
    )
    let accepted = clone.sh("git push origin main")
    #expect(accepted.status == 0, "\(accepted.text)")
    #expect(
      accepted.text.contains("the pilot starts on Monday") && accepted.text.contains("Tester"),
      "\(accepted.text)")
  }

  @Test func `what came by a tag is judged when a branch brings it`() throws {
    let server = try server()
    let clone = try clone(of: server)
    try clone.succeed("git push -q origin main")
    try clone.writeBad()
    try clone.succeed("git add -A && git commit -q -m Bad && git tag way && git push -q origin way")
    try clone.succeed("git notes add -m N && git push -q origin refs/notes/commits HEAD:refs/other/x")
    let refused = clone.sh("git push origin main")
    #expect(refused.status != 0 && refused.text.contains("library/bad"), "\(refused.text)")
  }

  @Test func `a shallow clone is judged as far as it goes`() throws {
    let server = try HookedRepository(isBare: true, hasLibrary: false, installs: false)
    let whole = try clone(of: server)
    try whole.write("# Notes\n", to: "notes.md")
    try whole.succeed("git add -A && git commit -q -m Notes && git push -q origin main")
    let shallow = try HookedRepository(hasLibrary: false, installs: false)
    try shallow.succeed("rm -rf .git && git clone -q --depth 1 'file://\(server.path)' .")
    try shallow.succeed("git config user.name Tester && git config user.email tester@example.com")
    try shallow.succeed("git config commit.gpgsign false && \(HookedRepository.program) hook install")
    let lacking = shallow.sh("\(HookedRepository.program) audit --range HEAD~1..HEAD")
    #expect(lacking.text.contains("git fetch --unshallow"), "\(lacking.text)")
    try shallow.write("# More notes\n", to: "notes.md")
    try shallow.succeed("git commit -q -a -m More && git push -q origin main")
    try shallow.writeBad()
    try shallow.succeed("git add -A && git commit -q --no-verify -m Bad")
    #expect(shallow.sh("git push origin main").text.contains("library/bad"))
    let range = shallow.sh("\(HookedRepository.program) audit --range HEAD~2..HEAD")
    #expect(range.status == 1 && range.text.contains("library/bad"), "\(range.text)")
  }

  @Test func `pre-push judges what the remote does not have`() throws {
    let server = try HookedRepository(isBare: true, hasLibrary: false, installs: false)
    let clone = try clone(of: server, installs: true)
    try clone.succeed("git push -q origin main")
    try clone.writeBad()
    try clone.succeed("git add -A && git commit -q --no-verify -m Bad")
    let refused = clone.sh("git push origin main")
    #expect(refused.status != 0 && refused.text.contains("library/bad"), "\(refused.text)")
    #expect(clone.sh("git push origin main:refs/heads/new").status != 0)
    try clone.succeed("git push -q --no-verify origin main")
    try clone.write("# Notes\n", to: "notes.md")
    try clone.succeed("git add -A && git commit -q -m Notes && git push -q origin main")
    try clone.succeed("git push -q origin :new || true")
  }
}
