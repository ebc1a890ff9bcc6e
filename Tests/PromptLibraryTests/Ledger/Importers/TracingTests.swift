import Testing

@testable import PromptLibrary

@Suite struct TracingTests {
  private static let traces = """
    {"traces": [
      {"info": {"trace_id": "tr-1", "client_request_id": "row-1", "request_time": "2026-09-01T10:00:00.000Z", "execution_duration": "1.200s", "state": "OK",
        "trace_metadata": {"mlflow.sourceRun": "run-9", "mlflow.trace.tokenUsage": "{\\"input_tokens\\": 100, \\"output_tokens\\": 15}", "mlflow.trace.cost": "{\\"total_cost\\": 0.0002}"},
        "tags": {"mlflow.linkedPrompts": "[{\\"name\\": \\"summarise\\", \\"version\\": \\"3\\"}]"},
        "assessments": [
          {"assessment_name": "correctness", "source": {"source_type": "LLM_JUDGE", "source_id": "openai:/gpt-4.1"}, "feedback": {"value": "yes"}},
          {"assessment_name": "expected_response", "source": {"source_type": "HUMAN", "source_id": "ann"}, "expectation": {"value": "no"}}]},
       "data": {"spans": [{"attributes": {"mlflow.llm.model": "\\"openai/gpt-4o\\"", "gen_ai.response.model": "\\"gpt-4o-2024-11-20\\""}}]}},
      {"info": {"trace_id": "tr-2", "client_request_id": "row-2", "request_time": "2026-09-01T09:59:00.000Z", "execution_duration_ms": 900, "state": "OK", "trace_metadata": {"mlflow.sourceRun": "run-9"},
        "tags": {"mlflow.linkedPrompts": "[{\\"name\\": \\"summarise\\", \\"version\\": \\"3\\"}]"},
        "assessments": [{"assessment_name": "correctness", "feedback": {"error": {"error_code": "X", "error_message": "boom"}}}]},
       "data": {"spans": [{"attributes": {"mlflow.llm.model": "\\"openai/gpt-4o\\""}}]}},
      {"info": {"trace_id": "tr-3", "client_request_id": "row-3", "request_time": "2026-09-01T10:01:00.000Z", "state": "OK", "trace_metadata": {"mlflow.sourceRun": "run-9"},
        "tags": {"mlflow.linkedPrompts": "[{\\"name\\": \\"a\\", \\"version\\": \\"1\\"}, {\\"name\\": \\"b\\", \\"version\\": \\"1\\"}]"}, "assessments": []}}],
     "token": null}
    """

  @Test func `values inside strings are values, and what was expected is no result`() throws {
    let imported = try imported(Self.traces, from: "mlflow")
    #expect(imported.outcomes == ["pe"])
    let run = imported.runs[0]
    #expect(run.claim.names == ["summarise"])
    #expect(run.model == "openai/gpt-4o")
    #expect(run.judge == "openai/gpt-4.1")
    #expect(run.at == Timestamp("2026-09-01T09:59:00Z"))
    #expect(run.observations.map(\.latency) == [1200, 900])
    #expect(run.observations.map(\.tokensIn) == [100, nil])
    #expect(run.observations.map(\.cost) == [0.0002, nil])
    #expect(run.observations[0].served == "gpt-4o-2024-11-20")
    // Two prompts in one trace leave open which of them is judged.
    #expect(imported.problems.map(\.message).count == 1)
  }

  @Test func `an evaluation's table is read as records, as pandas splits it, and as CSV`() throws {
    let records = """
      [{"inputs": {"q": "a"}, "outputs": "x", "correct/value": "yes", "correct/error_message": null},
       {"inputs": {"q": "b"}, "outputs": "y", "correct/value": null, "correct/error_message": "429"},
       {"inputs": {"q": "c"}, "outputs": "z", "correct/value": false, "correct/error_message": null}]
      """
    #expect(try imported(records, from: "mlflow").outcomes == ["pef"])
    let split = """
      {"columns": ["inputs", "outputs", "toxicity/v1/score", "latency"], "data": [["a", "x", 0.01, 1.2], ["b", "y", NaN, 0.5]]}
      """
    let tableau = try imported(split, from: "mlflow")
    #expect(tableau.outcomes == ["uu"])
    #expect(tableau.runs[0].observations.map(\.score) == [0.01, nil])
    #expect(tableau.runs[0].observations.map(\.latency) == [1200, 500])
    #expect(tableau.messages.count == 1)
    let csv = "inputs,outputs,correct/value,correct/error_message\na,x,True,\nb,y,False,\nc,z,,boom\n"
    #expect(try imported(csv, from: "mlflow", as: "r.csv").outcomes == ["pfe"])
  }

