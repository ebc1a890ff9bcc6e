import Audit
import PromptLibrary

extension Report {
  /// The page that leads read: one file, without a script, and nothing fetched from anywhere.
  var page: Markup {
    let tally = Tally(self)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      <title>Prompt library audit, \(today.description)</title>
      <style>
      \(Page.style)</style>
      </head>
      <body>
      <header>
      <h1>Prompt library audit</h1>
      <p>\(library.snapshotName) · as of <time>\(today.description)</time></p>
      </header>
      <main>
      \(headline(tally))\(verdictBar(tally))\(findingsSection)\(promptsSection)\(coverageSection(tally))</main>
      <footer>shelflife \(version)</footer>
      </body>
      </html>

      """
  }

  private func headline(_ tally: Tally) -> Markup {
    let attached = tally.count(.attached) + tally.count(.included)
    let tiles: [(count: Int, noun: String, kind: String)] = [
      (tally.count(.error), "error", "error"), (tally.count(.warning), "warning", "warning"),
      (tally.count(.note), "note", "note"), (tally.prompts, "prompt", ""),
    ]
    let markup = tiles.map { tile -> Markup in
      "<li class=\"\(tile.kind)\"><b>\(tile.count)</b> \(tile.noun)\(tile.count == 1 ? "" : "s")</li>\n"
    }
    return """
      <section aria-label="Summary">
      <ul class="tiles">
      \(markup)<li><b>\(percent(attached, of: tally.prompts))</b> at a step</li>
      <li><b>\(percent(tally.resolved, of: tally.references))</b> references resolved</li>
      </ul>
      <p class="quiet">\(tally.waived) waived, \(tally.baselined) baselined, \(tally.rulesOff.of("rule")) off.</p>
      </section>

      """
  }

  private func percent(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "–" : "\(part * 100 / whole) %"
  }

  private func verdictBar(_ tally: Tally) -> Markup {
    let kinds = Verdict.Kind.allCases.filter { tally.count($0) > 0 }
    guard !kinds.isEmpty else { return "" }
    let parts = kinds.map { kind -> Markup in
      "<span class=\"v-\(kind.rawValue)\" style=\"flex-grow:\(tally.count(kind))\"></span>"
    }
    let legend = kinds.map { kind -> Markup in
      """
      <li><i class="v-\(kind.rawValue)"></i><b>\(tally.count(kind))</b> \(kind.rawValue) \
      <span class="quiet">\(kind.meaning)</span></li>

      """
    }
    return """
      <section>
      <h2>What reaches the prompts</h2>
      <div class="bar" role="img" aria-label="\(tally.verdictLine)">\(parts)</div>
      <ul class="legend">
      \(legend)</ul>
      </section>

      """
  }

  private func coverageSection(_ tally: Tally) -> Markup {
    let rows = library.coverage.map { engine, coverage -> Markup in
      """
      <tr><th scope="row">\(engine.description)</th><td>\(coverage.files)</td><td>\(coverage.steps)</td>\
      <td>\(coverage.resolved)</td><td>\(coverage.dynamic)</td><td>\(coverage.dangling)</td>\
      <td>\(coverage.inline)</td></tr>

      """
    }
    let table: Markup = """
      <div class="wide"><table class="numbers">
      <thead><tr><th scope="col">Engine</th><th scope="col">Files</th><th scope="col">Steps</th>\
      <th scope="col">Resolved</th><th scope="col">Dynamic</th><th scope="col">Dangling</th>\
      <th scope="col">Inline prompts</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table></div>

      """
    let notes = notes.map { note -> Markup in "<li>\(note)</li>\n" }
    let list: Markup? = notes.isEmpty ? nil : "<ul>\n\(notes)</ul>\n"
    return """
      <section>
      <h2>Coverage</h2>
      <p>\(tally.referenceLine).</p>
      \(rows.isEmpty ? nil : table)\(list)</section>

      """
  }
}

extension Verdict.Kind {
  /// What a verdict says, in a few words.
  fileprivate var meaning: String {
    switch self {
    case .attached: "a live step uses it"
    case .included: "a living prompt includes it"
    case .referenced: "code names it, no step does"
    case .possible: "a computed name could reach it"
    case .testOnly: "only tests and examples reach it"
    case .orphaned: "nothing reaches it"
    case .unknown: "a file could not be read"
    }
  }
}
