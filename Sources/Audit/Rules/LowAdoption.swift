import PromptLibrary

extension Rule {
  static let lowAdoption = Rule(
    name: "low-adoption",
    level: .note,
    summary: "Few of those who use the library use this prompt.",
    why: """
      A prompt that most people pass by helps those who would have written a good one anyway. Counted over the review \
      interval, from usage that names its operators, where the library has five users or more and the prompt is older \
      than the grace period.
      """,
    remedy: "Ask those who do not use it why; put it at the step where the work is done.",
    flagged: [
      Example(
        "One of six uses it", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/runs/2026/10/a.usage.jsonl": usage("answer", by: team) + usage("sort", by: ["ada"]),
        ])
    ],
    accepted: [
      Example(
        "Half of them use it",
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "library/runs/2026/10/a.usage.jsonl": usage("answer", by: team)
            + usage("sort", by: ["ada", "ben", "cai"]),
        ])
    ],
    check: .prompt { _, prompt, evidence in
      let all = evidence.usage.operators
      guard prompt.status == .active, !prompt.isQuiet, all.count >= evidence.policy.fewestUsers,
        let first = evidence.usage.of(prompt.id).map(\.day).min(),
        first.days(until: evidence.today) > evidence.policy.graceDays
      else { return [] }
      let users = evidence.usage.uses(of: prompt.id)
      guard !users.isEmpty, Double(users.count) < evidence.policy.lowAdoption * Double(all.count) else {
        return []
      }
      return [
        Problem(
          "\(users.count) of \(all.count) people who use the library use this prompt.", at: prompt.place)
      ]
    })

  private static let team = ["ada", "ben", "cai", "dee", "eve", "fay"]

  private static func usage(_ prompt: String, by names: [String]) -> String {
    names.map {
      "{\"v\":1,\"day\":\"2026-10-01\",\"prompt\":\"\(prompt)\",\"operator\":\"\($0)\",\"uses\":10}\n"
    }
    .joined()
  }
}
