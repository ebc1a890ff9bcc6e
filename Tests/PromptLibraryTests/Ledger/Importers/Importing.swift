import Testing

@testable import PromptLibrary

/// Imports a file as `record` does, by its contents alone.
func imported(
  _ text: String, from tool: String, as path: String = "results.json",
  options: ImportOptions = ImportOptions(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Imported {
  try imported(Array(text.utf8), from: tool, as: path, options: options, sourceLocation: sourceLocation)
}

func imported(
  _ bytes: [UInt8], from tool: String, as path: String = "results.json",
  options: ImportOptions = ImportOptions(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Imported {
  let file = ResultFile(SourceText(path: path, bytes: bytes))
  let importer = try #require(Importer.detected(file), sourceLocation: sourceLocation)
  #expect(importer.name == tool, sourceLocation: sourceLocation)
  var imported = importer.read(file, options)
  imported.problems = file.problems + imported.problems
  return imported
}

extension Imported {
  var messages: [String] { problems.map { "\($0.place): \($0.message)" } }
  /// A letter a case.
  var outcomes: [String] {
    runs.map { run in String(String.UnicodeScalarView(run.observations.map(\.outcome.letter))) }
  }
}

extension ImportedRun {
  /// The runs that would be recorded.
  var recorded: [Run] { runs(prompt: "p", version: "v", at: Timestamp(seconds: 0)) }
}
