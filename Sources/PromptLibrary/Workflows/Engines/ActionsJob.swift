import YAML

/// One job, as the surroundings of its steps.
struct ActionsJob {
  let source: SourceText
  let steps: Node?
  let variables: ActionsVariables
  var workingDirectory = ""
  var idle: String?
  /// All that the job's scripts say; a file named there may be made there.
  private let scripts: [String]
  /// Folders into which a repository is checked out, and whether it is this one.
  private let checkouts: [(folder: String, isOwn: Bool)]

  init(_ source: SourceText, steps: Node?, variables: ActionsVariables) {
    self.source = source
    self.steps = steps
    self.variables = variables
    let nodes = steps?.items ?? []
    scripts = nodes.flatMap { [$0["run"]?.string, $0["with"]?["script"]?.string] }.compactMap { $0 }
    checkouts = nodes.compactMap { node in
      guard node["uses"]?.string?.hasPrefix("actions/checkout@") == true,
        let folder = node["with"]?["path"]?.string?.normalizedPath, !folder.isEmpty
      else { return nil }
      return (folder, node["with"]?["repository"] == nil)
    }
  }

  /// Why a condition never holds; nil when it may.
  static func idle(_ condition: Node) -> String? {
    let text = condition.text?.replacing("${{", with: "").replacing("}}", with: "").trimmed
    return text == "false" ? "its condition is `if: false`" : nil
  }

  func step(_ node: Node, id: String, pointer: String) -> Step {
    var step = Step(id: id, pointer: pointer, place: source.place(of: node))
    step.title = node["name"]?.string
    step.idle = node["if"].flatMap(Self.idle) ?? idle
    var variables = variables
    variables.add(env: node["env"])
    if let uses = node["uses"]?.string {
      let action = String(uses.prefix { $0 != "@" })
      let inputs = ActionsInputs(action: action, with: node["with"], job: self, variables: variables)
      inputs.read(into: &step)
    }
    if let run = node["run"], Self.isShell(node["shell"]?.string) {
      readScript(run, node["working-directory"]?.string ?? workingDirectory, variables, &step)
    }
    for pair in node["env"]?.pairs ?? [] {
      guard let text = pair.value.string, text.looksLikePromptPath, text.contains("/") else { continue }
      addPath(text, of: pair.value, isTentative: true, to: &step)
    }
    return step
  }

  /// Other shells are languages of their own, whose files are read for what they are.
  private static func isShell(_ name: String?) -> Bool {
    guard let name = name?.prefix(while: { $0 != " " }) else { return true }
    return ["bash", "sh", "zsh", "dash", "pwsh", "powershell"].contains(String(name))
  }

  private func readScript(_ run: Node, _ folder: String, _ variables: ActionsVariables, _ step: inout Step) {
    guard let text = run.string else { return }
    let script = ShellScript(text)
    let folder = variables.expand(folder).first?.normalizedPath ?? "*"
    for mention in ModelCommands(script).mentions {
      let place = source.place(of: mention.text, in: run)
      switch mention.kind {
      case .path(let isCertain):
        guard !script.written.contains(mention.text), !folder.contains("*"),
          let path = folder.appending(path: mention.text).normalizedPath
        else { continue }
        var reference = PromptReference(.path, path, at: place, idle: mention.idle)
        reference.isTentative = !isCertain
        if !step.uses.contains(where: { $0.target == path }) { step.uses.append(reference) }
      case .slash: addSlash(mention.text, at: place, isTentative: false, to: &step)
      case .text(let role): step.inline.append(InlinePrompt(mention.text, at: place, role: role))
      case .model: step.models.append(ModelTarget(mention.text, at: place))
      }
    }
  }

  /// Adds the file that an input names, unless it is made by the run itself.
  func addFile(_ node: Node, role: String, variables: ActionsVariables, to step: inout Step) {
    guard let text = node.string?.trimmed, !text.isEmpty else { return }
    for path in variables.expand(text) {
      guard path.contains("*") || path.contains("$") else {
        addPath(path, of: node, role: role, to: &step)
        continue
      }
      // The runner's own folders hold what the run made.
      guard !text.contains("runner.temp"), !path.hasPrefix("/"), !path.hasPrefix("$RUNNER_TEMP") else {
        continue
      }
      let pattern = path.contains("$") ? "*" : path.normalizedPath ?? "*"
      step.uses.append(PromptReference(.dynamic, pattern, at: source.place(of: node), role: role))
    }
  }

  func addPath(
    _ text: String, of node: Node, role: String? = nil, isTentative: Bool = false, to step: inout Step
  ) {
    // Absolute paths hold what the run made.
    guard var path = text.normalizedPath, !path.isEmpty else { return }
    for checkout in checkouts where path.hasPrefix(checkout.folder + "/") {
      guard checkout.isOwn else { return }
      path = String(path.dropFirst(checkout.folder.utf8.count + 1))
    }
    var reference = PromptReference(.path, path, at: source.place(of: node), role: role)
    reference.isTentative = isTentative || scripts.contains { $0.contains(text) }
    step.uses.append(reference)
  }

  /// Adds a slash command, which the repository, a plugin or the program itself may define.
  func addSlash(_ name: String, at place: Place, isTentative: Bool, to step: inout Step) {
    var reference = PromptReference(.name, name, at: place, role: "user")
    reference.isTentative =
      isTentative || name.contains(":") || Self.builtIn.contains(String(name.dropFirst()))
    step.uses.append(reference)
  }

  /// Commands that Claude Code brings itself.
  private static let builtIn: Set<String> = [
    "review", "security-review", "init", "compact", "clear", "help", "model", "agents", "memory", "cost",
    "config", "doctor", "mcp", "permissions", "status", "plan", "simplify", "batch", "loop", "debug",
    "pr-comments", "install-github-app", "ultrareview",
  ]
}
