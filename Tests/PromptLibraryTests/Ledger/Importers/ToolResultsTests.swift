import Testing

@testable import PromptLibrary

@Suite struct ToolResultsTests {
  // gh-models
  @Test func `gh-models says 100 percent of what nobody judged`() throws {
    let imported = try imported(
      """
      {"name": "Text Summarizer", "model": "openai/gpt-4o-mini", "testResults": [
        {"testCase": {"input": "The fox", "expected": "x"}, "modelResponse": "Summary \\u003c", "evaluationResults": [{"evaluatorName": "starts", "score": 1, "passed": true}, {"evaluatorName": "ends", "score": 0, "passed": false}]},
        {"testCase": {"input": "The dog"}, "modelResponse": "A", "evaluationResults": [{"evaluatorName": "starts", "score": 1, "passed": true}]},
        {"testCase": {"input": "The cat"}, "modelResponse": "B", "evaluationResults": null}],
       "summary": {"totalTests": 3, "passedTests": 2, "failedTests": 1, "passRate": 66.7}}
      """, from: "gh-models")
    #expect(imported.outcomes == ["fpu"])
    #expect(imported.runs[0].claim.names == ["Text Summarizer"])
    #expect(imported.runs[0].model == "openai/gpt-4o-mini")
    #expect(imported.runs[0].at == nil)
    #expect(imported.runs[0].observations.map(\.label) == ["The fox", "The dog", "The cat"])
  }

  @Test func `a run without cases is recorded as one`() throws {
    let imported = try imported(
      #"{"name": "T", "model": "m", "testResults": null, "summary": {"totalTests": 0, "passRate": 100}}"#,
      from: "gh-models")
    let run = try #require(imported.runs.first?.recorded.first)
    #expect(run.cases.count == 0)
    #expect(run.suite.hash == nil)
    let line = String(decoding: run.line, as: UTF8.self)
    #expect(LedgerFile(SourceText(path: "a.jsonl", line), .runs).runs.map(\.run) == [run])
  }

  // DeepEval
  @Test func `the judge's model, tokens and cost are not the model's`() throws {
    let text = """
      {"testFile": "test_s.py", "testCases": [
        {"name": "test_case_0", "input": "a", "actualOutput": "b", "tokenCost": 0.0001, "completionTime": 1.1, "success": true,
         "metricsData": [{"name": "Relevancy", "threshold": 0.5, "success": true, "score": 0.9, "evaluationModel": "gpt-4.1", "evaluationCost": 0.002, "inputTokenCount": 300}]},
        {"name": "test_case_1", "input": "c", "success": false, "metricsData": [{"name": "Relevancy", "threshold": 0.5, "success": false, "score": 0.2}, {"name": "Flaky", "flaky": true, "success": false, "score": 0}]},
        {"name": "test_case_2", "input": "d", "success": false, "metricsData": [{"name": "Relevancy", "threshold": 0.5, "success": false, "score": null, "error": "timeout"}]},
        {"name": "test_case_3", "input": "e", "success": true, "metricsData": [{"name": "Flaky", "flaky": true, "success": true, "score": 1}]}],
       "conversationalTestCases": [], "metricsScores": [], "hyperparameters": {"temperature": "0"},
       "prompts": [{"alias": "summarise", "version": "3", "hash": null, "text_template": "Summarise: {text}", "model_settings": {"provider": "OPEN_AI", "name": "gpt-4o-mini", "maxTokens": 300}}],
       "testPassed": 2}
      """
    let imported = try imported(text, from: "deepeval", as: "test_run_20260901_100000.json")
    #expect(imported.outcomes == ["pfeu"])
    let run = imported.runs[0]
    #expect(run.model == "openai/gpt-4o-mini")
    #expect(run.judge == "gpt-4.1")
    #expect(run.claim.texts == ["Summarise: {text}"])
    #expect(run.claim.names == ["summarise"])
    #expect(run.observations.map(\.cost) == [0.0001, nil, nil, nil])
    #expect(run.observations.map(\.tokensIn) == [nil, nil, nil, nil])
    #expect(run.observations[0].latency == 1100)
    // The name of the file is a local time, which is none.
    #expect(run.at == nil)

    let two = text.replacing(
      "\"prompts\": [", with: "\"prompts\": [{\"alias\": \"other\", \"text_template\": \"x\"}, ")
    let claim = try #require(try self.two(two).runs.first?.claim)
    #expect(claim.isNameless)
  }

