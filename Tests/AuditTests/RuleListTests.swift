import FoundationEssentials
import PromptLibrary
import Testing

@testable import Audit

@Suite struct RuleListTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func `every file of a rule has its line in the list`() throws {
    let folder = root.appending(path: "Sources/Audit/Rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    var expected = Set(files.map { $0.replacing(".swift", with: "").lowercased() })
    expected.remove("rules")
    #expect(Set(Rule.all.map { $0.name.replacing("-", with: "") }) == expected)
  }

  @Test func `names are words with dashes, and no two are alike`() {
    let names = Rule.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }, "\(name)")
    }
  }

  @Test(arguments: Rule.all) func `a rule documents itself`(rule: Rule) {
    #expect(rule.summary.hasSuffix("."))
    #expect(rule.why.hasSuffix("."))
    #expect(!rule.remedy.isEmpty)
    #expect(!rule.flagged.isEmpty)
    #expect(!rule.accepted.isEmpty)
    #expect(rule.page.hasPrefix("# \(rule.name)\n"))
    #expect(Rule.named(rule.name)?.name == rule.name)
  }

  @Test func `the rules' page is what the rules say`() throws {
    let page = root.appending(path: "Documentation/rules.md")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(Rule.reference.utf8).write(to: page)
    }
    let written = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    #expect(
      written == Rule.reference, "Documentation/rules.md is stale; UPDATE_GOLDEN=1 swift test writes it anew")
  }
}