  private static let scores = """
    {"data": [
      {"id": "s1", "name": "correct", "dataType": "BOOLEAN", "value": true, "source": "EVAL", "subject": {"kind": "observation", "id": "o1", "traceId": "t1"}},
      {"id": "s2", "name": "quality", "dataType": "NUMERIC", "value": 0.4, "source": "ANNOTATION", "subject": {"kind": "trace", "id": "t2"}},
      {"id": "s3", "name": "correct", "dataType": "BOOLEAN", "value": 1, "stringValue": "True", "traceId": "t3", "observationId": null},
      {"id": "s4", "name": "correct", "dataType": "BOOLEAN", "value": true, "subject": {"kind": "session", "id": "x"}}],
     "meta": {"limit": 50}}
    """
  private static let observations = """
    [{"id": "o1", "trace_id": "t1", "type": "GENERATION", "start_time": "2026-09-01T10:00:00Z", "provided_model_name": "gpt-4o", "usage_details": {"input": 12, "output": 3}, "total_cost": 0.001, "latency": 1.5, "prompt_name": "summarise", "prompt_version": 3, "metadata": {"case": "a"}},
     {"id": "o2", "trace_id": "t2", "type": "GENERATION", "start_time": "2026-09-01T10:00:01Z", "provided_model_name": "gpt-4o", "prompt_name": "summarise", "prompt_version": 3},
     {"id": "o3", "trace_id": "t3", "type": "GENERATION", "start_time": "2026-09-01T10:00:02Z", "provided_model_name": "gpt-4o", "prompt_name": "other", "prompt_version": 1},
     {"id": "o4", "trace_id": "t3", "type": "SPAN", "start_time": "2026-09-01T10:00:02Z", "provided_model_name": null, "prompt_name": null}]
    """

  @Test func `a score has no prompt and no model without its observation`() throws {
    let alone = try imported(Self.scores, from: "langfuse")
    #expect(alone.runs.isEmpty)
    #expect(alone.messages.count == 1)
    #expect(alone.messages[0].contains("give the observations too"))
    #expect(alone.lost == 4)
  }

  @Test func `scores are joined to observations, whichever file comes first`() throws {
    var options = ImportOptions()
    options.companions = [ResultFile(SourceText(path: "observations.json", Self.observations))]
    let imported = try imported(Self.scores, from: "langfuse", options: options)
    #expect(imported.outcomes == ["pu", "p"])
    #expect(imported.runs.map { $0.claim.names[0] } == ["summarise", "other"])
    let first = imported.runs[0].observations[0]
    #expect(first.label == "a")
    #expect(first.latency == 1500)
    #expect(first.tokensIn == 12)
    #expect(first.cost == 0.001)
    #expect(imported.runs[0].at == Timestamp("2026-09-01T10:00:00Z"))
    // The session's score, and the number that nothing judges.
    #expect(imported.messages.count == 2)
    options.threshold = Threshold(0.5)
    #expect(try read(Self.scores, options).outcomes == ["pf", "p"])
    options.companions = [ResultFile(SourceText(path: "scores.json", Self.scores))]
    #expect(try read(Self.observations, options).runs.isEmpty)
  }

  @Test func `a question that is asked again is the same case, in another trace`() throws {
    func ids(_ trace: String) throws -> (ids: [String], suite: String?) {
      let text = """
        [{"id": "s", "name": "correct", "dataType": "BOOLEAN", "value": true, "traceId": "\(trace)"},
         {"id": "o", "traceId": "\(trace)", "providedModelName": "gpt-4o", "promptName": "p", "input": {"q": "why"}}]
        """
      let run = try read(text, ImportOptions()).runs[0].recorded[0]
      return (run.cases.ids, run.suite.hash)
    }
    let (one, other) = (try ids("t1"), try ids("t2"))
    #expect(one == other)
    #expect(one.ids.count == 1)
  }

  private func read(_ text: String, _ options: ImportOptions) throws -> Imported {
    try imported(text, from: "langfuse", options: options)
  }
}