  private func two(_ text: String) throws -> Imported {
    let imported = try imported(text, from: "deepeval")
    #expect(imported.messages.count == 1)
    return imported
  }

  // OpenAI evals
  private static let evals = """
    {"spec": {"completion_fns": ["gpt-4o-mini", "gpt-4.1"], "eval_name": "sum.dev.v0", "base_eval": "sum", "run_id": "1", "created_at": "2026-09-01 10:00:00.123456"}}
    {"run_id": "1", "event_id": 0, "sample_id": "sum.dev.0", "type": "sampling", "data": {"prompt": [{"role": "user", "content": "Summarise: x"}], "sampled": ["x"], "model": "gpt-4o-mini-2024-07-18", "usage": {"completion_tokens": 3, "prompt_tokens": 12}}}
    {"run_id": "1", "event_id": 1, "sample_id": "sum.dev.0", "type": "match", "data": {"correct": true, "expected": "x", "picked": "x"}}
    {"run_id": "1", "event_id": 2, "sample_id": "sum.dev.1", "type": "sampling", "data": {"sampled": ["y"], "model": "gpt-4o-mini-2024-07-18"}}
    {"run_id": "1", "event_id": 3, "sample_id": "sum.dev.1", "type": "sampling", "data": {"sampled": ["No"], "model": "gpt-4.1-2025-04-14", "usage": {"completion_tokens": 1, "prompt_tokens": 500}}}
    {"run_id": "1", "event_id": 4, "sample_id": "sum.dev.1", "type": "metrics", "data": {"choice": "No", "score": 0}}
    {"run_id": "1", "event_id": 5, "sample_id": "sum.dev.2", "type": "error", "data": {"type": "Timeout"}}
    {"run_id": "1", "event_id": 6, "sample_id": "sum.dev.3", "type": "sampling", "data": {"sampled": ["z"]}}
    """

  @Test func `events are joined by sample, and a grader's answer is not the model's`() throws {
    let imported = try imported(
      Self.evals + "\n{\"final_report\": {\"accuracy\": 0.5, \"boostrap_std\": 0}, \"run_id\": \"1\"}",
      from: "openai-evals")
    #expect(imported.messages == [])
    #expect(imported.outcomes == ["pfeu"])
    let run = imported.runs[0]
    #expect(run.observations.map(\.served) == ["gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18", nil, nil])
    #expect(run.observations.map(\.tokensIn) == [12, nil, nil, nil])
    #expect(run.judge == "gpt-4.1")
    #expect(run.claim.texts == [])
    #expect(run.claim.names == ["sum.dev.v0", "sum"])
    // Without a zone, which is universal time.
    #expect(run.at?.description == "2026-09-01T10:00:00.123Z")
    #expect(run.recorded.count == 1)
  }

  @Test func `a record without its last line was broken off`() throws {
    let imported = try imported(Self.evals, from: "openai-evals")
    #expect(imported.outcomes == ["pfeu"])
    #expect(imported.messages.count == 1)
    #expect(imported.messages[0].contains("no final report"))
  }

