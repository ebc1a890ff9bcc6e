import PromptLibrary

extension Rule {
  static let unusedInput = Rule(
    name: "unused-input",
    level: .warning,
    summary: "A declared input that the text does not use.",
    why: """
      Somebody fills the input in and believes that the model sees it. Prompts whose text comes in part from files \
      that cannot be told are not judged, since those may use it.
      """,
    remedy: "Use the input in the text, or remove it.",
    flagged: [
      Example(
        "The policy is asked for and not passed on", count: 1,
        ["sort.prompty": prompty("Sort the row {{ row }}.")])
    ],
    accepted: [
      Example(
        "Every input is used",
        ["sort.prompty": prompty("Sort the row {{ row }} by {{ policy }}.")])
    ],
    check: .prompt { index, prompt, evidence in
      guard let inputs = prompt.inputs, !inputs.isEmpty, prompt.syntax != .none,
        !prompt.isPartial, !prompt.usesAllInputs(inputs), let used = names(usedBy: prompt, evidence)
      else { return [] }
      let names = Set(used.map(prompt.compared))
      return inputs.compactMap { input in
        guard !names.contains(prompt.compared(input.value)) else { return nil }
        let near = nearest(
          to: input.value,
          among: prompt.variables.map(\.value).filter { name in !inputs.contains { $0.value == name } })
        let hint = near.map { "; '\($0)' is used instead." } ?? "."
        return Problem(
          "The text does not use the input '\(input.value)'\(hint)", at: input.place,
          level: Level(cappedFor: prompt.path), detail: input.value)
      }
    })

  /// Every name that a prompt's text and the texts it includes use; nil when one of those cannot be told.
  private static func names(usedBy prompt: Prompt, _ evidence: Evidence) -> Set<String>? {
    var names: Set<String> = []
    var queue = [prompt]
    var seen: Set<String> = []
    while let next = queue.popLast() {
      guard seen.insert(next.address).inserted else { continue }
      for name in next.variables.map(\.value) + next.optional { names.formUnion([name, root(of: name)]) }
      for include in next.includes where include.kind != .link && include.kind != .handoff {
        guard !include.isDynamic, let included = evidence.prompt(included: include, by: next) else {
          return nil
        }
        queue.append(included)
      }
    }
    // The whole context at once, under the names that template languages give it.
    return names.isDisjoint(with: ["this", ".", "@root", "context"]) ? names : nil
  }
}

extension Prompt {
  /// Whether each input stands in the prompt's own text, which most do.
  fileprivate func usesAllInputs(_ inputs: [Located<String>]) -> Bool {
    inputs.allSatisfy { input in variables.contains { $0.value == input.value } }
  }
}

extension Evidence {
  /// The prompt that an include pulls in, when it is one of the library.
  func prompt(included include: Include, by prompt: Prompt) -> Prompt? {
    var names = [include.target]
    if let path = include.target.resolved(fromFolderOf: prompt.path) { names.append(path) }
    if let path = include.target.normalizedPath { names.append(path) }
    for name in names {
      if let found = prompts(named: name).first { return library.prompts[found] }
    }
    return nil
  }
}
