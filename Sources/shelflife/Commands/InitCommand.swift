import ArgumentParser
import FoundationEssentials
import PromptLibrary

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Looks at the repository, says what it found, and writes shelflife.yaml.",
    discussion: "Nothing that exists is overwritten without --force.")

  @OptionGroup var library: LibraryOptions

  @Flag(help: "Overwrite a shelflife.yaml that is there.")
  var force = false

  @Flag(name: .customLong("dry-run"), help: "Print the configuration instead of writing it.")
  var dryRun = false

  func run() async throws {
    let path = library.directory == "." ? "shelflife.yaml" : "\(library.directory)/shelflife.yaml"
    if !dryRun, !force, FileManager.default.fileExists(atPath: path) {
      throw Failure(
        "\(path) is already there.",
        hint: "See what would be written with --dry-run, or overwrite it with --force.")
    }
    let snapshot = try library.snapshot(staged: false)
    let found = await Library.read(snapshot, configuration: Configuration(), jobs: try library.workers())
    let proposal = Proposal(snapshot: snapshot, library: found)
    let (configuration, _) = Configuration.read(SourceText(path: "shelflife.yaml", proposal.text))
    let covered = await Library.read(snapshot, configuration: configuration, jobs: try library.workers())
    Console.current.complain(summary(of: found, in: snapshot.files.count, proposal) + coverage(of: covered))
    if dryRun {
      output(proposal.text)
      return
    }
    guard !found.prompts.isEmpty || !proposal.prompts.isEmpty else {
      throw Failure(
        "No prompt was found, so there is nothing to configure.",
        hint:
          "Name the folder that holds them: write 'version: 1' and 'prompts: [FOLDER/**]' into shelflife.yaml.",
        status: .nothingToAudit)
    }
    do {
      try Data(proposal.text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure("\(path) cannot be written: \(error)")
    }
    Console.current.complain("Wrote \(path). Next: shelflife audit\n")
  }

  /// What the proposed configuration reaches, before any verdict is a finding.
  private func coverage(of library: Library) -> String {
    guard !library.prompts.isEmpty else { return "" }
    var counts: [Verdict.Kind: Int] = [:]
    for verdict in library.verdicts { counts[verdict.kind, default: 0] += 1 }
    let sizes = Verdict.Kind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
    var lines = [
      "With the configuration proposed: \(library.prompts.count) prompts, \(sizes.joined(separator: ", "))"
    ]
    for loader in library.loaders.prefix(5) {
      lines.append("  \(loader.name)() at \(loader.place) loads by name: \(loader.prompts) prompts")
    }
    if library.loaders.count > 5 { lines.append("  and \(library.loaders.count - 5) more loaders") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func summary(of found: Library, in files: Int, _ proposal: Proposal) -> String {
    let isNothing = found.prompts.isEmpty && found.coverage.isEmpty
    var lines = [
      isNothing
        ? "Found no prompt and no workflow in \(files) files."
        : "Found in \(files) files:"
    ]
    var formats: [String: Int] = [:]
    for prompt in found.prompts { formats[prompt.format.description, default: 0] += 1 }
    for (format, count) in formats.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(count) prompts: \(format)")
    }
    for (engine, coverage) in found.coverage {
      lines.append(
        "  \(coverage.files) files of \(engine): \(coverage.steps) steps, \(coverage.resolved) references resolved, "
          + "\(coverage.dynamic) dynamic, \(coverage.dangling) dangling, \(coverage.inline) inline prompts")
    }
    let folders = proposal.prompts.filter { $0.reason.contains("folder of this name") }
    for folder in folders { lines.append("  \(folder.glob): \(folder.reason), which no format claims") }
    return lines.joined(separator: "\n") + "\n"
  }
}
