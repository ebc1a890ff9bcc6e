import Testing

@testable import PromptLibrary

/// Result files are somebody else's: whatever is in them, an importer says what it did not understand.
@Suite struct BadResultsTests {
  private static let samples = [
    #"{"results": {"timestamp": 9223372036854775807, "results": [{"promptIdx": -1, "success": "x"}, 3, null], "prompts": [1, {"raw": {"a": []}}]}}"#,
    #"{"results": {"table": {"head": {"prompts": ["a", {"raw": "b"}]}, "body": [{"outputs": []}, 7]}}}"#,
    #"{"testResults": [{"testCase": [], "evaluationResults": [{"passed": 1}]}], "summary": {}, "model": {}}"#,
    #"{"eval": {"task": "t", "created": "yesterday"}, "status": 3, "samples": [{"scores": {"a": {"value": [1, {"b": NaN}]}}, "output": 1}]}"#,
    #"{"testCases": [{"metricsData": {"a": 1}}, null], "testPassed": 1, "prompts": [{}]}"#,
    "{\"spec\": {\"eval_name\": 1}}\n{\"sample_id\": \"a\", \"type\": \"match\", \"data\": 3}\n[]\n",
    #"{"traces": [{"info": {"trace_id": 1, "assessments": [{"feedback": 3}], "execution_duration": "s"}}]}"#,
    #"{"columns": ["a/score"], "data": [[], [1, 2], 3]}"#,
    #"{"data": [{"name": "n", "dataType": "BOOLEAN", "value": "x", "traceId": "t"}, {"id": "o", "traceId": "t", "promptName": "p"}]}"#,
    #"[{"prompt": "p", "cases": {"id": ["a"], "outcome": "pf"}}, {"prompt": "p", "cases": [1, {"score": 1e999}]}]"#,
    "<testsuite><testcase time='x'><properties><property/></properties></testcase><testsuite/></testsuite>",
    "case,score,latency_ms\na,1e400,-1\n\"b\",,\n",
  ]

  @Test(arguments: samples) func `no file of any tool, whole or cut, is too much for any importer`(
    text: String
  ) throws {
    let bytes = Array(text.utf8)
    for count in [bytes.count] + stride(from: 0, to: bytes.count, by: 5) {
      let file = ResultFile(SourceText(path: "r.json", bytes: Array(bytes.prefix(count))))
      for importer in Importer.all {
        var options = ImportOptions()
        options.companions = [file]
        for run in importer.read(file, options).runs {
          for run in run.runs(prompt: "p", version: "v", at: Timestamp(seconds: 0)) {
            // Whatever was understood can be written and read.
            let line = LedgerFile(SourceText(path: "a.jsonl", bytes: run.line), .runs)
            #expect(line.runs.map(\.id) == [run.id], "\(line.problems.map(\.message))")
          }
        }
      }
    }
  }

  @Test(
    arguments: zip(
      samples,
      [
        "promptfoo", "promptfoo", "gh-models", "inspect", "deepeval", "openai-evals", "mlflow", "mlflow",
        "langfuse", "shelflife",
        "junit", "csv",
      ])) func `each is told by its contents`(text: String, tool: String)
  {
    #expect(Importer.detected(ResultFile(SourceText(path: "r", text)))?.name == tool)
  }
}
