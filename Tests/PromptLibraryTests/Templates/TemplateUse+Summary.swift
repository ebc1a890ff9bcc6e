import PromptLibrary

extension TemplateUse {
  /// The variables in order, with a question mark on those that may be missing.
  var names: String {
    variables.map { optional.contains($0.name) ? "\($0.name)?" : $0.name }.joined(separator: " ")
  }

  /// The targets in order, with the kind where it is no plain include and `~` for a computed one.
  var targets: String {
    includes.map { ($0.kind == .include ? "" : "\($0.kind):") + ($0.isDynamic ? "~" : "") + $0.target }
      .joined(separator: " ")
  }
}