  @Test func `a grader that is named nowhere is the model that answered last`() throws {
    let text = Self.evals.replacing(#", "gpt-4.1"]"#, with: "]")
    #expect(try imported(text, from: "openai-evals").runs[0].judge == "gpt-4.1-2025-04-14")
    let alone = text.split(separator: "\n").filter { !$0.contains("metrics") }.joined(separator: "\n")
    #expect(try imported(alone, from: "openai-evals").runs[0].judge == nil)
  }

  // Tables and our own
  @Test func `a table is read by the names of its columns`() throws {
    let imported = try imported(
      """
      prompt;model;case;passed;score;latency_ms;at;note
      p/a;openai:gpt-4o;c1;true;0.9;812;2026-09-01T10:00:00Z;"one; two"
      p/a;openai:gpt-4o;c2;false;;0.5;2026-09-01T09:00:00Z;"a ""quoted"" word"

      p/b;openai:gpt-4o;c1;error;;;;
      p/b;openai:gpt-4o;c2;maybe;;;;
      """, from: "csv", as: "r.csv")
    #expect(imported.outcomes == ["pf", "e"])
    #expect(imported.runs[0].at?.description == "2026-09-01T09:00:00Z")
    #expect(imported.runs[0].model == "openai/gpt-4o")
    #expect(imported.runs[0].observations.map(\.score) == [0.9, nil])
    #expect(imported.problems.map(\.place.line) == [6])
  }

  @Test func `a score without a threshold is no verdict`() throws {
    let text = "case,score\na,0.7\nb,1\nc,0\nd,nan\n"
    let without = try imported(text, from: "csv", as: "r.csv")
    // A scorer that gives 0.7 means no pass by its 1.
    #expect(without.outcomes == ["uuuu"])
    #expect(
      without.messages == [
        "r.csv: 3 cases with a score and nothing that says from which score on a case passes: unscored, and compared by score alone. Give --threshold, or --at-most where less is better."
      ])
    var options = ImportOptions()
    options.threshold = Threshold(0.7)
    #expect(try imported(text, from: "csv", as: "r.csv", options: options).outcomes == ["ppfu"])
    #expect(try imported("case,score\na,1\nb,0.0\n", from: "csv", as: "r.csv").outcomes == ["pf"])
    // Less is better of some.
    options.threshold = Threshold(0.7, isCeiling: true)
    #expect(try imported(text, from: "csv", as: "r.csv", options: options).outcomes == ["pfpu"])
  }

  @Test func `by which score cases pass is part of the suite`() throws {
    func suite(_ threshold: Double?, _ text: String) throws -> String? {
      var options = ImportOptions()
      options.threshold = threshold.map { Threshold($0) }
      return try imported(text, from: "csv", as: "r.csv", options: options).runs[0].recorded[0].suite.hash
    }
    let numbers = "case,score\na,0.7\nb,1\n"
    #expect(try suite(0.5, numbers) == suite(0.5, numbers))
    #expect(try suite(0.5, numbers) != suite(0.8, numbers))
    #expect(try suite(nil, numbers) != suite(0.8, numbers))
    let verdicts = "case,passed,score\na,true,0.7\nb,false,1\n"
    #expect(try suite(nil, verdicts) == suite(0.8, verdicts))
  }

  @Test func `a number of one scorer says nothing of another's`() throws {
    let text = """
      [{"inputs": "a", "exact/value": 1, "tone/value": 0.4}, {"inputs": "b", "exact/value": 0, "tone/value": 1},
       {"inputs": "c", "exact/value": 1, "tone/value": 0}]
      """
    #expect(try imported(text, from: "mlflow").outcomes == ["pfp"])
    var options = ImportOptions()
    options.metrics = ["tone"]
    #expect(try imported(text, from: "mlflow", options: options).outcomes == ["uuu"])
    options.metrics = ["toneless"]
    #expect(try imported(text, from: "mlflow", options: options).absentMetric(options) == "toneless")
  }

  @Test func `a case that is called by its place in the list is known by its question`() throws {
    func ids(_ questions: [String]) throws -> [String] {
      let cases = questions.enumerated().map { index, question in
        #"{"name": "test_case_\#(index)", "input": "\#(question)", "success": true, "metricsData": []}"#
      }
      let text = #"{"testPassed": 2, "testCases": [\#(cases.joined(separator: ", "))]}"#
      return try imported(text, from: "deepeval").runs[0].recorded[0].cases.ids
    }
    #expect(try ids(["one", "two"]) == ["one", "two"])
    #expect(try ids(["two", "one"]) == ["two", "one"])
  }

