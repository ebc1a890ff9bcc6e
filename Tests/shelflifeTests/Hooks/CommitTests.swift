import FoundationEssentials
import Testing

/// Every way in which git makes a commit, with the real git and the real hook.
@Suite struct CommitTests {
  @Test func `an index that cannot be read is told with the way out`() throws {
    let repository = try HookedRepository()
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git update-index --split-index && git add notes.md")
    let refused = repository.sh("git commit -m Notes")
    #expect(refused.status != 0)
    #expect(refused.text.contains("git update-index --no-split-index"), "\(refused.text)")
    try repository.succeed("git update-index --no-split-index && git commit -q -m Notes")
  }

  @Test(arguments: ["", "ledger: ref:refs/shelflife/runs\n"])
  func `an edit says which evidence it makes void, and is let in`(ledger: String) throws {
    let repository = try HookedRepository()
    try repository.write(repository.text(of: "shelflife.yaml") + ledger, to: "shelflife.yaml")
    try repository.write(
      #"{"prompt": "library/good", "model": "openai/gpt-4o", "cases": [{"id": "a", "outcome": "pass"}]}"#,
      to: "results.json")
    try repository.succeed("\(HookedRepository.program) record results.json && rm results.json")
    try repository.succeed("git add -A && git commit -q -m Runs")
    try repository.write("# Notes\n", to: "notes.md")
    #expect(!repository.sh("git add -A && git commit -m Notes").text.contains("evidence"))
    try repository.write(HookedRepository.text + "Be brief.\n", to: "library/good.prompt.md")
    for flag in ["", "--whole"] {
      let told = repository.sh("git add -A && \(HookedRepository.program) hook run pre-commit \(flag)")
      #expect(told.status == 0)
      #expect(told.text.contains("its run is no evidence any more"), "\(flag): \(told.text)")
    }
  }

