import Foundation
import Testing

@testable import PromptLibrary

@Suite struct InspectTests {
  private static let log = """
    {"version": 2, "status": "success",
     "eval": {"task": "sum", "created": "2026-09-01T10:00:00+00:00", "model": "openai/gpt-4o-mini",
      "task_args": {"prompt_file": "prompts/sum.md"}, "metadata": {"prompt_id": "sum"}, "packages": {"inspect_ai": "0.3.210"},
      "revision": {"type": "git", "commit": "02526f4c", "dirty": false}},
     "plan": {"steps": [{"solver": "system_message", "params": {"template": "Be brief"}}]},
     "results": {"scores": [{"name": "match", "params": {}}, {"name": "rubric", "params": {"model": "openai/gpt-4.1"}}]},
     "stats": {"started_at": "2026-09-01T10:00:05+00:00", "model_usage": {"openai/gpt-4o-mini": {}, "openai/gpt-4.1": {}}},
     "samples": [
      {"id": "a", "epoch": 1, "input": "x", "target": "t", "output": {"model": "gpt-4o-mini-2024-07-18", "usage": {"input_tokens": 100, "output_tokens": 15}, "time": 1.2},
       "scores": {"match": {"value": "C"}}, "model_usage": {"openai/gpt-4o-mini": {"input_tokens": 100}, "openai/gpt-4.1": {"input_tokens": 900}}},
      {"id": "a", "epoch": 2, "input": "x", "target": "t", "output": {"model": "gpt-4o-mini-2024-07-18"}, "scores": {"match": {"value": "P"}}},
      {"id": "b", "epoch": 1, "input": "y", "target": "t", "output": {}, "scores": {"match": {"value": NaN}},
       "model_usage": {"openai/gpt-4.1": {"input_tokens": 900}, "openai/gpt-4o-mini": {"input_tokens": 80, "total_cost": 0.1}}},
      {"id": "c", "epoch": 1, "input": "z", "target": "t", "error": {"message": "boom"}, "scores": {}},
      {"id": 4, "epoch": 1, "input": "w", "target": "t", "scores": {"match": {"value": {"x": true, "y": "I"}}}},
      {"id": "gone", "epoch": 1, "invalidation": {"reason": "bad"}, "scores": {"match": {"value": "C"}}}]}
    """

  @Test func `grades are letters, NaN is unscored, and errors are no failures`() throws {
    let imported = try imported(Self.log, from: "inspect")
    #expect(imported.messages == [])
    #expect(imported.outcomes == ["pfuef"])
    let run = imported.runs[0]
    #expect(run.observations.map(\.score) == [1, 0.5, nil, nil, 0])
    #expect(run.observations.map(\.label) == ["a", "a", "b", "c", "4"])
    #expect(run.at == Timestamp("2026-09-01T10:00:05Z"))
    #expect(run.tool == Run.Tool(name: "inspect_ai", version: "0.3.210"))
  }

