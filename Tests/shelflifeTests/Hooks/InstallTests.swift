import FoundationEssentials
import Testing

@testable import shelflife

@Suite struct InstallTests {
  private let program = HookedRepository.program

  @Test func `the hooks go where git looks for them, and out again without a trace`() throws {
    let repository = try HookedRepository(installs: false)
    let before = repository.sh("ls .git/hooks | grep -v sample").text
    try repository.succeed("\(program) hook install")
    #expect(
      repository.sh("ls .git/hooks | grep -v sample").text.split(separator: "\n").sorted() == [
        "pre-commit", "pre-merge-commit", "pre-push",
      ])
    try repository.succeed("\(program) hook install")
    try repository.succeed("\(program) hook install --uninstall")
    #expect(repository.sh("ls .git/hooks | grep -v sample").text == before)
  }

  @Test func `core.hooksPath is respected, relative to the working tree, also from a linked worktree`() throws
  {
    let repository = try HookedRepository(installs: false)
    try repository.succeed("git config core.hooksPath tools/hooks")
    try repository.succeed("mkdir deep && cd deep && \(program) hook install")
    #expect(repository.sh("ls tools/hooks").text.contains("pre-commit"))
    try repository.writeBad()
    #expect(repository.sh("git add library && git commit -m Bad").status != 0)
  }

  @Test func `a folder of hooks that other repositories share is left alone`() throws {
    let repository = try HookedRepository(installs: false)
    try repository.write("[core]\n  hooksPath = \(repository.path)/everywhere\n", to: "gitconfig")
    let config = "export GIT_CONFIG_GLOBAL='\(repository.path)/gitconfig' HOME='\(repository.path)'"
    try repository.succeed("cp gitconfig .gitconfig")
    let outcome = repository.sh("\(config); \(program) hook install")
    #expect(outcome.status == 2 && outcome.text.contains("--shared"), "\(outcome.text)")
    #expect(repository.sh("ls everywhere").status != 0)
    #expect(repository.sh("\(config); \(program) hook install --shared").status == 0)
    #expect(repository.sh("ls everywhere").text.contains("pre-commit"))
  }

  @Test func `a shell hook that is there runs too, keeps its name, and is as it was afterwards`() throws {
    let repository = try HookedRepository(installs: false)
    let mine = "#!/usr/bin/env bash\nset -eu\necho \"mine: $(basename \"$0\")\" >&2\n[ ! -e stop ]\n"
    try repository.write(mine, to: ".git/hooks/pre-commit")
    try repository.succeed("chmod +x .git/hooks/pre-commit && \(program) hook install")
    try repository.write("x", to: "notes.txt")
    let passed = repository.sh("git add notes.txt && git commit -m Notes")
    #expect(passed.status == 0 && passed.text.contains("mine: pre-commit"), "\(passed.text)")
    try repository.write("x", to: "stop")
    #expect(repository.sh("git commit --allow-empty -m Stopped").status != 0)
    try repository.succeed("rm stop")
    try repository.writeBad()
    #expect(repository.sh("git add library && git commit -m Bad").status != 0)
    try repository.succeed("\(program) hook install --uninstall")
    #expect(try repository.text(of: ".git/hooks/pre-commit") == mine)
  }

  @Test func `a hook that is no shell script, or a link, is kept beside ours and called`() throws {
    let repository = try HookedRepository(installs: false)
    let mine = "#!/usr/bin/env python3\nimport sys\nprint('mine', sys.argv[1:], file=sys.stderr)\n"
    try repository.write(mine, to: ".git/hooks/pre-commit")
    try repository.write("#!/bin/sh\ncat > pushed\n", to: "tools/push.sh")
    try repository.succeed("chmod +x .git/hooks/pre-commit tools/push.sh")
    try repository.succeed("ln -s ../../tools/push.sh .git/hooks/pre-push && \(program) hook install")
    let passed = repository.sh("git commit --allow-empty -m Empty")
    #expect(passed.status == 0 && passed.text.contains("mine []"), "\(passed.text)")
    // Both read the refs that git gives a pre-push hook.
    try repository.succeed("git init -q --bare remote.git && git push -q ./remote.git main")
    #expect(try repository.text(of: "pushed").hasPrefix("refs/heads/main "))
    #expect(try repository.text(of: "tools/push.sh") == "#!/bin/sh\ncat > pushed\n")
    try repository.succeed("\(program) hook install --uninstall")
    #expect(try repository.text(of: ".git/hooks/pre-commit") == mine)
    #expect(repository.sh("readlink .git/hooks/pre-push").text == "../../tools/push.sh")
    #expect(!repository.sh("ls .git/hooks").text.contains("before-shelflife"))
  }

  @Test func `outside of a repository there is nothing to install into`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outcome = await Invocation.run("hook", "install", "-C", folder)
    #expect(outcome.status == .usage && outcome.complaints.contains("help:"), "\(outcome)")
  }
}
