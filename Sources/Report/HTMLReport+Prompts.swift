import PromptLibrary

extension Report {
  var promptsSection: Markup {
    guard !library.prompts.isEmpty else { return "" }
    let rows = library.prompts.indices.map { row(PromptRow(library, $0)) }
    return """
      <section>
      <h2>Prompts</h2>
      <div class="wide"><table class="prompts">
      <thead><tr><th scope="col">Prompt</th><th scope="col">Format</th><th scope="col">Verdict</th>\
      <th scope="col">Owner</th><th scope="col">Status</th><th scope="col">Used by</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table></div>
      </section>

      """
  }

  private func row(_ row: PromptRow) -> Markup {
    let because: Markup? = row.verdict?.because.map { text in " <span class=\"quiet\">\(text)</span>" }
    let kind = row.verdict?.kind.rawValue ?? "unknown"
    let none: Markup = "<span class=\"quiet\">nobody</span>"
    let owner: Markup = row.owner.isEmpty ? none : "\(row.owner)"
    return """
      <tr><th scope="row">\(link(row.place, text: row.id))</th>\
      <td data-name="Format">\(row.format)</td>\
      <td data-name="Verdict"><span class="kind"><i class="v-\(kind)"></i>\(kind)</span>\(because)</td>\
      <td data-name="Owner">\(owner)</td>\
      <td data-name="Status">\(row.status.isEmpty ? "–" : row.status)</td>\
      <td data-name="Used by">\(row.usedBy.isEmpty ? "–" : row.usedBy)</td></tr>

      """
  }
}
