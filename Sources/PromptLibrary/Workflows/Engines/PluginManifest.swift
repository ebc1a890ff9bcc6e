import YAML

extension WorkflowEngine {
  /// Manifests by which Claude Code and GitHub Copilot load a plugin's commands, agents and skills (source: Claude
  /// Code's plugins reference and marketplace schema; agent-plugins.org's plugin schema).
  static let pluginManifest = WorkflowEngine(
    name: "claude-plugin",
    summary: "Plugin manifests and marketplaces: the commands, agents and skills that a plugin brings.",
    claim: { path in
      switch path.fileName {
      case "plugin.json":
        PluginReader.root(of: path) != nil ? .always : PluginReader.isNamed(path) ? .ifContent : .never
      case "marketplace.json": PluginReader.root(of: path) != nil ? .always : .never
      default: .never
      }
    },
    read: { source in
      let root: Node
      do throws(YAMLError) {
        root = try Node.parseJSON(source.bytes)
      } catch {
        return .broken(source, "JSON", error)
      }
      // Other programs have plugins with a manifest of this name; theirs say what type they are.
      if PluginReader.root(of: source.path) == nil, root["name"] == nil || root["type"] != nil { return nil }
      return PluginReader(source: source).read(root)
    })
}

private struct PluginReader {
  let source: SourceText

  private static let kinds: [(key: String, folder: String, files: String)] = [
    ("commands", "commands", "**/*.md"), ("agents", "agents", "**/*.md"),
    ("skills", "skills", "**/SKILL.md"), ("outputStyles", "output-styles", "**/*.md"),
  ]

  /// The folder that a manifest in its own hidden folder stands for.
  static func root(of path: String) -> String? {
    let folder = path.folder
    let name = folder.fileName
    if name.hasPrefix("."), name.hasSuffix("-plugin") { return String(folder.folder) }
    if folder == ".github/plugin" || folder.hasSuffix("/.github/plugin") {
      return String(folder.folder.folder)
    }
    return nil
  }

  /// `plugins/x/plugin.json`.
  static func isNamed(_ path: String) -> Bool { path.folder.folder.fileName == "plugins" }

  func read(_ manifest: Node) -> WorkflowFile {
    let root = Self.root(of: source.path) ?? String(source.path.folder)
    var workflow = Workflow(
      id: String(source.path.dropLast(".json".utf8.count)), path: source.path, engine: "claude-plugin",
      place: source.place(of: manifest["name"] ?? manifest))
    workflow.isPlatform = true
    workflow.title = manifest["name"]?.string
    var step = Step(id: "plugin", pointer: "", place: workflow.place)
    if source.path.fileName == "marketplace.json" {
      let base = manifest["metadata"]?["pluginRoot"]?.string ?? ""
      for plugin in manifest["plugins"]?.items ?? [] { addListed(plugin, root, base: base, &step) }
    } else {
      addPlugin(manifest, root, hasDefaults: true, &step)
      for vendor in manifest["extensions"]?.pairs ?? [] { addExtension(vendor.value, root, &step) }
    }
    workflow.steps = step.uses.isEmpty ? [] : [step]
    return WorkflowFile(keeping: [workflow])
  }

  /// A marketplace's entry; one whose source lies elsewhere brings nothing of this repository.
  private func addListed(_ plugin: Node, _ root: String, base: String, _ step: inout Step) {
    guard let text = plugin["source"]?.string, !text.contains("://") else { return }
    let path = text.hasPrefix("./") || base.isEmpty ? text : "\(base)/\(text)"
    guard let folder = root.appending(path: path).normalizedPath else { return }
    // With `strict: false`, the entry is the whole manifest.
    addPlugin(plugin, folder, hasDefaults: plugin["strict"]?.bool != false, &step)
  }

  private func addPlugin(_ manifest: Node, _ root: String, hasDefaults: Bool, _ step: inout Step) {
    for kind in Self.kinds {
      if hasDefaults {
        let pattern = root.appending(path: "\(kind.folder)/\(kind.files)")
        var reference = PromptReference(.glob, pattern, at: step.place)
        reference.isTentative = true
        step.uses.append(reference)
      }
      for node in paths(manifest[kind.key]) {
        guard let text = node.string, let path = root.appending(path: text).normalizedPath else { continue }
        step.uses.append(
          path.hasSuffix(".md")
            ? PromptReference(.path, path, at: source.place(of: node))
            : PromptReference(.glob, path.appending(path: kind.files), at: source.place(of: node)))
      }
    }
  }

  /// A string, a list of strings or of objects with a `source`, or an object of such by name.
  private func paths(_ node: Node?) -> [Node] {
    guard let node else { return [] }
    let values = node.isMapping ? node.pairs.map(\.value) : node.list
    return values.compactMap { $0.isMapping ? $0["source"] ?? $0["path"] : $0 }
  }

  /// A vendor's part of a manifest: its build gathers files from the plugin or from the top, where an agent's file may
  /// be called `x.agent.md` for `x.md`.
  private func addExtension(_ vendor: Node, _ root: String, _ step: inout Step) {
    for kind in Self.kinds {
      for node in paths(vendor[kind.key]) {
        guard let path = node.string?.normalizedPath, !path.isEmpty else { continue }
        let file =
          path.hasSuffix(".md")
          ? "\(path.dropLast(".md".utf8.count)){,.agent,.prompt}.md" : path.appending(path: kind.files)
        let pattern = root.isEmpty ? file : "{\(root)/,}\(file)"
        step.uses.append(PromptReference(.glob, pattern, at: source.place(of: node)))
      }
    }
  }
}
