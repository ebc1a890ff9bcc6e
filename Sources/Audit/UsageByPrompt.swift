import PromptLibrary

/// Who used what over the review interval, and when anything was last counted.
struct UsageByPrompt: Sendable {
  /// Uses by one person.
  struct Operator: Sendable, Equatable {
    var name: String
    var uses: Int
  }

  /// The last day for which anything was counted.
  let lastDay: CalendarDay?
  /// The people who used any prompt within the interval, in order of name.
  let operators: [String]
  private let byPrompt: [String: [Usage]]
  private let recent: [String: [Operator]]

  init(_ library: Library, intervalDays: Int, today: CalendarDay) {
    lastDay = library.usage.map(\.day).max()
    byPrompt = Dictionary(grouping: library.usage, by: \.prompt)
    var byMachine: Set<String> = []
    for workflow in library.workflows {
      for step in workflow.steps where step.governance?.operatedBy == "machine" {
        byMachine.insert("\(workflow.id)/\(step.id)")
      }
    }
    var counts: [String: [String: Int]] = [:]
    var names: Set<String> = []
    for usage in library.usage {
      guard let name = usage.operatorName, usage.uses > 0, usage.day <= today,
        usage.day.days(until: today) <= intervalDays, !byMachine.contains(usage.step ?? "")
      else { continue }
      names.insert(name)
      let sum = counts[usage.prompt]?[name] ?? 0
      counts[usage.prompt, default: [:]][name] = sum &+ usage.uses
    }
    operators = names.sorted()
    recent = counts.mapValues { uses in
      uses.map { Operator(name: $0.key, uses: $0.value) }.sorted { $0.name < $1.name }
    }
  }

  /// All that was ever counted of a prompt.
  func of(_ prompt: String) -> [Usage] { byPrompt[prompt] ?? [] }

  /// Who used a prompt within the interval, in order of name.
  func uses(of prompt: String) -> [Operator] { recent[prompt] ?? [] }
}
