import Testing
import YAML

@testable import PromptLibrary

@Suite struct LedgerFileTests {
  private static let run = """
    {"v":1,"id":"01JD","at":"2026-11-20T10:00:00Z","prompt":"case-draft","version":"9f2c","model":{"requested":\
    "openai/gpt-4o","served":"gpt-4o-2024-11-20"},"suite":{"name":"case-core","hash":"77ab"},"operator":"ci",\
    "recorded_by":"machine","tool":{"name":"promptfoo","version":"0.121.0"},"judge":null,"cases":{"id":["c1","c2"],\
    "outcome":"pf","score":[1,0.2],"latency_ms":[812,null],"tokens_in":[310,305],"cost_usd":[0.0004,4e-4],\
    "output":["a1b2","c3d4"]}}
    """
  private static let usage =
    #"{"v":1,"day":"2026-11-20","prompt":"p","step":"w/s","model":"m","operator":null,"uses":120,"overrides":9}"#

  private func messages(_ problems: [SourceProblem]) -> [String] {
    problems.map { "\($0.place.start?.description ?? "-") \($0.message)" }
  }

  @Test func `a run is a line`() throws {
    let file = LedgerFile(SourceText(path: "r.jsonl", "\(Self.run)\r\n\n\(Self.run)"), .runs)
    #expect(file.problems == [])
    #expect(file.runs.map(\.id) == ["01JD", "01JD"])
    #expect(file.runs[0].content == file.runs[1].content)
    #expect(file.runs[1].place.line == 3)
    #expect(file.runs[0].day == CalendarDay(year: 2026, month: 11, day: 20))
    #expect(file.runs[0].run.model == Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-11-20"))
    #expect(file.runs[0].run.cases.outcomes == [.pass, .fail])
    #expect(file.runs[0].run.cases.latencies == [812, nil])
    #expect(file.runs[0].run.cases.costs == [0.0004, 0.0004])
    #expect(file.runs[0].run.cases.tokensOut == [])
  }

  /// White space that our writer does not use makes no difference, nor does which of the two readers takes the line.
  @Test(arguments: [
    ("\"v\":1,", "\"v\": 1 ,"), ("\"ci\"", "\"c\\u0069\""), ("\"judge\":null,", ""),
    ("4e-4", "0.00040000000000000000001"), ("null]", "null ]"),
  ]) func `both readers of a run's line give the same run`(old: String, new: String) throws {
    let plain = try #require(LedgerFile(SourceText(path: "r.jsonl", Self.run), .runs).runs.first)
    let line = Self.run.replacing(old, with: new)
    #expect(line != Self.run)
    let other = try #require(LedgerFile(SourceText(path: "r.jsonl", line), .runs).runs.first)
    #expect(other.run == plain.run)
    let tree = try #require(
      RunLine(
        Fields(try Node.parseJSON(Array(line.utf8)), in: SourceText(path: "", "")), content: plain.content))
    #expect(tree.run == plain.run)
  }

  @Test(arguments: [
    ("\"pf\"", "\"px\""), ("[310,305]", "[310,-5]"), ("[310,305]", "[310.5,305]"), ("\"v\":1", "\"v\":2"),
    ("\"machine\"", "\"robot\""), ("[\"c1\",\"c2\"]", "[\"c1\",\" \"]"), ("10:00:00Z", "10:00Z"),
    ("\"9f2c\"", "\"\""),
    ("[1,0.2]", "[1,0.2"), ("[1,0.2]", "[1,\"0.2\"]"), ("\"id\":\"01JD\",", ""),
  ]) func `what the schema refuses, the quick reader does not take`(old: String, new: String) {
    let line = Self.run.replacing(old, with: new)
    #expect(line != Self.run)
    let file = LedgerFile(SourceText(path: "r.jsonl", line), .runs)
    #expect(file.runs.isEmpty)
    #expect(file.problems.map(\.kind) == [.ledger])
  }

  @Test func `counts that are not there are unknown`() throws {
    let usage = try #require(LedgerFile(SourceText(path: "u.usage.jsonl", Self.usage), .usage).usage.first)
    #expect(usage.uses == 120)
    #expect(usage.overrides == 9)
    #expect(usage.escalations == nil)
    #expect(usage.operatorName == nil)
    #expect(usage.step == "w/s")
  }

  @Test func `a bad line is told and the rest counts`() {
    let text = """
      \(Self.usage)
      {"v":1,"day":"2026-11-20"
      {"v":2,"day":"2026-11-20","prompt":"p","uses":1}
      {"v":1,"day":"2026-11-31","prompt":"p","uses":1}
      [1]
      {"v":1,"day":"2026-11-20","prompt":"p","uses":1,"colour":"red"}
      {"v":1,"day":"2026-11-21","prompt":"p","uses":1,"colour":"red"}
      """
    let file = LedgerFile(SourceText(path: "u.usage.jsonl", text), .usage)
    #expect(file.usage.map(\.place.line) == [1, 6, 7])
    #expect(
      file.problems.map(\.kind) == [.ledger, .ledger, .ledger, .ledger, .unknownKey("colour", nearest: nil)])
    #expect(file.problems.map(\.place.line) == [2, 3, 4, 5, 6])
    #expect(
      messages(file.problems)[2] == "4:14 Expected a date such as 2026-12-31 for 'day', found '2026-11-31'.")
  }

  @Test func `columns of different lengths do not count`() {
    let line = Self.run.replacing("\"pf\"", with: "\"pff\"")
    let file = LedgerFile(SourceText(path: "r.jsonl", line), .runs)
    #expect(file.runs.isEmpty)
    #expect(
      file.problems.map(\.message) == [
        "The columns of 'cases' differ in length: 'id' has 2 and 'outcome' has 3."
      ])
  }

  @Test func `over the files, a repeated line counts once and an id says one thing`() async {
    let other = Self.run.replacing("case-core", with: "case-more")
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    let library = await Library.read(
      Snapshot(texts: [
        "library/runs/2026/11/a.jsonl": Self.run + "\n",
        "library/runs/2026/11/b.jsonl": Self.run + "\n" + other,
        "library/runs/a.usage.jsonl": Self.usage, "library/runs/b.usage.jsonl": Self.usage + "\n",
        "elsewhere/c.jsonl": "{",
      ]), configuration: configuration, jobs: 2)
    #expect(library.usage.count == 1)
    #expect(library.runs.map(\.place.path) == ["library/runs/2026/11/a.jsonl"])
    #expect(
      messages(library.problems) == [
        "2:1 The run '01JD' is also at library/runs/2026/11/a.jsonl:1:1, with other content; that one counts."
      ])
  }
}
