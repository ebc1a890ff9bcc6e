import FoundationEssentials
import Git
import Testing

@testable import shelflife

/// A folder with a library in it, removed when it is no longer used.
private final class Workspace {
  let url = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)")
  var path: String { url.path }

  init(_ files: [String: String]) throws {
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func git(_ arguments: String...) throws {
    let status = try ChildProcess.run(
      [
        "git", "-C", path, "-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c",
        "commit.gpgsign=false",
      ]
        + arguments, output: .file("/dev/null"))
    try #require(status.code == 0)
  }

  /// The lines of the ledger in its folder.
  func lines() throws -> [String] {
    let folder = url.appending(path: "library/runs").path
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonl") }
      .sorted()
      .flatMap { name in
        let data = try Data(contentsOf: URL(filePath: folder).appending(path: name))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      }
  }
}

@Suite struct RecordTests {
  private static let library = [
    "shelflife.yaml": "version: 1\nprompts: [prompts/**]\n", "prompts/a.txt": "Sum up: {{text}}\n",
    "prompts/b.txt": "Translate: {{text}}\n",
  ]
  private static let timed = """
    {"template": "Sum up: {{text}}", "model": "openai/gpt-4o", "at": "2026-11-20T10:00:00Z",
     "cases": [{"id": "c1", "outcome": "pass"}, {"id": "c2", "outcome": "fail"}]}
    """

  private static func record(_ workspace: Workspace, _ file: String, _ options: [String] = []) async
    -> Invocation
  {
    await Invocation.run(arguments: ["record", "-C", workspace.path, "\(workspace.path)/\(file)"] + options)
  }

  @Test func `a file is recorded once`() async throws {
    let workspace = try Workspace(Self.library)
    try workspace.write(Self.timed, to: "r.json")
    let dry = await Self.record(workspace, "r.json", ["--dry-run"])
    #expect(dry.output.hasPrefix("would record "))
    #expect(try workspace.lines() == [])
    let first = await Self.record(workspace, "r.json")
    #expect(first.status == .clean)
    #expect(first.complaints == "")
    #expect(first.output.hasPrefix("recorded "))
    #expect(first.output.hasSuffix("on openai/gpt-4o: 1 passed, 1 failed (by its text)\n"))
    let second = await Self.record(workspace, "r.json")
    #expect(second.output == "already " + first.output)
    #expect(try workspace.lines().count == 1)
  }

  @Test func `results without a time are the same results at any time`() async throws {
    let workspace = try Workspace(Self.library)
    try workspace.write("prompt,case,passed\nprompts/a,c1,true\n", to: "r.csv")
    let options = ["--prompt-version", "current", "--model", "m"]
    let first = await Self.record(workspace, "r.csv", options + ["--at", "2026-11-20T10:00:00Z"])
    #expect(first.output.hasPrefix("recorded "))
    let second = await Self.record(workspace, "r.csv", options + ["--at", "2026-11-21T10:00:00Z"])
    #expect(second.output == "already " + first.output)
    #expect(try workspace.lines().count == 1)
  }

