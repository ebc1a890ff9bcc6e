// Lines of the ledger. Tools write them, and tools write null for what they do not know.
extension Schema {
  static let run: Schema = .object(
    "a run",
    [
      Property("v", "The version of this grammar.", .constant(1), required: true),
      Property("id", "A ULID, unique over the ledger.", .string(.filled), required: true),
      Property("at", "When it was run.", .string(.timestamp), required: true),
      Property("prompt", "The prompt's id.", .string(.filled), required: true),
      Property("version", "The version of the prompt that was run.", .string(.filled), required: true),
      Property(
        "model", "The model it was run on.",
        .nullable(
          .object(
            "model",
            [
              Property("requested", "The name as requested.", maybe),
              Property("served", "The version that answered.", maybe),
            ]))),
      Property(
        "suite", "The cases it was run on.",
        .nullable(
          .object(
            "suite",
            [
              Property("name", "What people call it.", maybe),
              Property("hash", "The hash of cases, criteria, threshold and judge.", maybe),
            ]))),
      Property("operator", "Who ran it.", maybe),
      Property(
        "recorded_by", "Whether a machine or a person wrote it down.",
        .nullable(.choice(["machine", "person"]))),
      Property(
        "tool", "The program that ran it.",
        .nullable(
          .object(
            "tool",
            [Property("name", "Its name.", maybe), Property("version", "Its version.", maybe)]))),
      Property("judge", "The model that graded.", maybe),
      Property("cases", "The outcomes, a column for each thing known.", cases),
    ])

  static let usage: Schema = .object(
    "a usage line",
    [
      Property("v", "The version of this grammar.", .constant(1), required: true),
      Property("day", "The day that is counted.", .string(.date), required: true),
      Property("prompt", "The prompt's id.", .string(.filled), required: true),
      Property("step", "The step that used it, as workflow/step.", maybe),
      Property("model", "The model that answered.", maybe),
      Property("operator", "Who used it.", maybe),
      Property("uses", "How often it was used.", .count, required: true),
      Property("overrides", "How often a person replaced the result.", .nullable(.count)),
      Property("escalations", "How often it went to a person.", .nullable(.count)),
      Property("closed", "How many cases were closed.", .nullable(.count)),
      Property("reopened", "How many of them came back.", .nullable(.count)),
    ])

  private static let maybe: Schema = .nullable(.string())

  private static let cases: Schema = .object(
    "cases",
    [
      Property("id", "The cases' names; one may repeat.", .list(.string(.filled))),
      Property("outcome", "A letter a case: p pass, f fail, e error, u unscored.", .string(.outcomes)),
      Property("score", "The scores.", column(.number(-.infinity ... .infinity))),
      Property("latency_ms", "How long each answer took.", column(.amount)),
      Property("tokens_in", "The length of each question.", column(.count)),
      Property("tokens_out", "The length of each answer.", column(.count)),
      Property("cost_usd", "What each answer cost.", column(.amount)),
      Property("output", "A hash of each answer; texts are not kept.", column(.string())),
      Property(
        "cluster", "What cases hang together by, as paraphrases of one question do.", column(.string())),
    ])

  private static func column(_ schema: Schema) -> Schema { .list(.nullable(schema)) }
}
