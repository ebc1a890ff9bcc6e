// Files that are a list: cards, waivers, models, tombstones.
extension Schema {
  static let cards: Schema = .list(
    .object(
      "a card",
      [
        Property(
          "prompt", "The prompts it speaks of: a path, a glob or an id.", .string(.filled), required: true),
        Property("id", "The prompt's id; only where the card speaks of one prompt.", .string(.filled)),
        Property("title", "What people call it.", .string(.filled)),
        Property("owner", "Who answers for it.", .string(.filled)),
        Property("backup", "Who stands in for the owner.", .string(.filled)),
        Property(
          "kind",
          "What sets its review interval: \(alternatives(Configuration.builtInKinds)), or a kind of your own.",
          .string(.filled)),
        Property(
          "status", "Where it is in its life.", .choice(Metadata.Status.allCases.map(\.rawValue)),
          default: "active"),
        Property("steps", "The steps that use it, as workflow/step.", .oneOrMany(.string(.filled))),
        Property("models", "The models it is written for.", .oneOrMany(.string(.model))),
        Property("contexts", "The circumstances it is used in.", .oneOrMany(.string(.filled))),
        Property(
          "inputs", "The names that its placeholders take.",
          .anyOf([.oneOrMany(.string(.filled)), .map(.any)])),
        Property("includes", "Files that it pulls in when it is rendered.", .oneOrMany(.string(.filled))),
        Property("successor", "The prompt that takes its place.", .string(.filled)),
        Property("review_by", "The day by which somebody looks at it again.", .string(.date)),
      ]))

  static let waivers: Schema = .list(
    .object(
      "a waiver",
      [
        Property("rule", "The rule whose findings are accepted.", .string(.filled), required: true),
        Property("prompt", "The prompt it speaks of, by id.", .string(.filled)),
        Property("step", "The step it speaks of, as workflow/step.", .string(.filled)),
        Property("workflow", "The workflow it speaks of, by id.", .string(.filled)),
        Property("model", "The model it speaks of.", .string(.model)),
        Property("file", "The file it speaks of, by path.", .string(.path)),
        Property("reason", "Why that is right for now.", .string(.filled), required: true),
        Property("why", "The kind of reason.", .choice(Waiver.reasons)),
        Property("owner", "Who accepted it.", .string(.filled), required: true),
        Property("expires", "The first day on which it no longer holds.", .string(.date), required: true),
        Property(
          "version", "The version of the prompt it was granted for; with another text it no longer holds.",
          .string(.filled)),
      ]))

  static let models: Schema = .list(
    .object(
      "a model",
      [
        Property("name", "The name as it is requested.", .string(.model), required: true),
        Property("resolves_to", "The version that the name means now.", .string(.model)),
        Property("withdrawn", "The day on which it stops.", .string(.date)),
        Property("successor", "The model to move to.", .string(.model)),
        Property("source", "Where that was read, and when.", .string(.filled)),
      ]))

  static let tombstones: Schema = .list(
    .object(
      "a tombstone",
      [
        Property(
          "id", "The id that the prompt had; it cannot be used again silently.", .string(.filled),
          required: true),
        Property("version", "The last version of its text.", .string(.filled)),
        Property("commit", "The last commit that holds it.", .string(.filled)),
        Property("reason", "Why it was retired.", .string(.filled)),
        Property("successor", "The prompt that took its place.", .string(.filled)),
        Property("by", "Who retired it.", .string(.filled)),
        Property("at", "The day on which it was retired.", .string(.date), required: true),
      ]))
}