  @Test func `what cannot be attributed is refused, and the rest is recorded`() async throws {
    let workspace = try Workspace(Self.library)
    try workspace.write(Self.timed + "\n" + Self.timed.replacing("Sum up", with: "Summarise"), to: "bad.json")
    let broken = await Self.record(workspace, "bad.json")
    #expect(broken.status == .findings)
    let lines = Self.timed.replacing("\n", with: "")
    try workspace.write(lines + "\n" + lines.replacing("Sum up", with: "Summarise"), to: "r.jsonl")
    let outcome = await Self.record(workspace, "r.jsonl")
    #expect(outcome.status == .findings)
    #expect(outcome.output.hasPrefix("recorded "))
    #expect(
      outcome.complaints.contains(
        "r.jsonl:2:1: not recorded: 'Summarise: {{text}}': no prompt of the library has"))
    #expect(outcome.complaints.contains("help: "))
    #expect(try workspace.lines().count == 1)
  }

  @Test func `names of the tool are mapped by a file`() async throws {
    let workspace = try Workspace(Self.library)
    let junit = """
      <testsuites name="promptfoo"><testsuite name="[m] prompt 1" timestamp="2026-11-20T10:00:00Z"><testcase name="test 1"/></testsuite>
      <testsuite name="[m] prompt 2" timestamp="2026-11-20T10:00:00Z"><testcase name="test 1"/></testsuite></testsuites>
      """
    try workspace.write(junit, to: "r.xml")
    try workspace.write("\"[m] prompt 1\": prompts/a\n\"[m] prompt 2\": prompts/b.txt\n", to: "map.yaml")
    let without = await Self.record(workspace, "r.xml")
    #expect(without.status == .findings)
    #expect(without.output == "")
    let options = ["--map", "\(workspace.path)/map.yaml", "--prompt-version", "current"]
    let outcome = await Self.record(workspace, "r.xml", options)
    #expect(outcome.status == .clean)
    let line = try workspace.lines().joined()
    #expect(line.contains("\"prompt\":\"prompts/a\""))
    #expect(line.contains("\"prompt\":\"prompts/b\""))
  }

  @Test func `wrong usage says what would be right`() async throws {
    let workspace = try Workspace(Self.library)
    try workspace.write(Self.timed, to: "r.json")
    let format = await Self.record(workspace, "r.json", ["--format", "promptfo"])
    #expect(format.status == .usage)
    #expect(format.complaints.contains("Did you mean 'promptfoo'?"))
    #expect(await Self.record(workspace, "nothing.json").status == .usage)
    #expect(await Self.record(workspace, "r.json", ["--at", "today"]).status == .usage)
    try workspace.write("%PDF-1.4 {{{\n", to: "r.pdf")
    let binary = await Self.record(workspace, "r.pdf")
    #expect(binary.status == .findings)
    #expect(binary.complaints.contains("r.pdf"))
    try workspace.write("version: [", to: "shelflife.yaml")
    #expect(await Self.record(workspace, "r.json").status == .usage)
  }

  @Test func `a ledger on a ref is shared by push and pull`() async throws {
    let hub = try Workspace(["x": ""])
    try hub.git("init", "-q", "--bare")
    var files = Self.library
    files["shelflife.yaml"]? += "ledger: ref:refs/shelflife/runs\n"
    let places = [try Workspace(files), try Workspace(files)]
    for (number, workspace) in places.enumerated() {
      try workspace.git("init", "-q", "-b", "main")
      try workspace.git("remote", "add", "origin", hub.path)
      try workspace.write(Self.timed.replacing("c1", with: "case \(number)"), to: "r.json")
      #expect(await Self.record(workspace, "r.json").status == .clean)
    }
    for workspace in places {
      let push = await Invocation.run("ledger", "push", "-C", workspace.path)
      #expect(push.status == .clean, "\(push.complaints)")
    }
    let pull = await Invocation.run("ledger", "pull", "-C", places[0].path)
    #expect(pull.output == "1 new recording from origin.\n")
    #expect(
      await Invocation.run("ledger", "pull", "-C", places[0].path).output == "0 new recordings from origin.\n"
    )
    // To a folder, and back, nothing is new.
    try places[0].write(Self.library["shelflife.yaml"] ?? "", to: "shelflife.yaml")
    let merge = await Invocation.run("ledger", "merge", "refs/shelflife/runs", "-C", places[0].path)
    #expect(merge.output == "2 new recordings from refs/shelflife/runs.\n")
    #expect(try places[0].lines().count == 2)
    #expect(await Invocation.run("ledger", "push", "-C", places[0].path).status == .usage)
    #expect(await Invocation.run("ledger", "merge", "nowhere", "-C", places[0].path).status == .usage)
  }
}

@Suite struct RecordOptionTests {
  private static func workspace() throws -> Workspace {
    try Workspace([
      "shelflife.yaml": "version: 1\nprompts: [prompts/**]\n", "prompts/a.txt": "Sum up: {{text}}\n",
      "scores.csv": "prompt,model,case,score\na,openai/gpt-4o,x,0.5\na,openai/gpt-4o,y,0.9\n",
    ])
  }

  private static func record(_ workspace: Workspace, _ arguments: String...) async -> Invocation {
    await Invocation.run(
      arguments: ["record", "-C", workspace.path, workspace.url.appending(path: "scores.csv").path]
        + arguments)
  }

  @Test func `a name that ends the id of one prompt alone is asked about, and not taken`() async throws {
    let workspace = try Self.workspace()
    let outcome = await Self.record(workspace)
    #expect(outcome.status == .findings)
    #expect(outcome.complaints.contains("nothing in the library is called 'a'"))
    #expect(outcome.complaints.contains("If it is 'prompts/a', say so: --prompt prompts/a"))
  }

