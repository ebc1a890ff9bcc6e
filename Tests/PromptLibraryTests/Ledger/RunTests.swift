import Testing

@testable import PromptLibrary

@Suite struct RunTests {
  private static func sample() throws -> Run {
    var run = Run(at: try #require(Timestamp("2026-11-20T10:00:00Z")), prompt: "case-draft", version: "9f2c")
    run.model = Run.Model(requested: "openai/gpt-4o", served: "gpt-4o-2024-11-20")
    run.suite = Run.Suite(name: "case \"core\"", hash: "77ab")
    run.operatorName = "ci\u{1}\n"
    run.recordedBy = .machine
    run.tool = Run.Tool(name: "promptfoo")
    run.cases.ids = ["c1", "c2", "c1"]
    run.cases.outcomes = [.pass, .unscored, .error]
    run.cases.scores = [1, nil, 0.1 + 0.2]
    run.cases.tokensIn = [nil, nil, nil]
    run.cases.costs = [0.0004, .nan, 1e-7]
    run.cases.outputs = [nil, "ab", nil]
    return run
  }

  @Test func `a run is written as the readers read it`() throws {
    var run = try Self.sample()
    run.identify()
    let text = String(decoding: run.line, as: UTF8.self)
    let file = LedgerFile(SourceText(path: "a.jsonl", text), .runs)
    #expect(file.problems == [])
    // What nobody knows is not written, and what is not finite is not known.
    run.cases.tokensIn = []
    run.cases.costs[1] = nil
    #expect(file.runs.map(\.run) == [run])
    #expect(!text.contains("tokens"))
    #expect(!text.contains("judge"))
    #expect(text.contains(#""cost_usd":[0.0004,null,1e-07]"#))
  }

  @Test func `the same results have one id, and other results another`() throws {
    var run = try Self.sample()
    run.identify()
    var again = try Self.sample()
    again.id = "something else"
    again.identify()
    #expect(run.id == again.id)
    #expect(run.id.utf8.count == 26)
    again.cases.outcomes[1] = .fail
    again.identify()
    #expect(run.id != again.id)
    // The time stands in front, so that ids sort by it.
    #expect(run.id.prefix(10) == again.id.prefix(10))
  }

  @Test func `a time that is only that of the recording is no part of what a run says`() throws {
    var first = try Self.sample()
    first.identify(isTimed: false)
    var second = try Self.sample()
    second.at = Timestamp(milliseconds: second.at.milliseconds + 5000)
    second.identify(isTimed: false)
    #expect(first.id != second.id)
    #expect(ULID.hash(in: first.id) == ULID.hash(in: second.id))
  }

  @Test(arguments: [
    ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
    ("2026-11-20T10:00:00.250Z", "2026-11-20T10:00:00.250Z"),
    ("2026-09-01 10:00:00.123456", "2026-09-01T10:00:00.123Z"),
    ("2026-11-20T01:30:00+02:00", "2026-11-19T23:30:00Z"),
    ("2026-11-20T23:30:00.5-0100", "2026-11-21T00:30:00.500Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
    ("2026-06-30T23:59:60Z", "2026-06-30T23:59:59Z"), ("2026-11-20T10:00", "2026-11-20T10:00:00Z"),
  ]) func `times are read as tools write them`(text: String, expected: String) throws {
    #expect(try #require(Timestamp(text)).description == expected)
  }

  @Test(arguments: [
    "", "2026-11-20", "2026-02-30T10:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T10:00:00X", "now",
  ])
  func `what is no time is none`(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
