import YAML

extension WorkflowEngine {
  /// A workspace's settings (source: VS Code's documentation on custom instructions, prompt files and agents).
  static let vscodeSettings = WorkflowEngine(
    name: "vscode-settings",
    summary: "VS Code: the folders and files that a workspace's settings give to the chat.",
    endings: ["settings.json", ".code-workspace"],
    claim: { path in
      path.fileName == "settings.json" && path.folder.fileName == ".vscode"
        ? .always : path.hasSuffix(".code-workspace") ? .ifContent : .never
    },
    read: { source in
      guard source.contains("chat.") else { return WorkflowFile() }
      do throws(YAMLError) {
        let root = try Node.parseJSON(source.bytes)
        let isWorkspace = source.path.hasSuffix(".code-workspace")
        return SettingsReader(source: source).read(isWorkspace ? root["settings"] ?? root : root)
      } catch {
        return .broken(source, "JSON", error)
      }
    })
}

private struct SettingsReader {
  let source: SourceText

  private static let locations: [String: String] = [
    "chat.promptFilesLocations": "**/*.prompt.md",
    "chat.instructionsFilesLocations": "**/*.instructions.md",
    "chat.modeFilesLocations": "**/*.chatmode.md",
    "chat.agentFilesLocations": "**/*.md",
    "chat.agentSkillsLocations": "**/SKILL.md",
  ]

  func read(_ settings: Node) -> WorkflowFile {
    var workflow = Workflow(
      id: String(source.path.dropLast(source.path.fileExtension.utf8.count + 1)), path: source.path,
      engine: "vscode-settings", place: Place(path: source.path, start: settings.start))
    workflow.isPlatform = true
    var step = Step(id: "chat", pointer: "", place: workflow.place)
    let folder = source.path.folder
    let base = String(folder.fileName == ".vscode" ? folder.folder : folder)
    for pair in settings.pairs {
      guard let key = pair.key.text else { continue }
      if let files = Self.locations[key] {
        addLocations(pair.value, files, base, &step)
      } else if key.hasPrefix("github.copilot.chat."), key.hasSuffix("nstructions") {
        addInstructions(pair.value, base, &step)
      }
    }
    if !step.uses.isEmpty || !step.inline.isEmpty { workflow.steps = [step] }
    return WorkflowFile(keeping: [workflow])
  }

  /// Folders with true, or a list of them; `false` takes a folder out.
  private func addLocations(_ node: Node, _ files: String, _ base: String, _ step: inout Step) {
    let folders = node.isMapping ? node.pairs.filter { $0.value.bool != false }.map(\.key) : node.list
    for folder in folders {
      guard let text = folder.string, let path = base.appending(path: text).normalizedPath,
        !text.hasPrefix("~"), !text.hasPrefix("/")
      else { continue }
      let pattern = path.hasSuffix(".md") ? path : path.appending(path: files)
      step.uses.append(PromptReference(.glob, pattern, at: source.place(of: folder)))
    }
  }

  private func addInstructions(_ node: Node, _ base: String, _ step: inout Step) {
    for entry in node.list {
      if let file = entry["file"], let text = file.string,
        let path = base.appending(path: text).normalizedPath
      {
        step.uses.append(PromptReference(.path, path, at: source.place(of: file), role: "system"))
      } else if let text = entry["text"], let words = text.string, !words.trimmed.isEmpty {
        step.inline.append(InlinePrompt(words, at: source.place(of: text), role: "system"))
      }
    }
  }
}
