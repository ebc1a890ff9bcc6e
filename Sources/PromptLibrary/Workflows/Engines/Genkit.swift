import YAML

extension WorkflowEngine {
  /// Programs that use Genkit, which loads every `.prompt` below `prompts` when it starts unless it is told another
  /// folder (sources: genkit `js/genkit/src/genkit.ts`, `loadPromptFolderRecursively`; `go/genkit/genkit.go`).
  static let genkit = WorkflowEngine(
    name: "genkit",
    summary: "Genkit: the folder of prompts beside a program's package.json, go.mod or pyproject.toml.",
    endings: genkitPackages,
    claim: { path in
      genkitPackages.contains { path.fileName == $0[...] } ? .ifContent : .never
    },
    read: { source in
      guard source.contains("genkit"), usesGenkit(source) else { return nil }
      let root = String(source.path.folder)
      var workflow = Workflow(
        id: root.appending(path: "genkit"), path: source.path, engine: "genkit",
        place: Place(path: source.path, start: .start))
      workflow.isPlatform = true
      var step = Step(id: "prompts", pointer: "", place: workflow.place)
      var reference = PromptReference(.glob, root.appending(path: "prompts/**/*.prompt"), at: step.place)
      reference.isTentative = true
      step.uses = [reference]
      workflow.steps = [step]
      return WorkflowFile(keeping: [workflow])
    })

  /// The files in which a program says what it asks for.
  static let genkitPackages = ["package.json", "go.mod", "pyproject.toml"]

  /// Whether a package's file asks for Genkit, and does not only speak of it.
  private static func usesGenkit(_ source: SourceText) -> Bool {
    switch source.name {
    case "package.json":
      guard let root = try? Node.parseJSON(source.bytes) else { return false }
      return ["dependencies", "devDependencies", "peerDependencies"].contains { key in
        root[key]?.keys.contains { $0 == "genkit" || $0.hasPrefix("@genkit-ai/") } ?? false
      }
    case "go.mod": return source.contains("github.com/firebase/genkit/go ")
    default:
      // A requirement in a list of strings, or a key of Poetry's.
      return source.contains("\"genkit") || source.contains("'genkit")
        || source.hasLine(startingWith: "genkit")
    }
  }
}
