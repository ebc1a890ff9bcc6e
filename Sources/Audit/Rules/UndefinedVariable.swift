import PromptLibrary

extension Rule {
  static let undefinedVariable = Rule(
    name: "undefined-variable",
    level: .error,
    summary: "The text uses a variable that the declared inputs do not have.",
    why: """
      At run time the place stays empty, keeps its braces, or fails: most often a typing error on one side. Only \
      prompts that declare inputs are judged; what the template makes optional, and what the runtime supplies, need no \
      declaration.
      """,
    remedy: "Declare the input, or correct the name.",
    flagged: [
      Example(
        "The name is mistyped in the text", count: 1,
        ["sort.prompty": prompty("Sort the row {{ rwo }} by {{ policy }}.")])
    ],
    accepted: [
      Example(
        "Every variable is an input",
        ["sort.prompty": prompty("Sort the row {{ row }} by {{ policy }}.")]),
      Example(
        "A prompt that declares no inputs",
        ["sort.prompt.yml": "messages: [{role: user, content: \"Sort {{row}}.\"}]\n"]),
    ],
    check: .prompt { _, prompt, _ in
      guard let inputs = prompt.inputs, prompt.syntax != .none, !prompt.isPartial,
        !prompt.variables.allSatisfy({ variable in inputs.contains { $0.value == variable.value } })
      else { return [] }
      let names = Set(inputs.map { prompt.compared($0.value) })
      return prompt.variables.compactMap { variable in
        let name = variable.value
        guard
          ![name, root(of: name)].contains(where: {
            names.contains(prompt.compared($0)) || prompt.optional.contains($0)
              || prompt.supplied.contains($0)
          })
        else { return nil }
        let near = nearest(to: name, among: inputs.map(\.value))
        let hint = near.map { "; did you mean '\($0)'?" } ?? "."
        let shown = inputs.first { $0.value == near } ?? inputs.first
        // Nothing fails there for want of a declaration; only who calls the prompt may not know of the input.
        let level = prompt.isForgiving ? .note : Level(cappedFor: prompt.path)
        return Problem(
          "The variable '\(name)' is no declared input\(hint)", at: variable.place,
          evidence: shown.map { [Evidence.Span("inputs are declared here", at: $0.place)] } ?? [],
          remedy: near.map { "Write '\($0)', or declare '\(name)'." }, level: level,
          detail: name)
      }
    })

  /// The name that a path into a value starts from: `order` of `order.lines[0]`.
  static func root(of variable: String) -> String {
    String(variable.prefix { $0 != "." && $0 != "[" })
  }

  /// A prompt with declared inputs, for examples.
  static func prompty(_ text: String) -> String {
    "---\nname: Sort\ninputs:\n  row: {type: string}\n  policy: {type: string}\n---\nuser:\n\(text)\n"
  }
}
