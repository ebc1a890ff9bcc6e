import PromptLibrary

extension Rule {
  static let secretInPrompt = Rule(
    name: "secret-in-prompt",
    level: .error,
    summary: "A credential stands in the prompt's text.",
    why: """
      The text goes to the provider, into logs, and into every clone of the repository. Only the known shapes of keys \
      are looked for, so that a long word is no alarm. No report prints the credential.
      """,
    remedy:
      "Revoke the credential first; then take it out of the text, and out of the history if that was pushed.",
    flagged: [
      Example(
        "A key in the instructions", count: 1,
        [
          "sort.prompt.yml":
            "messages: [{role: user, content: Call the service with the key that we gave you.}]\n"
        ],
        adding: { library in
          library.prompts[0].secrets = [
            Secret(kind: "OpenAI API key", place: Place(path: "sort.prompt.yml", line: 1, column: 34))
          ]
        })
    ],
    accepted: [
      Example(
        "The key is an input",
        ["sort.prompt.yml": "messages: [{role: user, content: \"Call the service with {{key}}.\"}]\n"])
    ],
    hidesSource: true,
    check: .prompt { _, prompt, _ in
      prompt.secrets.map { secret in
        // A fixture's key is mostly made up; one that is real leaks just the same.
        Problem(
          "A credential stands in this text (\(secret.kind)).", at: secret.place,
          level: prompt.isForShow ? .warning : nil, detail: secret.kind)
      }
    })
}
