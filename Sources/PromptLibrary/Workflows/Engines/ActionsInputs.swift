import YAML

/// The inputs of one action, as far as they are prompts or name them.
struct ActionsInputs {
  let action: String
  let with: Node?
  let job: ActionsJob
  let variables: ActionsVariables

  private static let files: [(key: String, role: String)] = [
    ("prompt-file", "user"), ("prompt_file", "user"), ("prompt-path", "user"), ("prompt_path", "user"),
    ("system-prompt-file", "system"), ("system_prompt_file", "system"),
  ]
  private static let texts: [(key: String, role: String)] = [
    ("prompt", "user"), ("direct_prompt", "user"), ("override_prompt", "user"), ("user-prompt", "user"),
    ("user_prompt", "user"), ("system-prompt", "system"), ("system_prompt", "system"),
    ("append-system-prompt", "system"), ("append_system_prompt", "system"),
    ("custom-instructions", "system"), ("custom_instructions", "system"),
  ]
  private static let models: Set<String> = ["model", "anthropic_model", "gemini_model"]

  func read(into step: inout Step) {
    var fromFile: Set<String> = []
    for (key, role) in Self.files {
      guard let node = with?[key], let text = node.string, !text.trimmed.isEmpty else { continue }
      // A file wins over the text beside it (actions/ai-inference, action.yml).
      fromFile.insert(role)
      job.addFile(node, role: role, variables: variables, to: &step)
    }
    for (key, role) in Self.texts where !fromFile.contains(role) {
      if let node = with?[key] { addText(node, role: role, to: &step) }
    }
    if let arguments = with?["claude_args"] { readArguments(arguments, &step) }
    guard !step.uses.isEmpty || !step.inline.isEmpty else { return }
    for pair in with?.pairs ?? [] where Self.models.contains(pair.key.text ?? "") {
      for name in (pair.value.string?.trimmed).map(variables.expand) ?? [] where !name.isEmpty {
        add(name, at: job.source.place(of: pair.value), to: &step)
      }
    }
  }

  private func add(_ model: String, at place: Place, to step: inout Step) {
    let isKnown = !model.contains("*") && !model.contains("$")
    step.models.append(
      isKnown ? ModelTarget(model, at: place) : ModelTarget(model, precision: .unspecified, at: place))
  }

  private func addText(_ node: Node, role: String, to step: inout Step) {
    guard let text = node.string, !text.trimmed.isEmpty else { return }
    let place = job.source.place(of: node)
    if text.isActionsExpression {
      // A variable of the file may hold the text; otherwise only the run knows it.
      let values = variables.expand(text.trimmed)
      for value in values where value.contains("*") == false && !value.trimmed.isEmpty {
        step.inline.append(InlinePrompt(value, at: place, role: role))
      }
      if values == ["*"] { step.uses.append(PromptReference(.dynamic, "*", at: place, role: role)) }
      return
    }
    if let slash = text.trimmed.slashCommand {
      let isClaude = action.hasPrefix("anthropics/claude-code")
      let slashPlace = job.source.place(of: slash, in: node)
      job.addSlash(slash, at: slashPlace, isTentative: !isClaude || with?["plugins"] != nil, to: &step)
      return
    }
    if text.trimmed.looksLikePromptPath {
      job.addPath(text.trimmed, of: node, role: role, isTentative: true, to: &step)
      return
    }
    step.inline.append(InlinePrompt(text, at: place, role: role))
    addMentionedFiles(text, node, role, &step)
  }

  /// `@path` in a text puts that file's text there (Claude Code, Gemini CLI).
  private func addMentionedFiles(_ text: String, _ node: Node, _ role: String, _ step: inout Step) {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return }
    for word in text.split(whereSeparator: { $0.isWhitespace }) where word.hasPrefix("@") {
      var path = word.dropFirst()
      while let last = path.utf8.last, ".,;:)".utf8.contains(last) { path = path.dropLast() }
      guard String(path).looksLikePromptPath, let target = String(path).normalizedPath else { continue }
      var reference = PromptReference(
        .path, target, at: job.source.place(of: String(path), in: node), role: role)
      reference.isTentative = true
      step.uses.append(reference)
    }
  }

  private func readArguments(_ node: Node, _ step: inout Step) {
    guard let text = node.string else { return }
    // The arguments of the program `claude`, one line or many.
    let script = ShellScript("claude " + text.split { $0 == "\n" || $0 == "\r\n" }.joined(separator: " "))
    for mention in ModelCommands(script).mentions {
      let place = job.source.place(of: mention.text, in: node)
      switch mention.kind {
      case .text(let role): step.inline.append(InlinePrompt(mention.text, at: place, role: role))
      case .model: add(mention.text, at: place, to: &step)
      case .path(let isCertain):
        guard let path = mention.text.normalizedPath else { continue }
        var reference = PromptReference(.path, path, at: place, role: "system")
        reference.isTentative = !isCertain
        step.uses.append(reference)
      case .slash: continue
      }
    }
  }
}
