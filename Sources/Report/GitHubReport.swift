import Audit
import PromptLibrary

extension Report {
  /// Annotations for GitHub Actions: the worst ten, because a step shows no more, and a line that counts the rest.
  var workflowCommands: String {
    let open = open
    let shown = open.enumerated().sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
      .prefix(10).map(\.element)
    var text = shown.map { $0.workflowCommand + "\n" }.joined()
    if open.count > shown.count {
      text +=
        "\(shown.count) of \(open.count) findings are annotations; all \(open.count) are in the step summary.\n"
    }
    return text + Tally(self).line + "\n"
  }

  /// Markdown for the file that `GITHUB_STEP_SUMMARY` names, within its 1 MiB.
  package func stepSummary(limit: Int = 1 << 20) -> String { markdown(limit: limit) }
}

extension Finding {
  /// One workflow command; see actions/toolkit's `command.ts` for what is escaped.
  fileprivate var workflowCommand: String {
    let name =
      switch level {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = [("file", place.path)]
    if let region = Region(place) {
      properties.append(("line", "\(region.line)"))
      let endLine = region.endLine ?? region.line
      // Columns are taken on one line only.
      if endLine == region.line { properties.append(("col", "\(region.column)")) }
      if region.endLine != nil { properties.append(("endLine", "\(endLine)")) }
      if endLine == region.line, let column = region.endColumn {
        properties.append(("endColumn", "\(column)"))
      }
    }
    properties.append(("title", rule))
    var lines = [sentence.visible.shortened(to: 4000)]
    lines += evidence.map { "note: \($0.label.visible.shortened(to: 300)) at \($0.place.visible)" }
    if let remedy { lines.append("help: \(remedy.visible.shortened(to: 1000))") }
    let list = properties.map { "\($0.0)=\(Self.escape($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(name) \(list)::\(Self.escape(lines.joined(separator: "\n"), isProperty: false))"
  }

  private static func escape(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: scalar.writeVisibly(to: &escaped)
      }
    }
    return escaped
  }
}
