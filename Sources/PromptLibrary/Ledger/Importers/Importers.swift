extension Importer {
  /// Every tool that is read, most specific first.
  package static let all: [Importer] = [
    .own,
    .promptfoo,
    .ghModels,
    .inspect,
    .deepEval,
    .openAIEvals,
    .mlflow,
    .langfuse,
    .junit,
    .csv,
  ]
}
