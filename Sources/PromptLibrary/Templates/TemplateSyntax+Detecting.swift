extension TemplateSyntax {
  /// GitHub Actions' and Azure pipelines' contexts, which `${{ github.ref }}` starts with.
  static let workflowContexts: Set<String> = [
    "github", "secrets", "matrix", "steps", "runner", "needs", "vars", "env", "inputs", "job", "jobs",
    "strategy",
    "parent", "outputs",
  ]

  /// GitHub Actions' functions, as in `${{ hashFiles('x') }}`.
  static let workflowFunctions: Set<String> = [
    "contains", "startsWith", "endsWith", "format", "join", "toJSON", "toJson", "fromJSON", "fromJson",
    "hashFiles",
    "success", "always", "cancelled", "failure",
  ]

  /// What a mark in a text speaks for; a lower one counts for more.
  private enum Mark: Int {
    case liquid, jinja, handlebars, semanticKernel, goTemplate, dashedName, name, vscode, arguments, none

    var syntax: TemplateSyntax {
      switch self {
      case .liquid: .liquid
      // Names alone between braces are read by most engines; Jinja's reader knows what else may stand there.
      case .jinja, .name: .jinja
      case .handlebars: .handlebars
      case .semanticKernel: .semanticKernel
      // `{{file-name}}` is a difference to Jinja, which no prompt computes.
      case .dashedName: .doubleBraces
      case .vscode: .vscode
      case .arguments: .arguments
      // `{{ .Name }}` is Go's template language, which is not read.
      case .goTemplate, .none: .none
      }
    }
  }

  /// The syntax of a file whose format does not say it, by the marks that only one of them uses.
  package static func detect(in bytes: [UInt8]) -> TemplateSyntax {
    let text = TemplateText(bytes)
    var best = Mark.none
    var index = 0
    while index &+ 1 < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "$") {
        let mark = byte == UInt8(ascii: "$") ? dollar(at: index, in: text) : brace(at: index, in: text)
        if mark.rawValue < best.rawValue { best = mark }
        if best == .liquid { break }
      }
      index &+= 1
    }
    return best.syntax
  }

  private static func dollar(at index: Int, in text: TemplateText) -> Mark {
    if text.matches("$ARGUMENTS", at: index), !text[index + 10].isWordByte { return .arguments }
    return text.matches("${input:", at: index) ? .vscode : .none
  }

  private static func brace(at index: Int, in text: TemplateText) -> Mark {
    let start = index + 2
    switch text[index + 1] {
    case UInt8(ascii: "%"): return tag(from: start, in: text)
    case UInt8(ascii: "{"): break
    default: return .none
    }
    switch text[start] {
    case UInt8(ascii: "$"): return text[start + 1].isWordByte ? .semanticKernel : .none
    case UInt8(ascii: "#"), UInt8(ascii: "/"): return text[start + 1].isNameStart ? .handlebars : .none
    case UInt8(ascii: ">"): return .handlebars
    default:
      return output(
        from: start, isAfterDollar: index > 0 && text.bytes[index - 1] == UInt8(ascii: "$"), in: text)
    }
  }

  /// A mark by the tag's name, or none when no name stands there.
  private static func tag(from start: Int, in text: TemplateText) -> Mark {
    let name = name(from: start, in: text)
    if name.isEmpty { return .none }
    return liquidTags.contains(text.string(name)) ? .liquid : .jinja
  }

  /// Tags of Liquid that Jinja does not have.
  private static let liquidTags: Set<String> = [
    "assign", "capture", "elsif", "unless", "render", "liquid", "comment", "tablerow", "increment",
    "decrement",
    "schema",
  ]

  private static func output(from start: Int, isAfterDollar: Bool, in text: TemplateText) -> Mark {
    let name = name(from: start, in: text)
    if name.isEmpty {
      return text[name.lowerBound] == UInt8(ascii: ".") && text[name.lowerBound + 1].isNameStart
        ? .goTemplate : .none
    }
    let word = name.count <= 16 ? text.string(name) : ""
    if word == "else" { return .handlebars }
    if isAfterDollar, workflowContexts.contains(word) || workflowFunctions.contains(word) { return .none }
    var end = name.upperBound
    while text[end] == UInt8(ascii: "-"), text[end + 1].isNameStart, end < start + 80 {
      while text[end + 1].isNameByte, end < start + 80 { end += 1 }
      end += 1
    }
    guard end > name.upperBound else { return .name }
    while text[end] == UInt8(ascii: " "), end < start + 80 { end += 1 }
    return text.matches("}}", at: end) ? .dashedName : .name
  }

  /// The name behind a tag's opening; empty without one.
  ///
  /// What stands further off than names are long is not looked at, so that a text of braces is read once.
  private static func name(from start: Int, in text: TemplateText) -> Range<Int> {
    var index = start
    while index < start + 80, text[index].isBlank || text[index] == UInt8(ascii: "-") { index += 1 }
    var end = index
    if text[index].isNameStart {
      while end < start + 80, text[end].isNameByte { end += 1 }
    }
    return index..<end
  }
}
