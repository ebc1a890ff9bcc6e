import Audit
import PromptLibrary
import Testing

@testable import Report

@Suite struct SARIFTests {
  private func run(_ report: Report) throws -> JSONValue {
    guard case .array(let runs)? = report.sarif["runs"] else { throw Missing() }
    return runs[0]
  }

  private struct Missing: Error {}

  private func items(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let items)? = value { items } else { [] }
  }

  private func int(_ value: JSONValue?) -> Int? { if case .int(let number)? = value { number } else { nil } }
  private func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }

  @Test func `every result names a rule that is there`() throws {
    let run = try run(.sample)
    let rules = items(run["tool"]?["driver"]?["rules"])
    let results = items(run["results"])
    #expect(results.count == 6)
    for result in results {
      let index = try #require(int(result["ruleIndex"]))
      #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
    }
  }

  @Test func `every result has a location with a region from 1`() throws {
    var report = Report.sample
    for (start, end) in [((0, 0), (0, 0)), ((-3, 2), (9, -9)), ((4, 4), (4, 2)), ((5, 1), (4, 9))] {
      report.findings.append(
        Finding(
          rule: "gone-rule", level: .note, subject: .library,
          place: place("", start.0, start.1, to: (line: end.0, column: end.1)), message: "m", fingerprint: "f"
        ))
    }
    for result in items(try run(report)["results"]) {
      let location = try #require(items(result["locations"]).first?["physicalLocation"])
      let region = try #require(location["region"])
      let uri = try #require(text(location["artifactLocation"]?["uri"]))
      #expect(!uri.isEmpty)
      let line = try #require(int(region["startLine"]))
      let column = int(region["startColumn"]) ?? 1
      #expect(line >= 1 && column >= 1)
      if let endLine = int(region["endLine"]), let endColumn = int(region["endColumn"]) {
        #expect((endLine, endColumn) > (line, column) && endColumn >= 1)
      }
    }
  }

  @Test(arguments: [
    ("a b/ü?#.md", "a%20b/%C3%BC%3F%23.md"), ("C:x.md", "C%3Ax.md"), ("50%.md", "50%25.md"),
    ("a\nb", "a%0Ab"), ("a/b-c_d~e.f", "a/b-c_d~e.f"), ("a\\b", "a%5Cb"),
  ])
  func `a path is a URI`(path: String, expected: String) { #expect(path.percentEncodedPath == expected) }

  @Test func `a waived finding is suppressed and a baselined one unchanged`() throws {
    let results = items(try run(.sample)["results"])
    let waived = results.filter { !items($0["suppressions"]).isEmpty }
    #expect(waived.count == 1)
    #expect(
      text(items(waived[0]["suppressions"])[0]["justification"])
        == "The team is being formed. (ana@example.com, until 2026-12-31)")
    #expect(results.filter { text($0["baselineState"]) == "unchanged" }.count == 1)
  }

  @Test func `a message cannot link`() throws {
    let finding = Finding(
      rule: "r", level: .note, subject: .library, place: Place(path: "a"), message: "[x](1)", fingerprint: "f"
    )
    let result = items(try run(Report([finding]))["results"])[0]
    #expect(text(result["message"]?["text"]) == "[x\\](1)")
  }

  @Test func `what GitHub would reject is left out, worst last, and said`() throws {
    let many = (0..<25_010).map { index in
      Finding(
        rule: "r", level: index == 25_009 ? .error : .note, subject: .library,
        place: place("a", index + 1, 1), message: "m", fingerprint: "\(index)")
    }
    let run = try run(Report(many))
    #expect(items(run["results"]).count == 25_000)
    #expect(text(items(run["results"]).last?["level"]) == "error")
    let notes = items(items(run["invocations"])[0]["toolExecutionNotifications"])
    #expect(text(notes.last?["message"]?["text"])?.hasPrefix("10 of 25010 findings left out") == true)
  }
}
