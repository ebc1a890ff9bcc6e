import YAML

/// What is written in the file about the values that `${{ env.X }}` and `${{ matrix.X }}` may take.
struct ActionsVariables {
  private var values: [String: [String]] = [:]

  mutating func add(env: Node?) {
    for pair in env?.pairs ?? [] {
      if let name = pair.key.text, let value = pair.value.string { values["env.\(name)"] = [value] }
    }
  }

  mutating func add(matrix: Node?) {
    for pair in matrix?.pairs ?? [] {
      guard let name = pair.key.text else { continue }
      if name == "include" {
        for entry in pair.value.items.flatMap(\.pairs) {
          guard let key = entry.key.text, let value = entry.value.string else { continue }
          values["matrix.\(key)", default: []].append(value)
        }
      } else if name != "exclude" {
        values["matrix.\(name)", default: []] += pair.value.items.compactMap(\.string)
      }
    }
  }

  /// The texts that `text` may become: known expressions filled in, `*` for each that only the run knows.
  ///
  /// The workspace is the repository itself.
  func expand(_ text: String) -> [String] {
    var results = [""]
    var rest = Substring(text)
    while let open = rest.firstRange(of: "${{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let literal = rest[..<open.lowerBound]
      let name = rest[open.upperBound..<close.lowerBound].trimmed
      let choices = name == "github.workspace" ? ["."] : values[name] ?? ["*"]
      results = results.flatMap { start in choices.prefix(64).map { start + literal + $0 } }
      if results.count > 64 { results = Array(results.prefix(64)) }
      rest = rest[close.upperBound...]
    }
    // A value may itself hold an expression, which stays unknown.
    return results.map { $0 + rest }.map { $0.contains("${{") ? "*" : $0 }
  }
}

extension String {
  /// Whether a text is one `${{ … }}` and nothing else.
  var isActionsExpression: Bool {
    let text = trimmed
    guard text.hasPrefix("${{"), let close = text.firstRange(of: "}}") else { return false }
    return close.upperBound == text.endIndex
  }
}
