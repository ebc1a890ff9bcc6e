import FoundationEssentials
import Testing

/// What a maintainer met who tried the gate in unusual repositories.
@Suite struct UnusualRepositoryTests {
  private static let program = HookedRepository.program
  private static let attached = "error[unattached-prompt]"

  @Test func `an edit that ends a waiver of one version is judged by all ways`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    let version = try repository.succeed(
      "\(Self.program) show library/bad | awk '/^version/{print $2}'")
    try repository.write(
      "- rule: unattached-prompt\n  prompt: library/bad\n  reason: pilot\n  owner: me\n"
        + "  expires: 2099-01-01\n  version: \(version)\n",
      to: "library/waivers.yaml")
    try repository.succeed("git add -A && git commit -q -m Pilot")
    try repository.write("Answer in another way.\n", to: "library/bad.prompt.md")
    try repository.succeed("git add -A")
    for flag in ["", "--whole"] {
      let judged = repository.sh("\(Self.program) hook run pre-commit \(flag)")
      #expect(judged.status == 1 && judged.text.contains(Self.attached), "\(flag): \(judged.text)")
    }
  }

  @Test func `what git has not fetched is told`() throws {
    let server = try HookedRepository(installs: false)
    try server.write("---\nid: greet\n---\nGreet warmly.\n", to: "library/texts/greet.md")
    try server.succeed("git config uploadpack.allowFilter true && git add -A && git commit -q -m Greet")
    let clone = try HookedRepository(hasLibrary: false, installs: false)
    try clone.succeed(
      "git clone -q --filter=blob:none --no-checkout 'file://\(server.path)' c && cd c"
        + " && git config core.sparseCheckout true && mkdir -p .git/info"
        + " && printf '/shelflife.yaml\\n/library/texts/\\n' > .git/info/sparse-checkout"
        + " && git checkout -q main && git config user.name T && git config user.email t@example.com")
    try clone.write("---\nid: greet2\n---\nGreet warmly.\n", to: "c/library/texts/greet.md")
    try clone.succeed("cd c && git add -A")
    for flag in ["", "--whole"] {
      let told = clone.sh("cd c && \(Self.program) hook run pre-commit \(flag)").text
      #expect(
        told.contains("could not be read, so that what they say of prompts is unknown"), "\(flag): \(told)")
    }
  }

  @Test func `a working tree with a configuration of its own is read`() throws {
    let server = try HookedRepository(installs: false)
    try server.succeed("git config uploadpack.allowFilter true")
    let clone = try HookedRepository(hasLibrary: false, installs: false)
    try clone.succeed(
      "git clone -q --filter=blob:none 'file://\(server.path)' c && cd c && git sparse-checkout set library")
    #expect(clone.sh("cd c && git config extensions.worktreeConfig").text == "true")
    #expect(clone.sh("cd c && \(Self.program) hook install && \(Self.program) audit").status == 0)
  }

  @Test(arguments: [
    "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=$PWD/elsewhere",
    "GIT_CONFIG_GLOBAL=$PWD/.git/global",
  ]) func `hooks are not put where git never looks`(environment: String) throws {
    let repository = try HookedRepository(installs: false)
    try repository.write("[core]\n  hooksPath = \(repository.path)/elsewhere\n", to: ".git/global")
    let refused = repository.sh("\(environment) \(Self.program) hook install")
    #expect(refused.status == 2 && refused.text.contains("elsewhere"), "\(refused.text)")
    #expect(repository.sh("ls .git/hooks/pre-commit").status != 0)
    #expect(repository.sh("\(environment) \(Self.program) hook install --shared").status == 0)
    #expect(repository.sh("ls elsewhere/pre-commit").status == 0)
  }

  @Test func `hooks that are switched off are told, and a hook that cannot be run stays so`() throws {
    let repository = try HookedRepository(installs: false)
    try repository.succeed("git config core.hooksPath /dev/null")
    let off = repository.sh("\(Self.program) hook install")
    #expect(off.status == 2 && off.text.contains("switched off"), "\(off.text)")
    try repository.succeed("git config --unset core.hooksPath")
    for (mode, text) in [("644", "#!/bin/sh\nexit 1\n"), ("750", "#!/bin/sh\nexit 0\n")] {
      try repository.write(text, to: ".git/hooks/pre-commit")
      try repository.succeed("chmod \(mode) .git/hooks/pre-commit && \(Self.program) hook install")
      try repository.succeed("git commit -q --allow-empty -m Empty")
      try repository.succeed("\(Self.program) hook install --uninstall")
      #expect(repository.sh("stat -c %a .git/hooks/pre-commit").text == mode)
      #expect(try repository.text(of: ".git/hooks/pre-commit") == text)
    }
  }

  @Test func `whoever uses the first prompt of a collection is not asked for the others`() throws {
    let repository = try HookedRepository(hasLibrary: false)
    for number in 1...8 {
      try repository.write(
        "messages: [{role: user, content: Text \(number) for the work.}]\n",
        to: "prompts/p\(number).prompt.yml")
    }
    try repository.succeed("git add -A && git commit -q -m Collection")
    try repository.write("load_prompt('prompts/p1.prompt.yml')\n", to: "app.py")
    try repository.succeed("git add -A")
    for command in ["hook run pre-commit", "hook run pre-commit --whole", "audit --staged --fail-on error"] {
      let judged = repository.sh("\(Self.program) \(command)")
      #expect(judged.status == 0, "\(command): \(judged.text)")
    }
    try repository.succeed("git commit -q -m Use")
    #expect(repository.sh("\(Self.program) audit --range HEAD~1..HEAD").status == 0)
  }

  @Test func `a prompt may change its format in two steps, and a new one does not hide behind an old one`()
    throws
  {
    let repository = try HookedRepository()
    let flow = HookedRepository.workflow(["good"]) + "  - id: k\n    uses: [library/k]\n"
    try repository.write("messages: [{role: user, content: Hi there.}]\n", to: "library/k.prompt.yml")
    try repository.write(flow, to: HookedRepository.flow)
    try repository.succeed("git add -A && git commit -q -m Old")
    try repository.write("---\nname: K\n---\nuser:\nHi there.\n", to: "library/k.prompty")
    try repository.succeed("git add -A && git commit -q -m Both")
    try repository.succeed("git rm -q library/k.prompt.yml && git commit -q -m New")

    try repository.write("messages: [{role: user, content: Old text.}]\n", to: "library/q.prompt.yml")
    try repository.succeed("git add -A && git commit -q --no-verify -m Unattached")
    try repository.write("---\nname: Q\n---\nuser:\nQuite another.\n", to: "library/q.prompty")
    try repository.succeed("git add -A")
    for command in ["hook run pre-commit", "hook run pre-commit --whole", "audit --staged"] {
      let judged = repository.sh("\(Self.program) \(command)")
      #expect(judged.status == 1 && judged.text.contains("library/q.prompty"), "\(command): \(judged.text)")
    }
  }

  @Test(arguments: ["-m --amend", "-qm --amend", "--message --amend"])
  func `a message that says so amends nothing`(message: String) throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.succeed("git add -A && git commit -q --no-verify -m Bad")
    try repository.succeed("git commit -q --allow-empty \(message)")
    #expect(repository.sh("git commit --amend -q --allow-empty -m Empty").status == 0)
    #expect(repository.sh("git reset -q --soft HEAD~1 && git commit --amend -q -m Again").status != 0)
  }

  @Test func `a range leaves out what the baseline lists`() throws {
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.succeed("git add -A && git commit -q --no-verify -m Bad")
    try repository.succeed("\(Self.program) audit --write-baseline .git/known --fail-on never")
    #expect(repository.sh("\(Self.program) audit --range HEAD~1..HEAD").status == 1)
    let without = repository.sh("\(Self.program) audit --range HEAD~1..HEAD --baseline .git/known")
    #expect(without.status == 0, "\(without.text)")
  }

  @Test func `names with spaces and signs are quoted, excused and printed without harm`() throws {
    let repository = try HookedRepository()
    try repository.writeBad("my file")
    try repository.write(
      "---\nid: \"a\\e[31mred\"\n---\nAnother text for the work.\n", to: "library/e.prompt.md")
    try repository.succeed("git add -A")
    let refused = repository.sh("git commit -m New")
    #expect(refused.text.contains(#"shelflife why "library/my file""#), "\(refused.text)")
    #expect(!refused.text.contains("\u{1B}"))
    try repository.succeed(
      #"git rm -qf library/e.prompt.md && git commit -qnm New -m 'Shelflife-Waive: unattached-prompt "library/my file" pilot'"#
    )
    let excused = repository.sh("\(Self.program) audit --range HEAD~1..HEAD")
    #expect(excused.status == 0, "\(excused.text)")
  }

  @Test func `what init proposes for a workflow at the top is that file alone`() throws {
    let repository = try HookedRepository(hasLibrary: false)
    try repository.write("id: flow\nsteps:\n  - id: a\n    uses: [prompts/p1]\n", to: "flow.yaml")
    try repository.write("messages: [{role: user, content: Sort it.}]\n", to: "prompts/p1.prompt.yml")
    try repository.succeed("git add -A && git commit -q -m Start && \(Self.program) init")
    try repository.succeed("git add -A && git commit -q -m Configured")
    try repository.write("services:\n  a: {image: x}\n", to: "compose.yaml")
    try repository.succeed("git add -A && git commit -q -m Compose")
  }
}
