import YAML

extension PromptFormat {
  /// Cursor's rules, and the single file that came before them.
  static let cursorRule: PromptFormat = PromptFormat(
    name: "cursor-rule",
    summary: "Cursor rules: .cursor/rules/**/*.mdc and .cursorrules.",
    suffixes: [".mdc", ".md", "/.cursorrules"],
    claim: { path in
      if path.fileName == ".cursorrules" { return .always }
      if path.hasSuffix(".mdc") { return path.lies(below: ".cursor/rules") ? .always : .ifContent }
      return path.hasSuffix(".md") && !path.isReadMe && path.lies(below: ".cursor/rules")
        ? .always : .never
    },
    read: { source in
      var file = MarkdownPrompt(source, format: cursorRule, isHeaderOptional: source.name == ".cursorrules")
      // Elsewhere `.mdc` is Markdown with components as well.
      if !source.path.lies(below: ".cursor/rules"), source.name != ".cursorrules",
        file.header["globs"] == nil, file.header["alwaysApply"] == nil
      {
        return nil
      }
      // The model asks for a rule by its description.
      file.count("description")
      file.readReferences(imports: true)
      return file.file(syntax: .none)
    })
}
