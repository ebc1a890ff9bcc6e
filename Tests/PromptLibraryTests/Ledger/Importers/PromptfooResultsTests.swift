import Testing

@testable import PromptLibrary

@Suite struct PromptfooResultsTests {
  /// Two prompts, as columns; rows out of order, one of each fate.
  private static let whole = """
    {"evalId": "eval-1", "results": {"version": 3, "timestamp": "2026-09-01T10:00:00.000Z",
      "prompts": [
        {"id": "a", "raw": "Sum up: {{text}}", "label": "prompts/sum.txt: Sum up: {{text}}", "provider": "openai:chat:gpt-4o-mini"},
        {"id": "b", "raw": "[{\\"role\\":\\"system\\",\\"content\\":\\"Be brief.\\"},{\\"role\\":\\"user\\",\\"content\\":\\"{{text}}\\"}]", "label": "chat", "provider": "openai:gpt-4o"}],
      "results": [
        {"promptIdx": 1, "testIdx": 0, "promptId": "same", "provider": {"id": "openai:gpt-4o", "label": "our model"}, "prompt": {"raw": "filled in", "label": "chat"},
         "vars": {"text": "the cat"}, "testCase": {"description": "short", "assert": [{"type": "llm-rubric", "value": "brief", "provider": "openai:gpt-4.1"}]},
         "response": {"output": "A cat.", "cached": true, "tokenUsage": {"cached": 31, "total": 31}, "cost": 0.1}, "success": false, "score": 0, "failureReason": 1, "latencyMs": 3, "cost": 0.1,
         "gradingResult": {"pass": false, "tokensUsed": {"total": 900, "prompt": 800}, "componentResults": [{"pass": false}]}},
        {"promptIdx": 0, "testIdx": 0, "promptId": "same", "provider": {"id": "openai:chat:gpt-4o-mini"}, "prompt": {"raw": "Sum up: the cat", "label": "x"},
         "vars": {"text": "the cat"}, "testCase": {"description": "short", "assert": [{"type": "contains", "value": "cat"}]},
         "response": {"output": "A cat.", "cached": false, "tokenUsage": {"prompt": 20, "completion": 11}, "cost": 0.00006, "metadata": {"model": "gpt-4o-mini-2024-07-18"}},
         "success": true, "score": 1, "failureReason": 0, "latencyMs": 456, "cost": 0.00006, "gradingResult": {"pass": true, "componentResults": [{"pass": true}]}},
        {"promptIdx": 0, "testIdx": 1, "provider": {"id": "openai:chat:gpt-4o-mini"}, "vars": {"text": "a dog"}, "testCase": {"assert": [{"type": "contains", "value": "dog"}]},
         "success": false, "score": 0, "failureReason": 2, "error": "429", "latencyMs": 0, "cost": 0},
        {"promptIdx": 0, "testIdx": 2, "provider": {"id": "openai:chat:gpt-4o-mini"}, "vars": {"text": "a fish"}, "testCase": {},
         "response": {"output": {"b": 1, "a": 2}}, "success": true, "score": 1, "failureReason": 0, "latencyMs": 0, "cost": 0, "gradingResult": {"pass": true, "componentResults": []}},
        {"promptIdx": 0, "testIdx": 0, "provider": {"id": "openai:chat:gpt-4o-mini"}, "vars": {"text": "the cat"}, "testCase": {"description": "short", "assert": [{"type": "contains", "value": "cat"}]},
         "response": {"output": "No."}, "success": false, "score": 0, "failureReason": 1, "latencyMs": 0, "cost": 0}
      ], "stats": {}},
      "config": {"description": "summaries"}, "metadata": {"promptfooVersion": "0.121.0"}}
    """

  @Test func `rows belong to the column that their number names`() throws {
    let imported = try imported(Self.whole, from: "promptfoo")
    #expect(imported.messages == [])
    #expect(imported.outcomes == ["peuf", "f"])
    let first = imported.runs[0]
    #expect(first.claim.texts == ["Sum up: {{text}}"])
    #expect(first.claim.paths == ["prompts/sum.txt"])
    #expect(first.model == "openai/gpt-4o-mini")
    #expect(first.suiteName == "summaries")
    #expect(first.tool == Run.Tool(name: "promptfoo", version: "0.121.0"))
    #expect(first.at == Timestamp("2026-09-01T10:00:00Z"))
  }

  @Test func `a label of the provider does not hide the model, and the judge is another one`() throws {
    let run = try imported(Self.whole, from: "promptfoo").runs[1]
    #expect(run.model == "openai/gpt-4o")
    #expect(run.judge == "openai/gpt-4.1")
    // A chat is known by its messages' texts too.
    #expect(run.claim.texts.last == "Be brief.\n{{text}}")
  }

  @Test func `zero and what was cached is unknown`() throws {
    let imported = try imported(Self.whole, from: "promptfoo")
    let first = imported.runs[0].observations
    #expect(first.map(\.latency) == [456, nil, nil, nil])
    #expect(first.map(\.cost) == [0.00006, nil, nil, nil])
    #expect(first.map(\.tokensIn) == [20, nil, nil, nil])
    let cached = imported.runs[1].observations[0]
    #expect(cached.latency == nil)
    #expect(cached.cost == nil)
    #expect(cached.tokensIn == nil)
  }

