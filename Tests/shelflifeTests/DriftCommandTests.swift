import FoundationEssentials
import PromptLibrary
import Testing

@testable import shelflife

@Suite struct DriftCommandTests {
  /// A folder with one prompt and runs of it; removed at the end.
  private final class Folder {
    let path: String
    let version: String

    convenience init(outcomes: [(day: String, served: String, letters: String)]) async throws {
      try await self.init(
        runs: outcomes.map { ($0.day, "openai/gpt-4o", $0.served, $0.letters) })
    }

    init(runs: [(day: String, model: String, served: String, letters: String)]) async throws {
      path = FileManager.default.temporaryDirectory.appending(path: "drift-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: "\(path)/runs", withIntermediateDirectories: true)
      try Self.write("messages: [{role: user, content: Sort this row.}]\n", to: "\(path)/sort.prompt.yml")
      try Self.write("version: 1\nledger: runs\n", to: "\(path)/shelflife.yaml")
      let library = await Library.read(
        Snapshot.folder(at: path), configuration: Configuration(), jobs: 1)
      version = "\(library.prompts[0].version)"
      var lines = ""
      for (number, run) in runs.enumerated() {
        let ids = run.letters.indices.map {
          "\"c\(run.letters.distance(from: run.letters.startIndex, to: $0) + 1)\""
        }
        lines +=
          "{\"v\":1,\"id\":\"r\(number)\",\"at\":\"\(run.day)T10:00:00Z\",\"prompt\":\"sort\",\"version\":\"\(version)\","
          + "\"model\":{\"requested\":\"\(run.model)\",\"served\":\"\(run.served)\"},\"suite\":{\"name\":\"rows\",\"hash\":\"5a1e\"},"
          + "\"cases\":{\"id\":[\(ids.joined(separator: ","))],\"outcome\":\"\(run.letters)\"}}\n"
      }
      try Self.write(lines, to: "\(path)/runs/a.jsonl")
    }

    static func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func letters(_ passed: Int, _ failed: Int) -> String {
    String(repeating: "p", count: passed) + String(repeating: "f", count: failed)
  }

  private static let moved = [
    ("2026-11-01", "gpt-4o-2024-08-06", letters(40, 0)), ("2026-11-02", "gpt-4o-2024-08-06", letters(40, 0)),
    ("2026-11-10", "gpt-4o-2024-11-20", letters(30, 10)),
  ]

  @Test func `drift shows the library at a glance, and one prompt in depth`() async throws {
    let folder = try await Folder(outcomes: Self.moved)
    let overview = await Invocation.run("drift", "-C", folder.path, "--as-of", "2026-11-20")
    #expect(overview.status == .clean)
    #expect(overview.output.contains("REGRESSED (model-update)"))
    #expect(overview.output.contains("1 prompt on both, 1 regressed"))
    let page = await Invocation.run("drift", "sort", "-C", folder.path, "--as-of", "2026-11-20")
    #expect(page.output.contains("another version answered: 'gpt-4o-2024-11-20' after 'gpt-4o-2024-08-06'"))
    #expect(page.output.contains("on these 40 cases; on cases like these"))
    #expect(page.output.contains("c31"))
    #expect(page.output.contains("verdict       REGRESSED"))
    #expect(!page.output.contains("\\u{"))
  }

  @Test func `models that are used side by side have a row each, and an improvement is said`() async throws {
    let folder = try await Folder(runs: [
      ("2026-11-01", "openai/gpt-4o", "gpt-4o-2024-08-06", Self.letters(40, 0)),
      ("2026-11-02", "openai/o3", "o3-2025-04-16", Self.letters(20, 20)),
      ("2026-11-10", "openai/gpt-4o", "gpt-4o-2024-11-20", Self.letters(26, 14)),
      ("2026-11-11", "openai/o3", "o3-2026-01-05", Self.letters(34, 6)),
    ])
    let overview = await Invocation.run("drift", "-C", folder.path, "--as-of", "2026-11-20")
    let rows = overview.output.split(separator: "\n").filter { $0.hasPrefix("sort ") }
    try #require(rows.count == 2)
    for (row, words) in zip(
      rows,
      [["openai/gpt-4o", " 65 %", "-35 ", "REGRESSED"], ["openai/o3", " 85 %", "+35 ", "IMPROVED"]])
    {
      for word in words { #expect(row.contains(word), "\(row)") }
    }
    #expect(overview.output.contains("Of 2 pairs of prompt and model 1 regressed, 1 improved,"))
    #expect(overview.output.contains("1 prompt on both, 0 regressed, 1 improved"))
    let page = await Invocation.run("drift", "sort", "-C", folder.path, "--as-of", "2026-11-20")
    #expect(page.output.contains("verdict       IMPROVED; NO REGRESSION WORSE THAN 10 points"))
    #expect(page.output.contains("improvement   p 3e-5, q 3e-5"), "\(page.output)")
    let json = await Invocation.run(
      "drift", "sort", "-C", folder.path, "--as-of", "2026-11-20", "--format", "json")
    #expect(json.output.components(separatedBy: "\"improved\": true").count == 2)
  }

  @Test func `two prompts of one id are told apart where they are due`() async throws {
    let folder = try await Folder(outcomes: [])
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      try Folder.write(
        "---\nid: twin\n---\nSay \(name).\n", to: "\(folder.path)/\(name)/twin.prompt.md")
    }
    let list = await Invocation.run("due", "-C", folder.path, "--as-of", "2026-11-20")
    let rows = list.output.split(separator: "\n").filter { $0.contains("never run") }.map { $0.prefix(16) }
    #expect(rows.contains("a/twin.prompt.md") && rows.contains("b/twin.prompt.md"))
  }

  @Test func `drift says the same to programs`() async throws {
    let folder = try await Folder(outcomes: Self.moved)
    let all = await Invocation.run("drift", "-C", folder.path, "--as-of", "2026-11-20", "--format", "json")
    let one = await Invocation.run(
      "drift", "sort", "-C", folder.path, "--as-of", "2026-11-20", "--format", "json")
    for output in [all.output, one.output] {
      #expect(output.contains("\"verdict\": \"regressed\""))
      #expect(output.contains("\"prompt\": \"sort\""))
      #expect(output.contains("\"kind\": \"model-update\""))
    }
  }

  @Test func `nothing to compare is said, and what to do`() async throws {
    let empty = try await Folder(outcomes: [])
    let none = await Invocation.run("drift", "-C", empty.path)
    #expect(none.status == .nothingToAudit)
    #expect(none.complaints.contains("shelflife record"))
    let one = try await Folder(outcomes: [Self.moved[0]])
    let page = await Invocation.run("drift", "sort", "-C", one.path, "--as-of", "2026-11-20")
    #expect(page.output.contains("There is nothing to compare"))
    let unknown = await Invocation.run("drift", "sorted", "-C", one.path)
    #expect(unknown.status == .usage)
    #expect(unknown.complaints.contains("There is no prompt 'sorted'."))
  }

  @Test func `due lists what has no evidence, with runs and cases`() async throws {
    let empty = try await Folder(outcomes: [])
    let list = await Invocation.run("due", "-C", empty.path, "--as-of", "2026-11-20")
    #expect(list.output.contains("never run"))
    #expect(list.output.contains("1 pair of prompt and model: 1 to be run."))
    let json = await Invocation.run("due", "-C", empty.path, "--as-of", "2026-11-20", "--format", "json")
    #expect(json.output.contains("\"evidence\": \"none\""))
  }

  @Test func `trial tests operators side by side, and refuses what it cannot tell`() async throws {
    let folder = try await Folder(outcomes: [])
    let sheet = "\(folder.path)/trial.csv"
    var rows = "operator,case,output\n"
    for name in ["ada", "ben", "cai"] {
      for item in 0..<30 {
        for _ in 0..<3 { rows += "\(name),c\(item),\(name == "cai" && item % 2 == 0 ? "x" : "y")\n" }
      }
    }
    try Folder.write(rows, to: sheet)
    let told = await Invocation.run("trial", sheet)
    #expect(told.status == .clean)
    #expect(told.output.contains("OUTPUT: they differ") && told.output.contains("stage: prompt"))
    try Folder.write("operator,case,output\nada,c1,x\nben,c1,y\n", to: sheet)
    #expect(await Invocation.run("trial", sheet).output.contains("cannot be told"))
    try Folder.write("operator,case,output\nada,c1,x\n", to: sheet)
    #expect(await Invocation.run("trial", sheet).status == .nothingToAudit)
    try Folder.write("operator,case\nada,c1\n", to: sheet)
    let bad = await Invocation.run("trial", sheet)
    #expect(bad.status == .usage && bad.complaints.contains("trial.csv:1"))
  }
}
