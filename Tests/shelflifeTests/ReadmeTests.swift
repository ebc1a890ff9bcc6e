import ArgumentParser
import FoundationEssentials
import Testing

@testable import shelflife

@Suite struct ReadmeTests {
  private static let start =
    "<!-- excerpt: the tests compare it with the audit, and UPDATE_GOLDEN=1 writes it -->\n"
  private static let end = "<!-- end of the excerpt -->"

  @Test func `the two commands stand there, and the page is short`() throws {
    let page = try Checkout.text("README.md")
    #expect(page.contains("make audit"))
    #expect(page.contains("make test"))
    #expect(page.split(separator: "\n", omittingEmptySubsequences: false).count < 200)
  }

  @Test func `the excerpt is what the audit prints`() async throws {
    let outcome = await Invocation.run(
      "audit", "-C", Checkout.root.path, "--as-of", try Checkout.sampleDay(), "--fail-on", "never")
    let excerpt = Self.excerpt(of: outcome.output)
    var page = try Checkout.text("README.md")
    let start = try #require(page.firstRange(of: Self.start), "README.md lacks the excerpt's first mark")
    let end = try #require(page.firstRange(of: Self.end), "README.md lacks the excerpt's last mark")
    let shown = String(page[start.upperBound..<end.lowerBound])
    if Checkout.updatesGolden, shown != excerpt {
      page.replaceSubrange(start.upperBound..<end.lowerBound, with: excerpt)
      try Checkout.write(page, to: "README.md")
      return
    }
    let difference = difference(of: shown, from: excerpt)
    #expect(difference == nil, "README.md differs at \(difference ?? ""); UPDATE_GOLDEN=1 writes it anew")
  }

  /// Two files' findings, and the line that counts.
  private static func excerpt(of output: String) -> String {
    let paragraphs = output.split(separator: "\n\n")
    let shown = ["library/prompts/weekly/one-page.prompt.md", "library/workflows/forecast-review.yaml"]
    let chosen = paragraphs.filter { paragraph in shown.contains { paragraph.hasPrefix($0) } }
    let last = output.split(separator: "\n").last ?? ""
    return "```text\n" + chosen.joined(separator: "\n\n") + "\n\n...\n\n" + last + "\n```\n"
  }

  /// Every command line that a page shows, so that no page shows one that is not there.
  @Test(arguments: [
    "README.md", "Documentation/output.md", "Documentation/configuration.md", "Documentation/model.md",
    "Documentation/formats.md", "Documentation/architecture.md", "library/README.md",
  ]) func `each command line of a page is one that the tool takes`(page: String) throws {
    var isCode = false
    for line in try Checkout.text(page).split(separator: "\n") {
      if line.hasPrefix("```") { isCode = line.hasPrefix("```sh") }
      let words = line.drop { $0 == " " }.prefix { !"#|>".contains($0) }.split(separator: " ")
      guard isCode || line.hasPrefix("    "), words.first == "shelflife" else { continue }
      let arguments = words.dropFirst().map { String($0).replacing("'", with: "") }
      if arguments.contains("--version") || arguments.contains("--help") { continue }
      #expect(throws: Never.self, "\(line)") { try Shelflife.parseAsRoot(arguments) }
    }
  }
}