  @Test func `the model that answered is told apart from the one that was asked, and from the judge`() throws
  {
    let run = try imported(Self.log, from: "inspect").runs[0]
    #expect(run.model == "openai/gpt-4o-mini")
    #expect(run.judge == "openai/gpt-4.1")
    #expect(
      run.observations.map(\.served).prefix(3) == ["gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18", nil])
    #expect(run.observations.map(\.tokensIn) == [100, nil, 80, nil, nil])
    #expect(run.observations[0].latency == 1200)
    #expect(run.observations[2].cost == 0.1)
  }

  @Test func `the prompt is named by metadata, arguments and the commit, and a template is a hint`() throws {
    let claim = try imported(Self.log, from: "inspect").runs[0].claim
    #expect(claim.texts == [])
    #expect(claim.hints == ["Be brief"])
    #expect(claim.names == ["sum", "prompts/sum.md", "sum"])
    #expect(claim.commit == "02526f4c")
    let dirty = try imported(Self.log.replacing("\"dirty\": false", with: "\"dirty\": true"), from: "inspect")
    #expect(dirty.runs[0].claim.commit == nil)
  }

  @Test func `half is enough only where somebody says so, and only the scorers that are named count`() throws
  {
    var options = ImportOptions()
    options.threshold = Threshold(0.5)
    #expect(try imported(Self.log, from: "inspect", options: options).outcomes == ["ppuef"])
    options.metrics = ["rubric"]
    #expect(try imported(Self.log, from: "inspect", options: options).outcomes == ["uuueu"])
  }

  @Test func `a log that was broken off or invalidated says so`() throws {
    let cut = try imported(Self.log.replacing("\"success\"", with: "\"cancelled\""), from: "inspect")
    #expect(cut.outcomes == ["pfuef"])
    #expect(cut.messages.map { $0.contains("'cancelled'") } == [true])
    let invalid = Self.log.replacing("\"version\": 2,", with: "\"version\": 2, \"invalidated\": true,")
    #expect(try imported(invalid, from: "inspect").runs.isEmpty)
  }

  /// An archive as Inspect writes it: a journal, a header, one sample stored and one deflated.
  private static let archive = """
    UEsDBBQAAAAIAMKIeF1Dv6ajBAAAAAIAAAATAAAAX2pvdXJuYWwvc3RhcnQuanNvbquuBQBQSwMEFAAAAAgAwoh4XbZp1Wt/AAAAuQAA\
    AAsAAABoZWFkZXIuanNvbl2NwQrCMAyGX2Xk6opdEcE9h3cJXRhF244m22X03W2mXoQQki/h+3fYqHDICcbO9R2woKzcFuDVe2KGBmnD\
    V0M7CPLzc4vKfSEUmpQ4667G3owd7oMdrdbp6PoX80QqgLxQwnCeFzGXbGJIAeo3lI+ANpVmfKD8S91PqgPU+gZQSwMEFAAAAAAAAAAh\
    ALnqRdMgAQAAIAEAABYAAABzYW1wbGVzL2FfZXBvY2hfMS5qc29ueyJpZCI6ICJhIiwgImVwb2NoIjogMSwgImlucHV0IjogInRleHQg\
    dGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4\
    dCB0ZXh0IHRleHQgdGV4dCAiLCAidGFyZ2V0IjogInQiLCAib3V0cHV0IjogeyJtb2RlbCI6ICJncHQtNG8tbWluaS0yMDI0LTA3LTE4\
    IiwgInVzYWdlIjogeyJpbnB1dF90b2tlbnMiOiAxMDAsICJvdXRwdXRfdG9rZW5zIjogMTV9fSwgInNjb3JlcyI6IHsibWF0Y2giOiB7\
    InZhbHVlIjogIkMifX19UEsDBBQAAAAIAMKIeF1tb7ANiQAAACABAAAWAAAAc2FtcGxlcy9iX2Vwb2NoXzEuanNvbrVPUQrDIAy9Ssn3\
    BFvWn91gpxiuDU7WGqlxDMS7zyiMXWAQQt5LeO8lg1vhMsAdTgNgoOVR0Vhn50Ni2TC+efhzE3M2h8XuKJAS9wAZdlpxk4UNrM6kdued\
    mvQ0Kz3WkusUjcV23HLfmJ7oo7yi9Vfsh51LqXRc6MDYPQy31zO8zJZECq5QSvkAUEsBAhQDFAAAAAgAwoh4XUO/pqMEAAAAAgAAABMA\
    AAAAAAAAAAAAAIABAAAAAF9qb3VybmFsL3N0YXJ0Lmpzb25QSwECFAMUAAAACADCiHhdtmnVa38AAAC5AAAACwAAAAAAAAAAAAAAgAE1\
    AAAAaGVhZGVyLmpzb25QSwECFAMUAAAAAAAAACEAuepF0yABAAAgAQAAFgAAAAAAAAAAAAAAgAHdAAAAc2FtcGxlcy9hX2Vwb2NoXzEu\
    anNvblBLAQIUAxQAAAAIAMKIeF1tb7ANiQAAACABAAAWAAAAAAAAAAAAAACAATECAABzYW1wbGVzL2JfZXBvY2hfMS5qc29uUEsFBgAA\
    AAAEAAQAAgEAAO4CAAAAAA==
    """

  private static func bytes() throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: archive, options: .ignoreUnknownCharacters)))
  }

  @Test func `an archive is read, and a served model that moved splits the run`() throws {
    let imported = try imported(try Self.bytes(), from: "inspect", as: "logs/a.eval")
    #expect(imported.messages == [])
    #expect(imported.outcomes == ["pf"])
    let runs = imported.runs[0].recorded
    #expect(runs.map(\.model.served) == ["gpt-4o-mini-2024-07-18", "gpt-4o-mini-2025-01-01"])
    #expect(runs.map(\.cases.ids) == [["a"], ["b"]])
    #expect(runs[0].suite == runs[1].suite)
    #expect(runs[0].at == Timestamp("2026-09-01T10:00:00Z"))
  }

  @Test func `what zstd compressed comes with the command that converts it`() throws {
    var bytes = try Self.bytes()
    // The method in the first entry of the directory.
    let directory = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes[directory + 10] = 93
    let imported = try imported(bytes, from: "inspect", as: "logs/a.eval")
    #expect(imported.runs.isEmpty)
    #expect(imported.messages.count == 1)
    #expect(imported.messages[0].hasSuffix("inspect log convert --to json --output-dir logs logs/a.eval"))
  }

  @Test func `a damaged archive is no crash and no run`() throws {
    let whole = try Self.bytes()
    for index in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[index] ^= 0x55
      let file = ResultFile(SourceText(path: "a.eval", bytes: bytes))
      guard let importer = Importer.detected(file) else { continue }
      let imported = importer.read(file, ImportOptions())
      // Either the damage is outside of what is read, or it is told.
      #expect(
        imported.runs.first?.observations.count ?? 0 == 2 || !(file.problems + imported.problems).isEmpty)
    }
    for count in stride(from: 0, to: whole.count, by: 13) {
      let file = ResultFile(SourceText(path: "a.eval", bytes: Array(whole.prefix(count))))
      #expect(!file.problems.isEmpty)
    }
  }
}
