extension Schema {
  /// A workflow file of our own.
  static let workflow: Schema = .object("a workflow", workflowKeys)
  static let workflowKeys = [
    Property("id", "The workflow's name in workflow/step.", text, required: true),
    Property("title", "What people call it.", text),
    Property("owner", "Who answers for it.", text),
    Property("backup", "Who stands in for the owner.", text),
    Property(
      "stage", "How far the team says that it has come.",
      .choice(["question", "prompt", "workflow", "automation", "system"])),
    Property("trigger", "What starts it.", text),
    Property("source_of_truth", "The system that holds the result.", text),
    Property(
      "steps", "The steps, in the order in which people read them.", .list(.object("a step", stepKeys)),
      required: true),
  ]

  static let stepKeys = [
    Property("id", "The step's name in workflow/step.", text, required: true),
    Property("title", "What people call it.", text),
    Property("produces", "What comes out of it.", text),
    Property("input", "What it starts from.", text),
    Property("inputs", "The structured fields that it starts from.", texts),
    Property("judgement", "The human judgement that it takes the place of.", text),
    Property("uses", "The prompts that it uses, by id or path.", texts),
    Property("operated_by", "Who does it.", .choice(["machine", "person"])),
    Property("output", "Where the result goes.", text),
    Property("placement", "Where AI sits: what depends on it, and who would notice an error.", placement),
    Property("failure", "What goes wrong, and what that costs.", failure),
    Property("review", "How a person looks at the result.", review),
    Property("standard", "The numbers that it has to keep.", standard),
    Property("escalate_when", "The conditions under which it goes to a person.", texts),
    Property("on_failure", "What is done when it fails or stops.", response),
    Property("volume", "How much passes through it.", volume),
    Property("next", "The steps, or exits, that follow.", texts),
    Property(
      "engine", "The place in an engine's file that this step stands for: path#/json/pointer.",
      .string(.pointer)),
    Property("status", "Whether it runs.", .choice(["active", "disabled"]), default: "active"),
    Property("disabled", "The same, as engines write it.", .boolean, default: false),
  ]

  private static let text: Schema = .string(.filled)
  private static let texts: Schema = .oneOrMany(.string(.filled))

  private static let placement: Schema = .object(
    "placement",
    [
      Property(
        "value_concentration", "How much of the outcome depends on it.", .choice(["low", "medium", "high"])),
      Property(
        "detection", "When a person would notice an error.", .choice(["immediate", "delayed", "aggregate"])),
      Property(
        "verifiability", "Who at the review can tell whether it is right.",
        .choice(["anyone", "expert", "nobody"])),
    ])

  private static let failure: Schema = .object(
    "failure",
    [Property("mode", "What goes wrong.", text), Property("cost", "What that costs.", text)])

  private static let review: Schema = .object(
    "review",
    [
      Property(
        "layer",
        "none: audited afterwards; light: seen before it moves on; substantive: judged against criteria; full: done again independently.",
        .choice(["none", "light", "substantive", "full"])),
      Property("at", "The step at which it takes place.", text),
      Property("criteria", "The file that holds the criteria.", .string(.path)),
      Property("expertise", "What the reviewer has to know.", text),
    ])

  private static let standard: Schema = .object(
    "standard",
    [
      Property("pass_rate", "The least share of cases that pass.", .share),
      Property("override_rate", "The largest share of results that people override.", .share),
    ])

  private static let response: Schema = .object(
    "on_failure",
    [
      Property("response", "What is done at once.", text),
      Property("fallback", "The file that says how the work goes on without the model.", .string(.path)),
      Property("rehearsed", "The day on which that was last tried.", .string(.date)),
    ])

  private static let volume: Schema = .object(
    "volume",
    [
      Property("per_day", "How many pass in a day.", .amount),
      Property("review_minutes", "How long one review takes.", .amount),
      Property("reviewers", "How many people review.", .amount),
    ])
}