  @Test func `pre-commit's frame judges the commits that it names, where nothing is staged`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.succeed("git add -A && git commit -q --no-verify -m Bad")
    let run = "\(HookedRepository.program) hook run pre-commit"
    #expect(repository.sh(run).status == 0)
    let named = repository.sh("PRE_COMMIT_FROM_REF=HEAD~1 PRE_COMMIT_TO_REF=HEAD \(run)")
    #expect(named.status == 1 && named.text.contains("library/bad"), "\(named.text)")
    #expect(repository.sh("PRE_COMMIT_FROM_REF=HEAD PRE_COMMIT_TO_REF=HEAD \(run)").status == 0)
  }

  /// Runs a command that must be refused for the prompt `bad`, and change nothing.
  private func expectRefusal(
    _ command: String, in repository: HookedRepository, rule: String = "unattached-prompt",
    names prompt: String = "library/bad", keepsState: Bool = true
  ) {
    let (head, state) = (repository.head, repository.state)
    let outcome = repository.sh(command)
    #expect(outcome.status != 0, "\(command) was let through: \(outcome.text)")
    #expect(outcome.text.contains("[\(rule)]") && outcome.text.contains(prompt), "\(outcome.text)")
    #expect(outcome.text.contains("mend:"), "\(outcome.text)")
    let said = outcome.text.firstRange(of: "shelflife: ").map { outcome.text[$0.lowerBound...] } ?? ""
    #expect(said.split(separator: "\n").count <= 24)
    #expect(repository.head == head)
    if keepsState { #expect(repository.state == state, "index or working tree changed") }
  }

  private func expectCommit(_ command: String, in repository: HookedRepository) {
    let head = repository.head
    let outcome = repository.sh(command)
    #expect(outcome.status == 0, "\(command): \(outcome.text)")
    #expect(repository.head != head, "\(command) made no commit: \(outcome.text)")
  }

  @Test func `commit: what is staged is judged, and what is not is not`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.write("# Notes\n", to: "notes.md")
    // The bad prompt is untracked, then staged.
    expectCommit("git add notes.md && git commit -m Notes", in: repository)
    expectRefusal("git add -A && git commit -m Bad", in: repository, keepsState: false)
    expectRefusal("git commit -m Bad", in: repository)
  }

  @Test func `commit: a good prompt whose broken version lies unstaged in the working tree passes`() throws {
    let repository = try HookedRepository()
    let secret = "Use the key AKIA" + "Q3EGRR7XKZP2LMNB now.\n"
    try repository.write("Sort rows.\n", to: "library/good.prompt.md")
    try repository.succeed("git add library/good.prompt.md")
    try repository.write(secret, to: "library/good.prompt.md")
    expectCommit("git commit -m Better", in: repository)
    #expect(try repository.text(of: "library/good.prompt.md") == secret)
    expectRefusal("git commit -a -m Secret", in: repository, rule: "secret-in-prompt", names: "library/good")
  }

  @Test func `commit: what the working tree has mended is told, and mends it once it is staged`() throws {
    let repository = try HookedRepository()
    try repository.writeBad("it's new")
    try repository.write(HookedRepository.workflow(["good", "it's new"]), to: HookedRepository.flow)
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add library/*.prompt.md")
    let refused = repository.sh("git commit -m New")
    #expect(refused.status != 0)
    #expect(refused.text.contains("mend: Your files have it mended, and this commit leaves them out:"))
    let command = refused.text.firstRange(of: "git add -- ").map { refused.text[$0.lowerBound...] } ?? ""
    let line = String(command.prefix { $0 != "\n" })
    #expect(line == "git add -- \(HookedRepository.flow)")
    let below = repository.sh("cd library && git commit -m New").text
    #expect(below.contains("git add -- :/\(HookedRepository.flow)"), "\(below)")
    try repository.succeed(
      "cd library && git add -- :/\(HookedRepository.flow) && git reset -q :/\(HookedRepository.flow)")
    expectCommit("\(line) && git commit -m New", in: repository)
    // Nothing here mends what nothing uses.
    try repository.writeBad()
    let other = repository.sh("git add library && git commit -m Bad").text
    #expect(other.contains("mend: Name it under 'uses:'") && !other.contains("leaves them out"), "\(other)")
  }

  @Test func `commit: a deletion that is not staged mends what is refused`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.succeed("git add -A && rm library/bad.prompt.md")
    let refused = repository.sh("git commit -m Bad")
    #expect(refused.text.contains("git add -- library/bad.prompt.md"), "\(refused.text)")
    try repository.succeed("git add -- library/bad.prompt.md")
    #expect(repository.state.contains("bad") == false)
  }

  @Test func `commit -a: the temporary index is judged`() throws {
    let repository = try HookedRepository()
    try repository.write(
      HookedRepository.workflow([]).replacing("steps:\n", with: "steps: []\n"), to: HookedRepository.flow)
    expectRefusal("git commit -a -m Detached", in: repository, names: "library/good")
    try repository.write(HookedRepository.workflow(["good"]) + "# more\n", to: HookedRepository.flow)
    expectCommit("git commit -a -m Comment", in: repository)
  }

  @Test func `commit -- path: only that path is judged`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A")
    expectCommit("git commit -m Notes -- notes.md", in: repository)
    expectRefusal("git commit -m Bad -- library/bad.prompt.md", in: repository)
  }

  @Test func `commit -p: the hunks that were chosen are judged`() throws {
    let repository = try HookedRepository()
    let flow = HookedRepository.workflow(["good"])
    try repository.write(
      "# a\n" + flow + String(repeating: "# x\n", count: 20) + "# z\n", to: HookedRepository.flow)
    try repository.succeed("git commit -q -a -m Longer")
    let detached = flow.replacing("    uses: [library/good.prompt.md]\n", with: "")
    try repository.write(
      "# a\n" + detached + String(repeating: "# x\n", count: 20) + "# changed\n", to: HookedRepository.flow)
    // The first hunk takes the use away; the second is a comment.
    expectRefusal(
      "printf 'y\\nn\\n' | git commit -p -m First", in: repository, names: "library/good", keepsState: false)
    try repository.succeed("git reset -q")
    expectCommit("printf 'n\\ny\\n' | git commit -p -m Second", in: repository)
  }

  @Test func `commit --amend: what takes the commit's place is held against its parent`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    expectCommit("git add -A && git commit --no-verify -m Bad", in: repository)
    // HEAD has the finding, and its parent has not.
    expectRefusal("git commit --amend -m Again", in: repository)
    try repository.write("# Notes\n", to: "notes.md")
    expectCommit("git add notes.md && git commit -m 'A later commit is not asked for it'", in: repository)
    try repository.write(HookedRepository.workflow(["good", "bad"]), to: HookedRepository.flow)
    expectCommit("git add -A && git commit --amend -m Mended", in: repository)
  }

  @Test func `merge: what a parent has already is no news, what only the merge makes is`() throws {
    let repository = try HookedRepository()
    try repository.write(HookedRepository.text + "Twice.\n", to: "library/other.prompt.md")
    try repository.write(HookedRepository.workflow(["good", "other"]), to: HookedRepository.flow)
    try repository.succeed("git add -A && git commit -q -m Other")
    try repository.succeed("git checkout -q -b side")
    try repository.writeBad("old")
    try repository.succeed("git add -A && git commit -q --no-verify -m 'Bad on side' && git checkout -q main")
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes")
    expectCommit("git merge --no-edit side", in: repository)
    // One branch writes an id that the other writes too: each is right alone.
    try repository.succeed("git checkout -q -b left")
    try repository.write("---\nid: twin\n---\nLeft text.\n", to: "library/good.prompt.md")
    try repository.succeed("git commit -q -a -m Left && git checkout -q -b right main")
    try repository.write("---\nid: twin\n---\nRight text.\n", to: "library/other.prompt.md")
    try repository.succeed("git commit -q -a -m Right")
    expectRefusal(
      "git merge --no-edit left", in: repository, rule: "duplicate-id", names: "twin", keepsState: false)
    // The merge that git left open, finished by hand, is judged in the same way.
    expectRefusal("git commit --no-edit", in: repository, rule: "duplicate-id", names: "twin")
  }

  @Test func `initial commit: everything is new`() throws {
    let repository = try HookedRepository(hasLibrary: false)
    try repository.write("version: 1\nprompts: [library/**]\npolicy: {attach: step}\n", to: "shelflife.yaml")
    try repository.writeBad()
    expectRefusal("git add -A && git commit -m First", in: repository, keepsState: false)
    try repository.write(HookedRepository.workflow(["bad"]), to: HookedRepository.flow)
    expectCommit("git add -A && git commit -m First", in: repository)
  }

  @Test func `linked worktree: its own index is judged`() throws {
    let repository = try HookedRepository()
    try repository.succeed("git worktree add -q linked -b linked")
    try repository.write("Answer this customer.\n", to: "linked/library/bad.prompt.md")
    try repository.succeed("git -C linked add -A")
    let outcome = repository.sh("cd linked && git commit -m Bad")
    #expect(outcome.status != 0 && outcome.text.contains("library/bad"), "\(outcome.text)")
    // The main working tree's commits are not asked for it.
    try repository.write("# Notes\n", to: "notes.md")
    expectCommit("git add notes.md && git commit -m Notes", in: repository)
  }

  @Test func `subdirectory: the whole tree is judged from anywhere`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.write("# Notes\n", to: "deep/er/notes.md")
    try repository.succeed("git add -A")
    expectRefusal("cd deep/er && git commit -m Bad", in: repository)
    expectRefusal("cd deep/er && git commit -m Bad -- ../../library", in: repository)
    expectCommit("cd deep/er && git commit -m Notes -- .", in: repository)
  }

  @Test func `intent to add: a file that is only announced is not committed and not judged`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -N library/bad.prompt.md && git add notes.md")
    expectCommit("git commit -m Notes", in: repository)
    expectRefusal("git commit -a -m Bad", in: repository)
  }

  @Test func `rename and deletion: the step that is left behind is named`() throws {
    let repository = try HookedRepository()
    try repository.succeed("git mv library/good.prompt.md library/better.prompt.md")
    expectRefusal("git commit -m Renamed", in: repository, rule: "dangling-attachment", names: "library/good")
    try repository.succeed("git reset -q --hard && git rm -q library/good.prompt.md")
    expectRefusal("git commit -m Deleted", in: repository, rule: "dangling-attachment", names: "library/good")
    try repository.succeed("git reset -q --hard && git mv library/good.prompt.md library/better.prompt.md")
    try repository.write(HookedRepository.workflow(["better"]), to: HookedRepository.flow)
    expectCommit("git commit -a -m Renamed", in: repository)
  }

  @Test func `submodule: what lies in it is another repository's`() throws {
    let inner = try HookedRepository(installs: false)
    try inner.writeBad()
    try inner.succeed("git add -A && git commit -q -m Bad")
    let repository = try HookedRepository()
    expectCommit(
      "git -c protocol.file.allow=always submodule --quiet add \(inner.path) library/inner && git commit -m Submodule",
      in: repository)
    try repository.writeBad()
    expectRefusal("git add -A && git commit -m Bad", in: repository, keepsState: false)
  }

  @Test func `sparse checkout: files that are left out are still there`() throws {
    let repository = try HookedRepository()
    try repository.write("# Notes\n", to: "docs/notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes && git sparse-checkout set docs")
    try repository.write("# More\n", to: "docs/more.md")
    // The prompt's workflow lies outside; the prompt is attached all the same.
    expectCommit("git add docs && git commit -m More", in: repository)
    try repository.writeBad()
    expectRefusal("git add --sparse -A && git commit -m Bad", in: repository, keepsState: false)
  }

  @Test func `a conflict in the index is read as ours, and said`() async throws {
    let repository = try HookedRepository()
    try repository.succeed("git checkout -q -b side")
    try repository.write("Theirs.\n", to: "library/good.prompt.md")
    try repository.succeed("git commit -q -a -m Theirs && git checkout -q main")
    try repository.write("Ours.\n", to: "library/good.prompt.md")
    try repository.succeed("git commit -q -a -m Ours")
    #expect(repository.sh("git merge side").status != 0)
    let outcome = repository.sh("\(HookedRepository.program) audit --staged")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("in conflict"), "\(outcome.text)")
    #expect(repository.sh("\(HookedRepository.program) hook run").status == 0)
    // Once it is resolved, the merge is judged.
    try repository.write("Both.\n", to: "library/good.prompt.md")
    expectCommit("git add -A && git commit --no-edit", in: repository)
  }

  @Test func `CRLF conversion: the blob is judged, and not the file on disk`() throws {
    let repository = try HookedRepository()
    try repository.succeed("git config core.autocrlf true")
    try repository.write(
      "---\r\nid: good\r\nstatus: active\r\n---\r\nSort this row.\r\n", to: "library/good.prompt.md")
    expectCommit("git commit -a -m Lines", in: repository)
    #expect(repository.sh("git cat-file blob HEAD:library/good.prompt.md | grep -c $'\\r'").text == "0")
    try repository.writeBad()
    expectRefusal("git add -A && git commit -m Bad", in: repository, keepsState: false)
  }

  @Test func `LFS: a pointer is no prompt's text, and that is said`() throws {
    let repository = try HookedRepository()
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "4d7a", count: 16))\nsize 12345\n"
    try repository.write(pointer, to: "library/good.prompt.md")
    let outcome = repository.sh("git commit -a -m Pointer")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(
      outcome.text.contains("library/good.prompt.md") && outcome.text.contains("LFS"), "\(outcome.text)")
  }

  @Test func `GIT_WORK_TREE and GIT_INDEX_FILE: git's own variables say what is committed`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.write("# Notes\n", to: "notes.md")
    let place = "GIT_DIR='\(repository.path)/.git' GIT_WORK_TREE='\(repository.path)'"
    try repository.succeed("git add notes.md")
    expectCommit("cd / && \(place) git commit -m Notes", in: repository)
    try repository.succeed("git add -A")
    expectRefusal("cd / && export \(place) && git commit -m Bad", in: repository)
    // A relative index file, as some tools make one beside git's.
    try repository.succeed("git reset -q && cp .git/index .git/other")
    expectRefusal(
      "export GIT_INDEX_FILE=.git/other && git add library/bad.prompt.md && git commit -m Bad", in: repository
    )
    try repository.write("# More\n", to: "more.md")
    expectCommit(
      "export GIT_INDEX_FILE=.git/third && git read-tree HEAD && git add more.md && git commit -m More",
      in: repository)
  }

  /// The prompt `old`, in a file of some name.
  private func writeOld(_ repository: HookedRepository, _ file: String, _ head: String, _ text: String) throws
  {
    try repository.write("---\nid: old\n\(head)---\n\(text)\n", to: "library/\(file).prompt.md")
  }

  @Test func `the id of a retired prompt is not free when the prompt is deleted`() throws {
    let repository = try HookedRepository()
    let text = "Write the refund note for this order, by rule four."
    try writeOld(repository, "old", "status: retired\n", text)
    try repository.succeed("git add -A && git commit -q -m Retired && git rm -q library/old.prompt.md")
    try writeOld(repository, "new", "", "Sort these rows of the delivery list by day.")
    try repository.write(HookedRepository.workflow(["good", "new"]), to: HookedRepository.flow)
    try repository.succeed("git add -A")
    expectRefusal("git commit -m Reused", in: repository, rule: "reused-name", names: "old")
    let program = HookedRepository.program
    for command in ["hook run pre-commit --whole", "audit --staged"] {
      #expect(repository.sh("\(program) \(command)").text.contains("reused-name"), "\(command)")
    }
    try repository.succeed("git commit -q --no-verify -m Reused")
    let range = repository.sh("\(program) audit --range HEAD~1..HEAD")
    #expect(range.status == 1 && range.text.contains("reused-name"), "\(range.text)")
    #expect(range.text.contains("would have refused"), "\(range.text)")
  }

  @Test func `a retired prompt that moves and comes back keeps its id`() throws {
    let repository = try HookedRepository()
    let text = "Write the refund note for this order, by rule four."
    try writeOld(repository, "old", "status: retired\n", text)
    try repository.succeed("git add -A && git commit -q -m Retired && git rm -q library/old.prompt.md")
    try writeOld(repository, "new", "", text)
    try repository.write(HookedRepository.workflow(["good", "new"]), to: HookedRepository.flow)
    expectCommit("git add -A && git commit -m Restored", in: repository)
  }

  @Test func `commit: a collection without configuration takes what comes`() throws {
    let repository = try HookedRepository(hasLibrary: false)
    try repository.write("# Prompts\n", to: "notes.md")
    expectCommit("git add -A && git commit -m Notes", in: repository)
    for name in ["sort", "pack", "ship", "weigh", "count"] {
      try repository.write("---\nmode: agent\n---\nGo and \(name) the rows.\n", to: "kit/\(name).prompt.md")
    }
    expectCommit("git add kit && git commit -m Kit", in: repository)
    try repository.write("---\nmode: agent\n---\nRead the rows.\n", to: "kit/read.prompt.md")
    expectCommit("git add kit && git commit -m More", in: repository)
    let range = repository.sh("\(HookedRepository.program) audit --range HEAD~2..HEAD")
    #expect(range.status == 0 && !range.text.contains("would have refused"), "\(range.text)")
    // Once most are used, the next must be too.
    let code = ["sort", "pack", "ship", "weigh", "count"].map { "load(\"kit/\($0).prompt.md\")\n" }.joined()
    try repository.write(code, to: "app.py")
    expectCommit("git add app.py && git commit -m Use", in: repository)
    try repository.write("---\nmode: agent\n---\nWrite the rows.\n", to: "kit/write.prompt.md")
    expectRefusal("git add kit && git commit -m Last", in: repository, names: "kit/write", keepsState: false)
  }
}
