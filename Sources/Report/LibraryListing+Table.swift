import PromptLibrary

extension LibraryListing {
  /// An aligned table; on a terminal the id and what uses it give way when the line is too long.
  var table: String {
    let head = ["ID", "FORMAT", "VERDICT", "OWNER", "STATUS", "USED BY"]
    let rows = indices.map { index in
      let row = PromptRow(library, index)
      return [
        row.id, row.format, row.verdict?.kind.rawValue ?? "", row.owner.isEmpty ? "-" : row.owner,
        row.status.isEmpty ? "-" : row.status, row.usedBy.isEmpty ? "-" : row.usedBy,
      ].map(\.visible)
    }
    var widths = head.indices.map { column in ([head] + rows).map { $0[column].columns }.max() ?? 0 }
    if width != nil { widths[3] = min(widths[3], 20) }
    let fixed = widths[1] + widths[2] + widths[3] + widths[4] + 2 * (head.count - 1)
    let room = width.map { max(24, $0 - fixed) } ?? .max
    if widths[0] + widths[5] > room {
      widths[5] = min(widths[5], max(room - widths[0], room / 2))
      widths[0] = room - widths[5]
    }
    return ([head] + rows).map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        // The end of an id tells prompts apart, the start of anything else does.
        let cell =
          column == 0 ? text.fitted(to: widths[column], keepsEnd: true) : text.fitted(to: widths[column])
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: max(0, widths[column] - cell.columns) + 2)
        }
      }
      return line + "\n"
    }.joined()
  }

  /// Comma-separated values (RFC 4180) with a header line.
  var csv: String {
    let names = [
      "path", "key", "id", "format", "version", "verdict", "confidence", "because", "edges", "models",
      "owner",
      "status", "title", "words",
    ]
    let rows = indices.map { index in
      let prompt = library.prompts[index]
      let verdict = library.verdict(of: index)
      let edges = library.edges(of: index).map { edge in
        let user = (edge.step ?? edge.from).map { " \($0)" } ?? ""
        return "\(edge.kind.rawValue) \(edge.place)\(user)" + (edge.idle.map { " (\($0))" } ?? "")
      }
      return [
        prompt.path, prompt.key ?? "", prompt.id, prompt.format.description, "\(prompt.version)",
        verdict?.kind.rawValue ?? "", verdict?.confidence.rawValue ?? "", verdict?.because ?? "",
        edges.joined(separator: "; "), prompt.targets.map(\.name).joined(separator: "; "),
        prompt.metadata.owner?.value ?? "", prompt.metadata.status?.value.rawValue ?? "",
        prompt.metadata.title?.value ?? prompt.title ?? "", String(prompt.words),
      ]
    }
    return ([names] + rows).map { $0.map(\.csvField).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension String {
  /// This text in so many columns, with an ellipsis for what does not fit.
  fileprivate func fitted(to width: Int, keepsEnd: Bool = false) -> String {
    guard columns > width, width > 0 else { return self }
    var kept: [Character] = []
    var used = 1
    for character in keepsEnd ? Array(reversed()) : Array(self) {
      used += String(character).columns
      if used > width { break }
      kept.append(character)
    }
    return keepsEnd ? "…" + String(kept.reversed()) : String(kept) + "…"
  }

  /// One field, always quoted where it must be; what a spreadsheet would take for a formula is quoted by `'` (OWASP).
  fileprivate var csvField: String {
    var field = visible
    if let first = field.utf8.first, "=+-@".utf8.contains(first) { field = "'" + field }
    guard field.utf8.contains(where: { ",\";".utf8.contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
