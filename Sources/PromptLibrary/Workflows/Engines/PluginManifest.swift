import YAML

extension WorkflowEngine {
  /// Manifests by which Claude Code and GitHub Copilot load a plugin's commands, agents and skills (source: Claude
  /// Code's plugins reference and marketplace schema; agent-plugins.org's plugin schema), and those of Pi's packages
  /// (`pi` in package.json; source: its `docs/packages.md`) and OpenClaw's plugins.
  static let pluginManifest = WorkflowEngine(
    name: "claude-plugin",
    summary: "Plugin manifests and marketplaces: the commands, agents and skills that a plugin brings.",
    endings: [".json"],
    claim: { path in
      switch path.fileName {
      case "plugin.json":
        PluginReader.root(of: path) != nil ? .always : PluginReader.isNamed(path) ? .ifContent : .never
      case "marketplace.json": PluginReader.root(of: path) != nil ? .always : .never
      case "package.json": .ifContent
      case "openclaw.plugin.json": .always
      default: .never
      }
    },
    read: { source in
      let isPackage = source.name == "package.json"
      if isPackage, !source.contains("\"pi\"") { return nil }
      let root: Node
      do throws(YAMLError) {
        root = try Node.parseJSON(source.bytes)
      } catch {
        return .broken(source, "JSON", error)
      }
      if isPackage { return root["pi"].flatMap { PluginReader(source: source).readPackage($0) } }
      if source.name == "openclaw.plugin.json" { return PluginReader(source: source).read(root) }
      // Other programs have plugins with a manifest of this name; theirs say what type they are.
      if PluginReader.root(of: source.path) == nil, root["name"] == nil || root["type"] != nil { return nil }
      return PluginReader(source: source).read(root)
    })
}

private struct PluginReader {
  let source: SourceText

  /// A kind of thing that plugins bring, and how its files are read where no format claims them by their paths.
  private struct Kind {
    var key: String
    var folder: String
    var files: String
    var format: FormatName?
    /// What a manifest lists is loaded instead of the folder, and not besides it.
    var isReplaced: Bool
  }

  private static let kinds = [
    Kind(key: "commands", folder: "commands", files: "**/*.md", format: "claude-command", isReplaced: true),
    Kind(key: "agents", folder: "agents", files: "**/*.md", format: "claude-agent", isReplaced: true),
    Kind(key: "skills", folder: "skills", files: "**/SKILL.md", isReplaced: false),
    Kind(
      key: "outputStyles", folder: "output-styles", files: "**/*.md", format: "instructions",
      isReplaced: true),
  ]

  /// What a package of Pi lists as prompts.
  private static let packagePrompts = Kind(
    key: "prompts", folder: "prompts", files: "*.md", format: "agent-command", isReplaced: true)

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
    var workflow = Workflow(manifest: manifest, source, engine: "claude-plugin")
    var step = Step(id: "plugin", pointer: "", place: workflow.place)
    if source.path.fileName == "marketplace.json" {
      let base = manifest["metadata"]?["pluginRoot"]?.string ?? ""
      for plugin in manifest["plugins"]?.items ?? [] { addListed(plugin, root, base: base, &step) }
    } else {
      addPlugin(manifest, root, &step)
      for vendor in manifest["extensions"]?.pairs ?? [] { addExtension(vendor.value, root, &step) }
    }
    workflow.steps = step.uses.isEmpty ? [] : [step]
    return WorkflowFile(keeping: [workflow])
  }

  /// What a package brings to Pi: the folders and files that it lists, and no other.
  func readPackage(_ manifest: Node) -> WorkflowFile? {
    guard manifest.isMapping else { return nil }
    var workflow = Workflow(manifest: manifest, source, engine: "claude-plugin")
    var step = Step(id: "package", pointer: "/pi", place: source.place(of: manifest))
    for kind in Self.kinds.filter({ $0.key == "skills" }) + [Self.packagePrompts] {
      for node in paths(manifest[kind.key]) { addListed(node, kind, String(source.path.folder), to: &step) }
    }
    workflow.steps = step.uses.isEmpty ? [] : [step]
    return WorkflowFile(keeping: [workflow])
  }

  /// A marketplace's entry; one whose source lies elsewhere brings nothing of this repository.
  private func addListed(_ plugin: Node, _ root: String, base: String, _ step: inout Step) {
    guard let text = plugin["source"]?.string, !text.contains("://") else { return }
    let path = text.hasPrefix("./") || base.isEmpty ? text : "\(base)/\(text)"
    guard let folder = root.appending(path: path).normalizedPath else { return }
    // An entry at the top that lists its skills shares the folder with others.
    let isWhole = plugin["strict"]?.bool != false && folder != root
    addPlugin(plugin, folder, hasListedSkillsOnly: !isWhole, &step)
  }

  private func addPlugin(
    _ manifest: Node, _ root: String, hasListedSkillsOnly: Bool = false, _ step: inout Step
  ) {
    for kind in Self.kinds {
      let listed = paths(manifest[kind.key])
      if listed.isEmpty || !(kind.isReplaced || hasListedSkillsOnly) {
        let pattern = root.appending(path: "\(kind.folder)/\(kind.files)")
        add(PromptReference(.glob, pattern, at: step.place), kind, isTentative: true, to: &step)
      }
      for node in listed { addListed(node, kind, root, to: &step) }
    }
  }

  /// A file or a folder that a manifest lists.
  private func addListed(_ node: Node, _ kind: Kind, _ root: String, to step: inout Step) {
    guard let text = node.string, let path = root.appending(path: text).normalizedPath else { return }
    let place = source.place(of: node)
    add(
      path.hasSuffix(".md")
        ? PromptReference(.path, path, at: place)
        : PromptReference(.glob, path.appending(path: kind.files), at: place),
      kind, to: &step)
  }

  private func add(
    _ reference: PromptReference, _ kind: Kind, isTentative: Bool = false, to step: inout Step
  ) {
    var reference = reference
    reference.isTentative = isTentative
    reference.format = kind.format
    step.uses.append(reference)
  }

  /// A string, a list of strings or of objects with a `source`, or an object of such by name.
  private func paths(_ node: Node?) -> [Node] {
    guard let node, !node.isNull else { return [] }
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
        add(PromptReference(.glob, pattern, at: source.place(of: node)), kind, to: &step)
      }
    }
  }
}

extension Workflow {
  /// What a manifest in JSON brings to the platform that reads it, without its steps.
  init(manifest: Node, _ source: SourceText, engine: EngineName) {
    self.init(
      id: String(source.path.dropLast(".json".utf8.count)), path: source.path, engine: engine,
      place: source.place(of: manifest["name"] ?? manifest))
    isPlatform = true
    title = manifest["name"]?.string
  }
}
