import PromptLibrary

// `explain`, `rules` and `Documentation/rules.md` are written from the rules themselves.
extension Rule {
  /// The rule's page, in Markdown.
  package var page: String { page(depth: 1) }

  /// Every rule's page under one title, in Markdown, with a table of all first.
  package static var reference: String {
    var text = """
      # Rules

      Written from the rules' own values; see `shelflife explain RULE` for one of them. A level is changed, or a rule \
      switched off, under `rules:` in `shelflife.yaml`; a single finding is accepted for a time by a waiver.

      """
    for group in groups {
      text += "\n## \(group.title)\n\n| rule | level | holds when |\n|---|---|---|\n"
      for rule in group.rules {
        let summary = rule.summary.replacing("|", with: "\\|")
        text += "| [`\(rule.name)`](#\(rule.name)) | \(rule.levelText) | \(summary) |\n"
      }
    }
    for group in groups {
      for rule in group.rules { text += "\n" + rule.page(depth: 2) }
    }
    return text
  }

  private func page(depth: Int) -> String {
    let heading = String(repeating: "#", count: depth)
    var text = "\(heading) \(name)\n\n**\(level.rawValue)**: \(summary)\n"
    if isOptIn {
      text += "\nOff until `rules:` in `shelflife.yaml` gives it a level: `\(name): \(level.rawValue)`.\n"
    }
    if !aliases.isEmpty {
      text += "\nFormerly \(aliases.map { "`\($0)`" }.joined(separator: ", ")).\n"
    }
    text += "\n\(why)\n\n**To mend it:** \(remedyText)\n"
    text += Self.section("\(heading)# Flagged", flagged)
    text += Self.section("\(heading)# Accepted", accepted)
    return text
  }

  /// A command stands in code; a sentence does not.
  private var remedyText: String {
    remedy.hasPrefix("shelflife ") && !remedy.contains(", ") ? "`\(remedy)`" : remedy
  }

  private static func section(_ title: String, _ examples: [Example]) -> String {
    guard !examples.isEmpty else { return "" }
    return "\n\(title)\n" + examples.map { "\n\($0.title):\n\n\(listing($0.files))" }.joined(separator: "")
  }

  /// The files of an example, one after the other in a fence that no line of theirs closes.
  private static func listing(_ files: [String: String]) -> String {
    let sorted = files.sorted { $0.key < $1.key }
    let fence = files.values.contains { $0.contains("```") } ? "````" : "```"
    let texts = sorted.map { path, text in
      let name = "# \(path)\n"
      return name + (text.hasSuffix("\n") ? text : text + "\n")
    }
    let language = Set(sorted.map { $0.key.fileExtension }).isSubset(of: ["yaml", "yml"]) ? "yaml" : "text"
    return "\(fence)\(language)\n\(texts.joined(separator: "\n"))\(fence)\n"
  }
}
