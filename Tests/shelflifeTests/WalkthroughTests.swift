import FoundationEssentials
import Testing

@testable import shelflife

@Suite struct WalkthroughTests {
  private static let page = "Documentation/walkthrough.md"

  @Test func `what the page shows is what the commands print`() async throws {
    var lines: [Substring] = []
    var block: [Substring]?
    let text = try Checkout.text(Self.page)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```console" {
        block = []
      } else if let shown = block, line == "```" {
        block = nil
        let command = try #require(shown.first)
        let printed = try await Self.output(of: command)
        if !Checkout.updatesGolden {
          let difference = difference(of: printed, from: shown.dropFirst().joined(separator: "\n"))
          #expect(difference == nil, "\(command): \(difference ?? ""); UPDATE_GOLDEN=1 writes it anew")
        }
        lines += [command] + printed.split(separator: "\n", omittingEmptySubsequences: false)
      } else if block != nil {
        block?.append(line)
        continue
      }
      lines.append(line)
    }
    if Checkout.updatesGolden { try Checkout.write(lines.joined(separator: "\n"), to: Self.page) }
  }

  /// Runs a line as `$ shelflife drift PROMPT` at the repository's root.
  private static func output(of command: Substring) async throws -> String {
    let words = command.split(separator: " ").map(String.init)
    try #require(words.starts(with: ["$", "shelflife"]), "\(command)")
    var arguments = Array(words.dropFirst(2))
    if arguments.first == "trial" {
      arguments = arguments.map { $0.hasPrefix("library/") ? Checkout.root.appending(path: $0).path : $0 }
    } else {
      arguments += ["-C", Checkout.root.path]
    }
    let outcome = await Invocation.run(arguments: arguments)
    #expect(outcome.status == .clean, "\(outcome.complaints)")
    // Spaces that only a terminal would see are not kept in a page.
    return outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n").trimmedEnd
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
