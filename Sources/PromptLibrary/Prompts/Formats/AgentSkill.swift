import YAML

extension PromptFormat {
  /// Agent Skills (source: agentskills `docs/specification.mdx`).
  static let agentSkill: PromptFormat = PromptFormat(
    name: "agent-skill",
    summary: "Agent Skills: SKILL.md in a folder of its own, with a name and a description.",
    suffixes: ["/SKILL.md", "/skill.md"],
    claim: { path in
      switch path.fileName {
      case "SKILL.md": .always
      case "skill.md": .ifContent
      default: .never
      }
    },
    read: { source in
      var file = MarkdownPrompt(source, format: agentSkill)
      if source.name != "SKILL.md", file.header["name"] == nil || file.header["description"] == nil {
        return nil
      }
      if let owner = file.header["metadata"]?["owner"], let name = owner.string,
        file.prompt.metadata.owner == nil
      {
        file.prompt.metadata.owner = Located(name, at: source.place(of: owner))
      }
      // Agents choose a skill by name and description.
      file.count("name", "description", "when_to_use", "allowed-tools")
      file.problems += SkillRules(header: file.header, source: source, place: file.prompt.place).problems
      file.readReferences(imports: false)
      file.readInjectedCommands()
      return file.file(syntax: file.bodyContains("$ARGUMENTS") ? .arguments : .none)
    })
}

/// What the specification asks of a skill's header.
private struct SkillRules {
  let header: Node
  let source: SourceText
  let place: Place

  var problems: [SourceProblem] { name + text("description", most: 1024) + compatibility }

  private var name: [SourceProblem] {
    guard let node = header["name"], let name = node.string else {
      return [problem("This skill has no 'name'; expected the name of its folder.", at: place)]
    }
    var problems: [SourceProblem] = []
    let place = source.place(of: node)
    if name.unicodeScalars.count > 64 {
      problems.append(
        problem(
          "A skill's name has at most 64 characters by the Agent Skills specification; this one has \(name.unicodeScalars.count).",
          at: place))
    }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar == "-" || scalar.properties.isLowercase || scalar.properties.numericType != nil
        || (scalar.properties.isAlphabetic && !scalar.properties.isUppercase)
    }
    if name.isEmpty || !isPlain || name.hasPrefix("-") || name.hasSuffix("-") || name.contains("--") {
      problems.append(
        problem(
          "'\(name)' is no name of a skill by the Agent Skills specification; expected lower-case letters, digits and single hyphens between them.",
          at: place))
    } else if !source.path.folder.isEmpty, source.path.folder.fileName != name[...] {
      problems.append(
        problem(
          "The skill's name '\(name)' is not that of its folder, '\(source.path.folder.fileName)', as the Agent Skills specification has it.",
          at: place))
    }
    return problems
  }

  private var compatibility: [SourceProblem] {
    guard let node = header["compatibility"] else { return [] }
    // Whoever loads skills takes no notice of it.
    if node.string == nil, !node.isNull {
      return [
        problem(
          "'compatibility' is no text, as the Agent Skills specification has it.", at: source.place(of: node))
      ]
    }
    return text("compatibility", most: 500)
  }

  private func text(_ key: String, most: Int) -> [SourceProblem] {
    guard let node = header[key], !node.isNull else {
      return [problem("This skill has no '\(key)'; expected 1 to \(most) characters.", at: place)]
    }
    guard let text = node.string else {
      return [SourceProblem(.value, "Expected a text for '\(key)'.", at: source.place(of: node))]
    }
    let count = text.trimmed.unicodeScalars.count
    guard count == 0 || count > most else { return [] }
    return [
      problem(
        "'\(key)' has \(count) characters; the Agent Skills specification expects 1 to \(most).",
        at: source.place(of: node))
    ]
  }

  /// Claude Code loads skills that break these rules; other agents and the upload to claude.ai refuse some of them.
  private func problem(_ message: String, at place: Place) -> SourceProblem {
    SourceProblem(.tolerated, message, at: place)
  }
}
