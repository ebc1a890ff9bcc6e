extension Schema {
  /// `shelflife.yaml`.
  static let config: Schema = .object(
    "shelflife.yaml",
    [
      Property("version", "The version of this grammar.", .constant(1), required: true),
      Property(
        "prompts", "The files that are prompts; without it, every file that a known format claims.", globs),
      Property(
        "workflows", "The workflow files of our own format; engines' files are found by their formats.", globs
      ),
      Property("suites", "The files that hold test cases.", globs),
      Property("references", "Where call sites are looked for.", globs, default: ["**"]),
      Property("exclude", "Files that are not read at all.", globs),
      Property("cards", "Files of metadata kept beside prompts.", globs, default: ["library/cards/**"]),
      Property(
        "tombstones", "The list of retired prompts.", .string(.path),
        default: .text(Configuration.defaultTombstones)),
      Property(
        "waivers", "The list of accepted findings.", .string(.path),
        default: .text(Configuration.defaultWaivers)),
      Property(
        "ledger", "Where runs are kept: a folder, ref:refs/..., or postgresql://...", .string(.path),
        default: "library/runs"),
      Property("models", "The models in use, and what is known of them.", modelsInUse),
      Property("runners", "How 'shelflife validate' runs prompts, by a name.", .map(runner)),
      Property("policy", "The thresholds to judge by.", policy),
      Property(
        "kinds", "Review intervals by kind of prompt.",
        .map(
          .object(
            "a kind",
            [
              Property(
                "review_interval", "How long a validation of such a prompt counts.", .string(.interval))
            ]))),
      Property(
        "rules", "Levels by rule name, where they differ from the rule's own.",
        .map(.choice(["error", "warning", "note", "off"]))),
      Property(
        "report", "What the reports show.",
        .object("report", [Property("exclude", "Files that are read but not reported on.", globs)])),
    ])

  private static let globs: Schema = .oneOrMany(.string(.glob))

  private static let runner: Schema = .object(
    "a runner",
    [
      Property(
        "command",
        "A line for the shell, run at the repository's top; {prompt}, {id}, {version}, {model}, {provider}, {name} and {output} are filled in, quoted.",
        .string(.filled), required: true),
      Property("prompts", "The prompts that it runs; without it, all of them.", globs),
      Property("format", "The format of what it writes; without it, told by the contents.", .string(.filled)),
      Property(
        "output", "The name of the file at {output}, for tools that go by its ending.", .string(.filled),
        default: "results.json"),
      Property(
        "threshold", "The score from which a case passes, where the tool gives no verdict.",
        .number(-Double.infinity...Double.infinity)),
    ])

  private static let modelsInUse: Schema = .object(
    "models",
    [
      Property(
        "current", "The models in use; a prompt without a target is measured against them.",
        .oneOrMany(.string(.model))),
      Property(
        "file", "The list of what is known of models.", .string(.path),
        default: .text(Configuration.defaultModels)),
    ])

  private static let policy: Schema = .object(
    "policy",
    [
      Property(
        "attach",
        "What is asked of a prompt: a step that uses it; a reference of any kind; none, where others take the prompts.",
        .choice(Configuration.Attach.allCases.map(\.rawValue)), default: "step"),
      Property(
        "review_interval", "How long a validation counts.", .string(.interval), default: "90d"),
      Property("grace", "How long a new prompt may stay unmeasured.", .string(.duration), default: "30d"),
      Property("minimum_drop", "The smallest loss of pass rate that matters.", .share, default: 0.05),
      Property(
        "alarm_rate", "The share of false alarms that is accepted over the library.", .share, default: 0.05),
      Property("power", "The chance with which a drop that matters has to be seen.", .share, default: 0.8),
      Property(
        "near_duplicate", "The similarity from which two prompts say the same.", .share, default: 0.85),
    ])
}
