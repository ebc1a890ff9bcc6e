import PromptLibrary

extension Rule {
  static let expiredValidation = Rule(
    name: "expired-validation",
    level: .warning,
    summary: "The last run is older than the review interval.",
    why:
      "Models move, and so does what comes in. Evidence counts for the policy's `review_interval`, or for that of the prompt's kind.",
    remedy: "Run its cases again: shelflife validate {prompt}",
    flagged: [
      Example(
        "Last run in May", count: 1, files,
        adding: { $0.addRuns([.outcomes(passed: 20)], from: "2026-05-04") })
    ],
    accepted: [
      Example("Last run this month", files, adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "A kind that never expires",
        [
          "sort.prompt.yml": "kind: permanent\nmessages: [{role: user, content: Sort this row.}]\n"
        ], adding: { $0.addRuns([.outcomes(passed: 20)], from: "2026-05-04") }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.asksForEvidence,
        let expired = evidence.measurements(of: index).last(where: { $0.kind == .expired }),
        let day = expired.expires
      else { return [] }
      return [
        Problem(
          "Its evidence\(expired.onTarget) counted until \(day), \(day.days(until: evidence.today).of("day")) ago.",
          at: prompt.place, evidence: expired.span(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
