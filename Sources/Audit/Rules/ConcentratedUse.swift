import PromptLibrary

extension Rule {
  static let concentratedUse = Rule(
    name: "concentrated-use",
    level: .note,
    summary: "One person makes most of this prompt's uses.",
    why: """
      What one person carries stops when that person is on leave, and was never tried by anybody who did not know it \
      already. Counted over the review interval; steps that a machine operates do not count as a person.
      """,
    remedy: "Let a second person use {prompt} on the same work, and compare.",
    flagged: [
      Example(
        "Ada makes nine uses of ten", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/runs/2026/11/a.usage.jsonl": use(90, by: "ada") + use(10, by: "ben"),
        ])
    ],
    accepted: [
      Example(
        "Two people share the work",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/runs/2026/11/a.usage.jsonl": use(50, by: "ada") + use(50, by: "ben"),
        ])
    ],
    check: .prompt { _, prompt, evidence in
      // Where one person is the team, that one person does it all says nothing.
      guard prompt.status == .active, evidence.usage.operators.count > 1 else { return [] }
      let users = evidence.usage.uses(of: prompt.id)
      let total = users.reduce(0) { $0 &+ $1.uses }
      guard let most = users.max(by: { ($0.uses, $1.name) < ($1.uses, $0.name) }),
        total >= evidence.policy.fewestUses,
        Double(most.uses) >= evidence.policy.concentration * Double(total)
      else { return [] }
      return [
        Problem(
          "'\(most.name)' makes \(percent(Double(most.uses) / Double(total))) of this prompt's \(total) uses.",
          at: prompt.place)
      ]
    })

  private static func use(_ count: Int, by name: String) -> String {
    "{\"v\":1,\"day\":\"2026-11-01\",\"prompt\":\"sort\",\"operator\":\"\(name)\",\"uses\":\(count)}\n"
  }
}
