import YAML

// Text files are prompts only where somebody says so: the configuration by its globs, or a step that names one.
extension PromptFormat {
  static let markdown = plain("markdown", "Markdown", [".prompt.md", ".markdown", ".md"])
  static let text = plain(
    "text", "plain text",
    [
      ".prompt.txt", ".md.tpl", ".txt", ".tpl", ".mustache", ".handlebars", ".hbs", ".liquid", ".st",
      ".tmpl", ".gotmpl", ".twig", ".vm",
    ])
  static let jinja = plain("jinja", "Jinja", [".jinja2", ".jinja", ".j2", ".minijinja"])

  private static func plain(_ name: FormatName, _ title: String, _ suffixes: [String]) -> PromptFormat {
    PromptFormat(
      name: name,
      summary: "A \(title) file that the configuration names as a prompt; front matter is optional.",
      suffixes: suffixes, yieldsToWorkflows: true, needsConfiguration: true,
      claim: { path in suffixes.contains(where: path.hasSuffix) && !isAboutFolder(path) ? .ifContent : .never
      },
      read: { $0.isBinary ? nil : plain($0) })
  }

  /// Files that stand in many folders and speak about them, or belong to a tool.
  private static func isAboutFolder(_ path: String) -> Bool {
    let name = path.fileName.lowercased()
    let files: Set<String> = [
      "requirements.txt", "cmakelists.txt", "robots.txt", "llms.txt", "dockerfile.j2",
    ]
    let stems: Set<String> = [
      "readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "security", "notice",
      "authors",
    ]
    return files.contains(name) || stems.contains(String(name.prefix { $0 != "." && $0 != "-" }))
  }

  /// Reads any text file as one prompt, by its ending: for files that a step names although no format claims them.
  package static func plain(_ source: SourceText) -> PromptFile {
    let format =
      [markdown, jinja].first { format in format.suffixes.contains(where: source.path.hasSuffix) } ?? text
    var file = PromptFile()
    let front = FrontMatter(source, FrontMatter.Grammar(isLenient: true))
    // Two rules in a Markdown text look like fences: what stands between them must be a mapping.
    let header = front.header.flatMap { $0.isMapping ? $0 : nil }
    let isHeader = header != nil || !front.problems.isEmpty || front.headerRange?.isEmpty == true
    let start = isHeader ? front.bodyStart : 0
    if isHeader { file.problems += front.problems }
    let body = Array(source.bytes[start...])

    var behaviour = Behaviour()
    behaviour.add("template", body[...].trimmedOfSpace)
    if let header { for key in FrontMatter.behaviourKeys { behaviour.add(key, header[key]) } }
    var prompt = Prompt(
      id: format.id(for: source.path), path: source.path, format: format.name, version: behaviour.version,
      place: Place(path: source.path, start: .start, end: header?.end))
    if let header {
      prompt.title = header["name"]?.string
      prompt.summary = header["description"]?.string
      file.problems += prompt.readMetadata(header, in: source)
      file.problems += Metadata.misspelt(in: header, known: FrontMatter.knownKeys, in: source)
      prompt.declareModels(header["model"] ?? header["models"], in: source)
      prompt.declareInputs(header["inputs"], in: source)
      for include in header["includes"]?.list ?? [] {
        if let target = include.string {
          prompt.includes.append(Include(.include, target, at: source.place(of: include)))
        }
      }
    }
    let isJinja = format.name == jinja.name
    // Of languages that are not read no variable is told: Go's braces are not Jinja's.
    let isUnread = [".tmpl", ".gotmpl", ".vm"].contains(where: source.path.hasSuffix)
    let syntax: TemplateSyntax =
      isJinja ? .jinja : isUnread ? .none : TemplateSyntax.detected(in: body, declared: prompt.inputs)
    let written = prompt.includes.count
    let problems = prompt.read(body, syntax: syntax, in: source, at: start, fallback: prompt.place)
    // A guessed language may be none: only a file that is named after it can break its rules.
    if isJinja {
      file.problems += problems
    } else {
      // Nor is what such a text includes surely more than a mention: it counts where the file is there.
      for index in written..<prompt.includes.count { prompt.includes[index].kind = .file }
    }
    if !isJinja { prompt.addLinks(MarkdownReferences(source.bytes, from: start), in: source) }
    prompt.measure(body)
    file.prompts = [prompt]
    return file
  }
}

extension FrontMatter {
  /// Keys of free front matter that change the model's answer.
  static let behaviourKeys = [
    "temperature", "max_tokens", "top_p", "parameters", "tools", "response_format", "stop",
  ]

  /// Keys of free front matter that are not metadata of ours and no misspelling of it.
  static let knownKeys = Set(
    behaviourKeys + [
      "name", "description", "model", "models", "tags", "version", "author", "authors", "date", "kinds",
      "context",
    ])
}
