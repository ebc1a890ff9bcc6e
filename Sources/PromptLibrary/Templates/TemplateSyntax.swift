/// The placeholder languages of prompt formats.
package enum TemplateSyntax: String, Sendable, CaseIterable {
  case none
  /// Jinja2 and Nunjucks: `{{ name }}`, `{% for %}`, `{% include "x" %}`.
  case jinja
  /// Handlebars and dotprompt: `{{name}}`, `{{#each}}`, `{{>partial}}`.
  case handlebars
  /// Mustache.
  case mustache
  /// `{{name}}`, replaced as it stands; anything else is text (GitHub Models, Humanloop, fabric).
  case doubleBraces
  /// Python's `{name}`, with `{{` for a brace (LangChain, CrewAI).
  case fString
  /// `{{$name}}` and `{{plugin.function}}`.
  case semanticKernel
  /// `${input:name}`, `${selection}` (VS Code).
  case vscode
  /// `$ARGUMENTS`, `$1` (Claude Code).
  case arguments
  /// Liquid.
  case liquid
}

/// What a template's text uses.
package struct TemplateUse: Sendable {
  /// Names taken from outside, each at the byte offset of its first occurrence; loop variables and names that the
  /// template sets itself are left out.
  package var variables: [(name: String, offset: Int)] = []
  /// Names inside a condition that allows them to be missing (`{% if x %}`, `| default(…)`, `{{#if x}}`).
  package var optional: Set<String> = []
  package var includes: [(kind: Include.Kind, target: String, offset: Int, isDynamic: Bool)] = []
  /// What does not parse, at its offset.
  package var problems: [(message: String, offset: Int)] = []

  package init() {}
}

extension TemplateSyntax {
  /// Finds what a template uses.
  ///
  /// Never fails: what it cannot read is a problem in the result. Code fences and code spans of Markdown are read
  /// like any text, except for `$1` and `@file`: engines replace placeholders there too, and prompts put their data
  /// into fences.
  package func scan(_ bytes: some RandomAccessCollection<UInt8>) -> TemplateUse {
    let bytes = Array(bytes)
    return switch self {
    case .none: TemplateUse()
    case .jinja: Self.scanJinja(bytes)
    case .handlebars: Self.scanHandlebars(bytes)
    case .mustache: Self.scanMustache(bytes)
    case .doubleBraces: Self.scanDoubleBraces(bytes)
    case .fString: Self.scanFString(bytes)
    case .semanticKernel: Self.scanSemanticKernel(bytes)
    case .vscode: Self.scanVSCode(bytes)
    case .arguments: Self.scanArguments(bytes)
    case .liquid: Self.scanLiquid(bytes)
    }
  }
}
