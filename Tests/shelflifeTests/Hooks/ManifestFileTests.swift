import ArgumentParser
import FoundationEssentials
import Testing
import YAML

@testable import shelflife

/// The files by which other tools find ours.
@Suite struct ManifestFileTests {
  private func root(_ path: String) throws -> Node {
    try #require(try Node.parse([UInt8](try Checkout.text(path).utf8)))
  }

  @Test func `the hooks of the pre-commit framework run a command that there is, on every commit`() throws {
    let hooks = try root(".pre-commit-hooks.yaml").items
    #expect(hooks.map { $0["language"]?.string } == ["swift", "system"])
    for hook in hooks {
      let words = (hook["entry"]?.string ?? "").split(separator: " ").map(String.init)
      #expect(words.first == "shelflife")
      #expect(throws: Never.self) { try Shelflife.parseAsRoot(Array(words.dropFirst())) }
      #expect(hook["always_run"]?.text == "true" && hook["pass_filenames"]?.text == "false")
    }
  }

  @Test func `the action runs commands that there are, and takes no input for code`() throws {
    let action = try root("action.yml")
    #expect(action["runs"]?["using"]?.string == "composite")
    for step in action["runs"]?["steps"]?.items ?? [] {
      let script = try #require(step["run"]?.string)
      // An expression in a script is pasted into it, whatever it holds.
      #expect(!script.contains("${{"))
      for line in script.split(separator: "\n") where line.contains("shelflife audit") {
        let words = line.split(separator: " ").map { $0.replacing("\"", with: "") }
        #expect(words.contains("--format"))
      }
    }
  }

  @Test func `the action judges what a pull request would make of the branch that it goes to`() throws {
    let script = try #require(try root("action.yml")["runs"]?["steps"]?.items.last?["run"]?.string)
    let repository = try HookedRepository()
    let start = repository.head
    try repository.succeed("git checkout -q -b work")
    try repository.write("# Notes\n", to: "notes.md")
    try repository.succeed("git add -A && git commit -q -m Notes && git checkout -q main")
    try repository.writeBad("old")
    try repository.succeed("git add -A && git commit -q --no-verify -m Old")
    func outcome() throws -> (status: Int32, text: String) {
      let head = try repository.succeed("git rev-parse work")
      try repository.succeed(
        "git checkout -q --detach main && git merge -q --no-ff --no-verify -m Merge work")
      let merge = repository.head
      try repository.write(script, to: ".git/action.sh")
      let folder = URL(filePath: HookedRepository.program).deletingLastPathComponent().path
      return repository.sh(
        """
        GIT_CONFIG_GLOBAL=$PWD/.git/global PATH=\(folder):$PATH DIRECTORY=. RANGE= FAIL_ON=error SARIF=.git/out.sarif BASE=\(start) \
          HEAD=\(head) MERGE=\(merge) DEFAULT=main bash -eo pipefail .git/action.sh
        """)
    }
    let clean = try outcome()
    #expect(clean.status == 0, "\(clean.text)")
    #expect(!clean.text.contains("library/old"), "\(clean.text)")
    // What each side may have and both together may not: main has taken the id since.
    try repository.succeed("git checkout -q main")
    try repository.write("---\nid: taken\n---\nOne text.\n", to: "library/one.prompt.md")
    try repository.succeed("git add -A && git commit -q --no-verify -m One && git checkout -q work")
    try repository.write("---\nid: taken\n---\nAnother text.\n", to: "library/two.prompt.md")
    try repository.write(HookedRepository.workflow(["good", "taken"]), to: HookedRepository.flow)
    try repository.succeed("git add -A && git commit -q --no-verify -m Two")
    let clash = try outcome()
    #expect(clash.status == 1, "\(clash.text)")
    #expect(clash.text.contains("duplicate-id"), "\(clash.text)")
  }

  @Test func `a forced push of the default branch has the whole library judged`() throws {
    let script = try #require(try root("action.yml")["runs"]?["steps"]?.items.last?["run"]?.string)
    let repository = try HookedRepository()
    try repository.writeBad()
    try repository.succeed(
      "git add -A && git commit -q --no-verify -m Bad && git update-ref refs/remotes/origin/main HEAD")
    try repository.write(script, to: ".git/action.sh")
    let folder = URL(filePath: HookedRepository.program).deletingLastPathComponent().path
    for before in ["", String(repeating: "0", count: 40), String(repeating: "1", count: 40)] {
      let judged = repository.sh(
        """
        GIT_CONFIG_GLOBAL=$PWD/.git/global PATH=\(folder):$PATH DIRECTORY=. RANGE= FAIL_ON=error SARIF=.git/out.sarif BASE=\(before) \
          HEAD=\(repository.head) MERGE= DEFAULT=main bash -eo pipefail .git/action.sh
        """)
      #expect(judged.status == 1 && judged.text.contains("library/bad"), "\(before): \(judged.text)")
    }
  }

  @Test(arguments: ["hooks", "pre-commit", "server", "ci"])
  func `each way to the gate has a page, and the README leads there`(page: String) throws {
    #expect(try Checkout.text("Documentation/\(page).md").hasPrefix("# "))
    #expect(try Checkout.text("README.md").contains("Documentation/\(page).md"))
  }

  private static let framework =
    ["/usr/local/bin/pre-commit", "/usr/bin/pre-commit"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
    ?? ProcessInfo.processInfo.environment["SHELFLIFE_PRE_COMMIT"]

  @Test(.enabled(if: framework != nil, "pre-commit is not installed"))
  func `the pre-commit framework refuses and lets pass by our own manifest`() throws {
    let framework = try #require(Self.framework)
    let manifest = try HookedRepository(hasLibrary: false, installs: false)
    try manifest.write(try Checkout.text(".pre-commit-hooks.yaml"), to: ".pre-commit-hooks.yaml")
    try manifest.succeed("git add -A && git commit -q -m Hooks && git tag v1")
    let repository = try HookedRepository(installs: false)
    try repository.write(
      "repos:\n  - repo: \(manifest.path)\n    rev: v1\n    hooks: [{id: shelflife-system}]\n",
      to: ".pre-commit-config.yaml")
    let place = URL(filePath: HookedRepository.program).deletingLastPathComponent().path
    let setting = "export PRE_COMMIT_HOME='\(repository.path)/.cache' PATH=\"\(place):$PATH\""
    try repository.write(".cache\n", to: ".gitignore")
    try repository.succeed("\(setting); \(framework) install && git add -A && git commit -m Hooks")
    try repository.writeBad()
    let refused = repository.sh("\(setting); git add -A && git commit -m Bad")
    #expect(refused.status != 0 && refused.text.contains("unattached-prompt"), "\(refused.text)")
    try repository.write(HookedRepository.workflow(["good", "bad"]), to: HookedRepository.flow)
    let passed = repository.sh("\(setting); git add -A && git commit -m Good")
    #expect(passed.status == 0, "\(passed.text)")
  }
}
