import ArgumentParser
import Testing

@testable import shelflife

@Suite struct ManualTests {
  @Test(arguments: ListedCommand.all) func `the manual page names every command and each of its options`(
    command: ListedCommand
  ) throws {
    let page = try Checkout.text("Documentation/shelflife.1")
    let section = Self.section(of: command.words, in: page)
    #expect(!section.isEmpty, "Documentation/shelflife.1 lacks the command; 'make man' writes it anew")
    for option in Self.options(in: Shelflife.helpMessage(for: command.type, columns: 200)) {
      #expect(
        section.contains { $0.hasPrefix(".It Fl ") && $0.split(separator: " ").contains("-\(option)") },
        "Documentation/shelflife.1 lacks --\(option); 'make man' writes it anew")
    }
  }

  /// The lines from a command's item to the next one's; of the program itself, all of them.
  private static func section(of words: [String], in page: String) -> [Substring] {
    var lines = page.split(separator: "\n")[...]
    for word in words {
      guard let start = lines.firstIndex(of: ".It Em \(word)") else { return [] }
      let rest = lines[(start + 1)...]
      lines = rest
    }
    if words.isEmpty { return Array(lines) }
    return Array(lines.prefix { !$0.hasPrefix(".It Em ") && !$0.hasPrefix(".Sh ") })
  }

  private static func options(in help: String) -> [String] {
    help.split(separator: "\n").flatMap { line -> [String] in
      guard line.hasPrefix("  -") else { return [] }
      let words = line.split(whereSeparator: { $0 == " " || $0 == "," })
      return words.prefix(2).filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
    }
  }
}