  @Test func `a day will do for a time, and what is no number is no threshold`() async throws {
    let workspace = try Self.workspace()
    let said = ["--prompt", "prompts/a", "--prompt-version", "current"]
    let none = await Self.record(workspace, said[0], said[1], said[2], said[3], "--threshold", "nan")
    #expect(none.status == .usage)
    #expect(none.complaints.contains("--threshold"))
    let outcome = await Self.record(workspace, said[0], said[1], said[2], said[3], "--at", "2026-11-20")
    #expect(outcome.status == .clean)
    #expect(outcome.output.contains("2 unscored; scores alone"))
    #expect(try workspace.lines().allSatisfy { $0.contains("\"at\":\"2026-11-20T00:00:00Z\"") })
  }
}

@Suite struct ValidateTests {
  private static let configuration = """
    version: 1
    prompts: [prompts/**]
    models: {current: [openai/gpt-4o, openai/gpt-4o-mini]}
    runners:
      script: {command: "sh run.sh {prompt} {name} > {output}"}

    """
  private static let script = """
    [ -e broken ] && [ "$1" = prompts/b.txt ] && exit 7
    printf '{"prompt":"%s","model":"%s","cases":[{"id":"a","outcome":"fail"}]}' "$1" "$2"
    exit 100
    """

  private static func workspace() throws -> Workspace {
    try Workspace([
      "shelflife.yaml": configuration, "run.sh": script, "prompts/a.txt": "Sum up: {{text}}\n",
      "prompts/b.txt": "Translate: {{text}}\n",
    ])
  }

  @Test func `each result is recorded as it comes, and the next call goes on`() async throws {
    let workspace = try Self.workspace()
    try workspace.write("", to: "broken")
    let first = await Invocation.run("validate", "-C", workspace.path)
    #expect(first.status == .findings)
    #expect(try workspace.lines().count == 2)
    #expect(first.complaints.contains("[2/4] prompts/b on openai/gpt-4o-mini with script"))
    #expect(first.complaints.contains("wrote no results; it ended with status 7"))
    try FileManager.default.removeItem(at: workspace.url.appending(path: "broken"))
    let second = await Invocation.run("validate", "-C", workspace.path)
    #expect(second.status == .clean)
    #expect(second.complaints.contains("[2/2]"))
    #expect(try workspace.lines().count == 4)
    let third = await Invocation.run("validate", "-C", workspace.path)
    #expect(third.output.hasPrefix("Nothing to run: 4 "))
    // The same results at another time are another run.
    let again = await Invocation.run(
      "validate", "-C", workspace.path, "a.txt", "--again", "--model", "openai/gpt-4o")
    #expect(again.status == .clean)
    #expect(try workspace.lines().count == 5)
    #expect(try workspace.lines().allSatisfy { $0.contains("\"requested\":\"openai/gpt-4o") })
  }

  @Test(arguments: ["INT", "TERM"])
  func `a signal ends the runner too, and leaves nothing behind`(signal: String) async throws {
    let workspace = try Self.workspace()
    try workspace.write("echo $$ > started\nsleep 60 & wait\n", to: "run.sh")
    // The shell that tests run in leaves SIGINT ignored in what it starts in the background; Python does not.
    let script = """
      import os, signal, subprocess, sys, time
      signal.signal(signal.SIGINT, signal.default_int_handler)
      folder, program, name = sys.argv[1:]
      os.mkdir(folder + "/tmp")
      child = subprocess.Popen([program, "validate", "-C", folder], stderr=subprocess.PIPE, text=True,
                               env=dict(os.environ, TMPDIR=folder + "/tmp"))
      while not os.path.exists(folder + "/started") or not open(folder + "/started").read().strip(): time.sleep(0.02)
      child.send_signal(getattr(signal, "SIG" + name))
      told = child.communicate()[1]
      group = int(open(folder + "/started").read())
      def state():
        try: told = open(f"/proc/{group}/stat").read().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError: return ""
        return "" if told == "Z" else told
      for _ in range(250):
        if not state(): break
        time.sleep(0.02)
      left = state()
      print(child.returncode, os.listdir(folder + "/tmp"), repr(left), told.splitlines()[-1])
      """
    try workspace.write(script, to: "interrupt.py")
    let answer = workspace.path + "/answer.txt"
    _ = try ChildProcess.run(
      [
        "python3", workspace.path + "/interrupt.py", workspace.path, HookedRepository.program, signal,
      ], output: .file(answer))
    let text = try String(contentsOfFile: answer, encoding: .utf8)
    let number = signal == "INT" ? 2 : 15
    #expect(text.hasPrefix("-\(number) [] '' Stopped after 0 of 4; "), "\(text)")
    #expect((try? workspace.lines().isEmpty) ?? true)
  }

