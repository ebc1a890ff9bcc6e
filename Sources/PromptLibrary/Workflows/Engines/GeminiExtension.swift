import YAML

extension WorkflowEngine {
  /// Manifests by which Gemini CLI loads an extension (source: gemini-cli `docs/extensions/reference.md`).
  static let geminiExtension = WorkflowEngine(
    name: "gemini-extension",
    summary: "Gemini CLI's extensions: the commands, skills, agents and context file beside a manifest.",
    endings: [".json"],
    claim: { $0.fileName == "gemini-extension.json" ? .always : .never },
    read: { source in
      do throws(YAMLError) {
        return read(extension: try Node.parseJSON(source.bytes), source)
      } catch {
        return .broken(source, "JSON", error)
      }
    })

  private static func read(extension manifest: Node, _ source: SourceText) -> WorkflowFile {
    let root = String(source.path.folder)
    var workflow = Workflow(manifest: manifest, source, engine: "gemini-extension")
    var step = Step(id: "extension", pointer: "", place: workflow.place)
    let folders: [(files: String, format: FormatName?)] = [
      ("commands/**/*.toml", "gemini-command"), ("skills/**/SKILL.md", nil), ("agents/*.md", "tool-agent"),
    ]
    for folder in folders {
      var reference = PromptReference(.glob, root.appending(path: folder.files), at: step.place)
      reference.isTentative = true
      reference.format = folder.format
      step.uses.append(reference)
    }
    for node in manifest["contextFileName"]?.list ?? [] {
      guard let name = node.string, let path = root.appending(path: name).normalizedPath else { continue }
      var reference = PromptReference(.path, path, at: source.place(of: node))
      reference.format = "instructions"
      step.uses.append(reference)
    }
    workflow.steps = [step]
    return WorkflowFile(keeping: [workflow])
  }
}
