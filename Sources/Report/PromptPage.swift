package import PromptLibrary

/// All that is known of one prompt, for a person at a terminal.
package struct PromptPage: Sendable {
  let library: Library
  let index: Int

  package init(library: Library, index: Int) {
    self.library = library
    self.index = index
  }

  private var prompt: Prompt { library.prompts[index] }
  private var verdict: Verdict { library.verdicts[index] }

  /// The prompt's facts, then its edges.
  package var description: String {
    var rows: [(String, String)] = [
      ("path", prompt.address), ("id", prompt.id), ("format", prompt.format.description),
      ("version", "\(prompt.version)"), ("words", "\(prompt.words)"),
    ]
    func row(_ name: String, _ value: String?) { if let value, !value.isEmpty { rows.append((name, value)) } }
    row("title", prompt.title)
    row("summary", prompt.summary)
    row("owner", prompt.metadata.owner?.value)
    row("backup", prompt.metadata.backup?.value)
    row("kind", prompt.metadata.kind?.value)
    row("status", prompt.declaredStatus?.rawValue)
    row("successor", prompt.metadata.successor?.value)
    row("review by", prompt.metadata.reviewBy?.value)
    row("contexts", prompt.metadata.contexts.map(\.value).joined(separator: ", "))
    row("models", prompt.targets.map { "\($0.name) (\($0.precision.rawValue))" }.joined(separator: ", "))
    row(
      "inputs",
      prompt.inputs.map { inputs in
        inputs.isEmpty ? "none declared" : inputs.map(\.value).joined(separator: ", ")
      })
    row("variables", prompt.variables.map(\.value).joined(separator: ", "))
    row("includes", prompt.includes.map(\.target).joined(separator: ", "))
    row("own tests", prompt.tests.map { "\($0.cases) cases, \($0.criteria) criteria" })
    let width = rows.map(\.0.count).max() ?? 0
    let facts = rows.map { name, value in
      "\(name)\(String(repeating: " ", count: width - name.count))  \(value.visible)\n"
    }
    return facts.joined() + "\n" + reasons
  }

  /// The verdict, and each edge behind it; for an orphan, what was searched.
  package var reasons: String {
    var text = "\(prompt.address.visible): \(verdict.kind.rawValue) (\(verdict.confidence.rawValue))\n"
    if let because = verdict.because {
      text += "  because \(because.visible)\(verdict.obstacle.map { " at \($0.visible)" } ?? "")\n"
    }
    if let removal = library.removals[index] { text += "  \(removal.sentence.visible)\n" }
    for asked in library.dangling where asked.nearest == prompt.id {
      text += "  perhaps meant by '\(asked.target.visible)', which is not there, at \(asked.place.visible)\n"
      if let removal = asked.removal { text += "    \(removal.sentence.visible)\n" }
    }
    let edges = library.edges[index]
    for edge in edges {
      let who = edge.step ?? edge.from ?? ""
      var line = "  \(edge.kind.rawValue)"
      line += String(repeating: " ", count: max(1, 11 - edge.kind.rawValue.count)) + who.visible
      line += (who.isEmpty ? "" : "  ") + edge.place.visible
      if let how = edge.how { line += "  (\(how.visible))" }
      if let idle = edge.idle { line += "  [not live: \(idle.visible)]" }
      text += line + "\n"
    }
    if edges.isEmpty || verdict.kind == .orphaned { text += searched }
    return text
  }

  /// What was looked at without finding the prompt.
  private var searched: String {
    var lines = [
      "Searched for its id, path, file name and stem in \(library.filesRead) files of the \(library.snapshotName):"
    ]
    for (engine, coverage) in library.coverage {
      lines.append(
        "  \(engine): \(coverage.files) files, \(coverage.steps) steps, \(coverage.resolved) references resolved, "
          + "\(coverage.dynamic) dynamic")
    }
    for submodule in library.submodules { lines.append("  not read: the submodule \(submodule)") }
    for note in library.notes { lines.append("  \(note)") }
    return lines.map { $0.visible + "\n" }.joined()
  }
}