  @Test func `what nothing judged has no score, whatever the tool writes`() throws {
    let imported = try imported(Self.whole, from: "promptfoo")
    #expect(imported.outcomes == ["peuf", "f"])
    #expect(imported.runs[0].observations.map(\.score) == [1, nil, nil, 0])
  }

  @Test func `repeats are one case, and the version that answered splits a run`() throws {
    let runs = try imported(Self.whole, from: "promptfoo").runs[0].recorded
    #expect(runs.count == 1)
    #expect(runs[0].model == Run.Model(requested: "openai/gpt-4o-mini", served: "gpt-4o-mini-2024-07-18"))
    #expect(runs[0].cases.ids[0] == "short")
    #expect(runs[0].cases.ids[3] == "short")
    #expect(Set(runs[0].cases.ids).count == 3)
  }

  @Test func `a suite is the same whatever came of it, and another when a criterion changes`() throws {
    let before = try imported(Self.whole, from: "promptfoo").runs[0].recorded[0]
    let other = try imported(
      Self.whole.replacing("\"failureReason\": 2", with: "\"failureReason\": 1"), from: "promptfoo")
    #expect(other.runs[0].recorded[0].suite == before.suite)
    #expect(other.runs[0].recorded[0].id != before.id)
    let edited = try imported(
      Self.whole.replacing("\"contains\", \"value\": \"dog\"", with: "\"equals\", \"value\": \"dog\""),
      from: "promptfoo")
    #expect(edited.runs[0].recorded[0].suite.hash != before.suite.hash)
  }

  @Test func `text that was stripped is no text`() throws {
    let stripped = Self.whole.replacing("Sum up: {{text}}\"", with: "[prompt stripped]\"")
    let imported = try imported(stripped, from: "promptfoo")
    #expect(imported.runs[0].claim.texts == [])
    #expect(imported.messages.count == 1)
    #expect(imported.messages[0].contains("PROMPTFOO_STRIP_PROMPT_TEXT"))
  }

  @Test func `rows alone know the text as it was filled in, which is none`() throws {
    let rows = """
      {"promptIdx":0,"provider":{"id":"openai:gpt-4o"},"prompt":{"raw":"Sum up: the cat","label":"prompts/sum.txt"},"vars":{"text":"the cat"},"testCase":{"assert":[{"type":"contains","value":"cat"}]},"success":true,"score":1,"failureReason":0,"gradingResult":{"componentResults":[{}]}}
      {"promptIdx":0,"provider":{"id":"openai:gpt-4o"},"prompt":{"raw":"Sum up: a dog","label":"prompts/sum.txt"},"vars":{"text":"a dog"},"testCase":{"assert":[{"type":"contains","value":"dog"}]},"success":false,"score":0,"failureReason":1}
      {"promptIdx":0,"provider":{"id":"openai:gpt-4o"},"prompt":{"raw":"Sum up
      """
    let imported = try imported(rows, from: "promptfoo", as: "results.jsonl")
    #expect(imported.outcomes == ["pf"])
    #expect(imported.runs[0].claim.texts == [])
    #expect(imported.runs[0].claim.paths == ["prompts/sum.txt"])
    #expect(imported.runs[0].at == nil)
    #expect(imported.problems.map(\.place.line) == [3])
  }

  @Test func `the table of old versions is read`() throws {
    let old = """
      {"results": {"version": 2, "table": {"head": {"vars": ["text"], "prompts": [{"raw": "Sum up: {{text}}", "label": "sum", "provider": "openai:gpt-4"}]},
        "body": [{"vars": ["the cat"], "outputs": [{"pass": true, "score": 1, "text": "A cat", "latencyMs": 12, "gradingResult": {"pass": true, "componentResults": [{}]}}], "test": {"assert": [{"type": "contains"}]}},
                 {"vars": ["a dog"], "outputs": [{"pass": true, "score": 1, "text": "A dog", "latencyMs": 0}]}]}}}
      """
    let imported = try imported(old, from: "promptfoo")
    #expect(imported.outcomes == ["pu"])
    #expect(imported.runs[0].claim.texts == ["Sum up: {{text}}"])
    #expect(imported.runs[0].model == "openai/gpt-4")
    #expect(imported.runs[0].observations.map(\.latency) == [12, nil])
  }

  @Test func `its JUnit has a number for a prompt, and no name`() throws {
    let junit = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites errors="1" failures="1" name="promptfoo" tests="3">
        <testsuite name="[openai:gpt-4o-mini] prompt 1" timestamp="2026-09-01T10:00:00.000Z">
          <testcase classname="[openai:gpt-4o-mini] prompt 1" name="test 1: short &amp; sweet" time="0.456"></testcase>
          <testcase name="test 2" time="0"><failure message="Assertion failed" type="assertion">Score: 0</failure></testcase>
          <testcase name="test 3" time="1"><error message="Evaluation error" type="error"/></testcase>
        </testsuite>
      </testsuites>
      """
    let imported = try imported(junit, from: "promptfoo", as: "results.junit.xml")
    #expect(imported.outcomes == ["pfe"])
    #expect(imported.runs[0].model == "openai/gpt-4o-mini")
    #expect(imported.runs[0].claim.names == ["[openai:gpt-4o-mini] prompt 1"])
    #expect(imported.runs[0].observations.map(\.label) == ["short & sweet", "test 2", "test 3"])
    #expect(imported.runs[0].observations.map(\.latency) == [456, nil, 1000])
    #expect(imported.runs[0].at == Timestamp("2026-09-01T10:00:00Z"))
  }
}