  @Test func `cases that nothing names have no names, whatever their order`() throws {
    let rows = try imported("passed,suite\ntrue,s\nfalse,s\n", from: "csv", as: "r.csv").runs[0].recorded[0]
    #expect(rows.cases.ids.isEmpty && rows.suite == Run.Suite(name: "s", hash: nil))
    let own = try imported(
      #"{"prompt": "p", "model": "m", "cases": [{"outcome": "pass"}, {"outcome": "fail"}]}"#,
      from: "shelflife")
    #expect(own.runs[0].recorded[0].cases.ids.isEmpty)
    #expect(own.runs[0].recorded[0].suite.hash != nil)
    let read = LedgerFile(SourceText(path: "a.jsonl", bytes: rows.line), .runs)
    #expect(read.problems == [] && read.runs.map(\.run) == [rows])
  }

  @Test func `a row of the wrong length is no row`() {
    let file = ResultFile(SourceText(path: "r.csv", "case,passed\na,true,3\n"))
    #expect(file.problems.map(\.place.line) == [2])
    #expect(Importer.detected(file) == nil)
  }

  @Test func `our own runs are a list of cases`() throws {
    let imported = try imported(
      """
      {"template": "Sum: {{x}}", "model": {"requested": "m", "served": "m-1"}, "suite": "core", "tool": "ours",
       "cases": [{"id": "a", "outcome": "pass", "score": 1, "output": "text"}, {"id": "b", "passed": false}, {"id": "c", "outcome": "error"},
                 {"id": "d"}, {"id": "e", "outcome": "splendid"}]}
      """, from: "shelflife")
    #expect(imported.outcomes == ["pfeu"])
    #expect(imported.problems.map(\.place.line) == [3])
    let run = try #require(imported.runs[0].recorded.first)
    #expect(run.model == Run.Model(requested: "m", served: "m-1"))
    #expect(run.cases.outputs[0] == Observation.hash("text"))
  }

  @Test func `a line of another ledger is taken over as it is`() throws {
    var run = Run(at: Timestamp(seconds: 1_780_000_000), prompt: "p", version: "9f2c")
    run.cases.ids = ["a"]
    run.cases.outcomes = [.fail]
    run.id = "01J0000000000000000000000A"
    let imported = try imported(run.line + [10] + run.line, from: "shelflife", as: "runs.jsonl")
    #expect(imported.runs.map(\.recorded) == [[run], [run]])
  }

  // Generic JUnit
  @Test func `test runners' suites are apart by their properties`() throws {
    let imported = try imported(
      """
      <testsuite name="pytest" timestamp="2026-09-01T10:00:00">
        <properties><property name="model" value="openai:/gpt-4o"/></properties>
        <testcase classname="t" name="one" time="0.5"><properties><property name="prompt" value="prompts/a.txt"/></properties></testcase>
        <testcase classname="t" name="two"><skipped/><properties><property name="prompt">prompts/a.txt</property></properties></testcase>
        <testcase classname="t" name="three"><![CDATA[<x>]]><error/></testcase>
      </testsuite>
      """, from: "junit", as: "junit.xml")
    #expect(imported.outcomes == ["pu", "e"])
    #expect(imported.runs.map(\.claim.names) == [["prompts/a.txt"], ["pytest"]])
    #expect(imported.runs.map(\.model) == ["openai/gpt-4o", "openai/gpt-4o"])
  }

  @Test(arguments: [
    ("<testsuite><testcase></testsuite>", "'</testsuite>' closes '<testcase>'"),
    ("<testsuite name=a/>", "expected a value in quotes for 'name'"), ("<testsuite", "expected '>'"),
    ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a><b/>", "more text after the end"),
    (String(repeating: "<a>", count: 300), "more than 200 elements inside each other"),
    ("<a><!-- </a>", "'<!--' is never closed"),
  ]) func `XML that is none says where`(text: String, message: String) throws {
    let file = ResultFile(SourceText(path: "a.xml", text))
    #expect(file.problems.count == 1)
    #expect(file.problems[0].message.contains(message))
    #expect(file.problems[0].place.start != nil)
  }
}