  @Test func `results that name no model are of the one that is said, or not had again`() async throws {
    let workspace = try Self.workspace()
    try workspace.write(
      Self.configuration.replacing(" {name}", with: "").replacing(", openai/gpt-4o-mini", with: ""),
      to: "shelflife.yaml")
    try workspace.write(
      #"printf '{"prompt":"%s","cases":[{"id":"a","outcome":"pass"}]}' "$1""#, to: "run.sh")
    let said = ["validate", "-C", workspace.path, "a.txt", "--model", "openai/gpt-4o"]
    #expect(await Invocation.run(arguments: said).status == .clean)
    #expect(try workspace.lines().allSatisfy { $0.contains("\"requested\":\"openai/gpt-4o\"") })
    #expect(await Invocation.run(arguments: said).output.hasPrefix("Nothing to run: 1 "))

    let first = await Invocation.run("validate", "-C", workspace.path)
    #expect(first.status == .clean)
    #expect(try workspace.lines().count == 2)
    for arguments in [[], ["b.txt"]] {
      let second = await Invocation.run(arguments: ["validate", "-C", workspace.path] + arguments)
      #expect(second.complaints.contains("a further run would change nothing: prompts/b."))
      #expect(second.complaints.contains("--model MODEL"))
    }
    #expect(try workspace.lines().count == 2)
    _ = await Invocation.run("validate", "-C", workspace.path, "b.txt", "--again")
    #expect(try workspace.lines().count == 3)
  }

  @Test func `an edited prompt has to be run again`() async throws {
    let workspace = try Self.workspace()
    _ = await Invocation.run("validate", "-C", workspace.path, "a.txt", "--model", "openai/gpt-4o")
    try workspace.write("Sum up briefly: {{text}}\n", to: "prompts/a.txt")
    let dry = await Invocation.run(
      "validate", "-C", workspace.path, "a.txt", "--model", "openai/gpt-4o", "--dry-run")
    #expect(
      dry.output
        == "prompts/a on openai/gpt-4o with script:\n  sh run.sh 'prompts/a.txt' 'gpt-4o' > 'results.json'\n")
    #expect(try workspace.lines().count == 1)
  }

  @Test func `what is due is run, the most urgent first, and a withdrawn model is not asked`() async throws {
    let workspace = try Self.workspace()
    try workspace.write(
      """
      id: letters
      steps:
        - {id: sum, uses: [prompts/a], placement: {value_concentration: low}}
        - {id: translate, uses: [prompts/b], placement: {value_concentration: high}}

      """, to: "workflows/letters.yaml")
    try workspace.write(
      "- {name: openai/gpt-4o-mini, withdrawn: 2026-01-31, source: made up}\n", to: "models.yaml")
    try workspace.write(
      Self.configuration.replacing("models: {current", with: "models: {file: models.yaml, current"),
      to: "shelflife.yaml")
    let dry = await Invocation.run("validate", "-C", workspace.path, "--dry-run", "--as-of", "2026-11-20")
    let titles = dry.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(
      titles == [
        "prompts/b on openai/gpt-4o with script:", "prompts/a on openai/gpt-4o with script:",
      ])
    #expect(dry.complaints.contains("withdrawn: openai/gpt-4o-mini"))
    let due = await Invocation.run("due", "-C", workspace.path, "--as-of", "2026-11-20")
    let first = try #require(due.output.split(separator: "\n").dropFirst().first)
    #expect(first.hasPrefix("prompts/b"))
  }

  @Test func `without a runner nothing can be run, and the message says how one is written`() async throws {
    let workspace = try Self.workspace()
    try workspace.write("version: 1\nprompts: [prompts/**]\n", to: "shelflife.yaml")
    let outcome = await Invocation.run("validate", "-C", workspace.path)
    #expect(outcome.status == .usage)
    #expect(outcome.complaints.contains("runners:"))
    try workspace.write(Self.configuration.replacing("}\"}", with: "}\", format: xyz}"), to: "shelflife.yaml")
    #expect(await Invocation.run("validate", "-C", workspace.path).status == .usage)
  }
}
