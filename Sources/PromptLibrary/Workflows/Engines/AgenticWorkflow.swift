import YAML

extension WorkflowEngine {
  /// GitHub Agentic Workflows: Markdown whose body is the prompt (source: the gh-aw reference on workflow structure
  /// and imports).
  static let agenticWorkflow = WorkflowEngine(
    name: "github-agentic",
    summary: "GitHub Agentic Workflows: Markdown with `on:` in its header; the text below is the prompt.",
    endings: [".md"],
    claim: { path in
      let isPlace = path.folder == ".github/workflows" || path.folder == "workflows"
      return isPlace && path.hasSuffix(".md") ? .ifContent : .never
    },
    read: { source in
      guard source.contains("\non:") || source.contains("\n\"on\":") else { return nil }
      let matter = FrontMatter(source)
      if source.path.folder == "workflows", !AgenticReader.isCatalogue(matter.header) { return nil }
      guard matter.headerRange != nil else { return nil }
      if matter.header == nil, !matter.problems.isEmpty { return WorkflowFile(problems: matter.problems) }
      // A file without a trigger is a part that others import.
      guard let header = matter.header, header["on"] != nil else { return nil }
      return AgenticReader(source: source, matter: matter).read(header)
    })
}

private struct AgenticReader {
  let source: SourceText
  let matter: FrontMatter

  /// In a folder that anything may use, only what no other tool writes counts.
  static func isCatalogue(_ header: Node?) -> Bool {
    header?["safe-outputs"] != nil || (header?["engine"] != nil && header?["permissions"] != nil)
  }

  func read(_ header: Node) -> WorkflowFile {
    var workflow = Workflow(
      id: String(source.path.stem), path: source.path, engine: "github-agentic",
      place: source.place(of: header["name"] ?? header))
    workflow.title = header["name"]?.string
    if let on = header["on"] {
      let names = on.isMapping ? on.keys : on.list.compactMap(\.string)
      workflow.trigger = names.isEmpty ? nil : names.joined(separator: ", ")
    }
    let body = source.bytes[matter.bodyStart...]
    let text = String(decoding: body, as: UTF8.self)
    // The compiled workflow names its job so.
    var step = Step(id: "agent", pointer: "", place: source.place(matter.bodyStart..<source.bytes.count))
    if source.path.folder == "workflows" {
      step.idle = "`gh aw add` copies it from here; only .github/workflows runs"
    }
    if !text.trimmed.isEmpty { step.inline = [InlinePrompt(text, at: step.place, role: "user")] }
    readEngine(header["engine"], &step)
    for node in header["imports"]?.list ?? [] {
      if let path = node.isMapping ? node["path"] ?? node["uses"] : node, let text = path.string {
        add(text, at: source.place(of: path), isTentative: false, &step)
      }
    }
    readDirectives(&step)
    workflow.steps = [step]
    return WorkflowFile(keeping: step.inline.isEmpty && step.uses.isEmpty ? [] : [workflow])
  }

  private func readEngine(_ engine: Node?, _ step: inout Step) {
    if let model = engine?["model"], let name = model.string {
      step.models = [ModelTarget(name, at: source.place(of: model))]
    }
    if let agent = engine?["agent"], let name = agent.string, name.utf8.allSatisfy({ $0 != 47 && $0 != 36 }) {
      step.uses.append(
        PromptReference(.path, ".github/agents/\(name).agent.md", at: source.place(of: agent), role: "system")
      )
    }
  }

  /// `{{#import x}}`, `{{#runtime-import x}}`, `@include x` and `@import x`; with `?`, the file may be missing.
  private func readDirectives(_ step: inout Step) {
    var start = matter.bodyStart
    for line in source.bytes[matter.bodyStart...].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      defer { start += line.count + 1 }
      guard line.contains(UInt8(ascii: "#")) || line.first == UInt8(ascii: "@") else { continue }
      let text = String(decoding: line, as: UTF8.self)
      for opening in ["{{#import", "{{#runtime-import", "@include", "@import"] {
        guard let range = text.firstRange(of: opening), opening.hasPrefix("{") || text.hasPrefix(opening)
        else { continue }
        var rest = text[range.upperBound...]
        let isOptional = rest.hasPrefix("?")
        if isOptional { rest = rest.dropFirst() }
        if rest.hasPrefix(":") { rest = rest.dropFirst() }
        guard rest.utf8.first == UInt8(ascii: " ") else { continue }
        let end =
          opening.hasPrefix("{") ? rest.firstRange(of: "}}")?.lowerBound ?? rest.endIndex : rest.endIndex
        let target = rest[..<end].trimmed
        let offset = start + text[..<rest.startIndex].utf8.count + 1
        add(
          target, at: source.place(offset..<offset + target.utf8.count), isTentative: isOptional,
          isRuntime: opening == "{{#runtime-import", &step)
      }
    }
  }

  private func add(
    _ target: String, at place: Place, isTentative: Bool, isRuntime: Bool = false, _ step: inout Step
  ) {
    // `file.md#Section` takes a part; `owner/repository/path@ref` and addresses lie elsewhere.
    let path = target.split(separator: "#").first.map(String.init) ?? ""
    guard path.hasSuffix(".md"), !path.contains("@"), !path.contains("://"), !path.contains("${{"),
      !path.contains(" ")
    else { return }
    // Imports start at the workflow's folder or the top; those made at run time start in `.github`, named or not.
    let isShort = isRuntime && !path.hasPrefix(".github/")
    for candidate in isShort ? [path, ".github/\(path)"] : [path] {
      var reference = PromptReference(.path, candidate.normalizedPath ?? candidate, at: place, role: "user")
      reference.isTentative = isTentative || isShort
      step.uses.append(reference)
    }
  }
}
